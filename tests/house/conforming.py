"""The conformance table: rows as data, tried on the reader, printed as a page.

A row of `conformance/*.json` names a field of the facts that contract 04 leaves open, what it does,
a fragment that has it, and the test that proves what it does. `python -m tests.house.conforming`
writes `docs/reference/conformance.md`; with `--look` it prints the rows that are not as they say.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal, cast

from tests.house.tree import DOCS, ROOT
from tradewright.wire.strategy import Examination, dump, examine

PAGE: Final = DOCS / "reference" / "conformance.md"
ROWS: Final = Path(__file__).with_name("conformance")
HEAD: Final = ROWS / "head.txt"

Json = dict[str, Any]
Status = Literal["supported", "descriptive", "refused"]

BASE: Final[Json] = {
    "strategyId": "row",
    "symbol": "EURUSD",
    "timeframe": "M15",
    "rules": {
        "entry": {
            "logic": "OR",
            "conditions": [
                {"indicator": "ema_9", "condition": "crosses_above", "value": "ema_21"},
                {"indicator": "ema_9", "condition": "crosses_below", "value": "ema_21"},
            ],
        },
        "exit": {
            "stopLoss": {"type": "pips", "value": 20},
            "takeProfit": {"type": "pips", "value": 40},
        },
        "riskManagement": {"lotSize": 0.1},
    },
}
"""What every fragment is laid into."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One field.

    Parameters
    ----------
    part : the part of the facts it stands in, "A1".
    field, does : its name there, and what it does, in a phrase.
    says : "supported", "descriptive" or "refused".
    laid : the fragment: paths and values laid into `BASE`; null takes away what stands there. The
        first path is the field, unless `key` names another.
    other : laid in the field's place: a document that must mean something else. Without it the
        field is taken away.
    same : a value in the field's place that must mean the same.
    proof : "file::test" that holds what it does.
    envelope : whether the paths start at the command around the parameters.
    """

    part: str
    field: str
    does: str
    says: Status
    laid: Mapping[str, object]
    proof: str
    key: str
    other: object = None
    same: object = None
    envelope: bool = False

    def document(self, value: object = ...) -> Json:
        """The document with the fragment, or with another value in the field's place."""
        base: Json = {"command": "START_STRATEGY", "parameters": BASE} if self.envelope else BASE
        made = deepcopy(base)
        for path, laid in self.laid.items():
            lay(made, path, laid if value is ... or path != self.key else value)
        if value is not ... and self.key not in self.laid:
            lay(made, self.key, value)
        return made


def lay(document: Json, path: str, value: object) -> None:
    """Put a value at a path ("rules.entry.conditions.0.period"); None takes away what is there."""
    *way, last = path.split(".")
    place = cast("Any", document)
    for step in way:
        place = place[int(step)] if step.isdigit() else place.setdefault(step, {})
    if value is None:
        place.pop(last, None)
    else:
        place[int(last) if last.isdigit() else last] = deepcopy(value)


@cache
def rows() -> tuple[Row, ...]:
    """The whole table, in the order of the files."""
    return tuple(
        Row(**cast("Any", {"key": next(iter(one["laid"])), **one}))
        for path in sorted(ROWS.glob("*.json"))
        for one in cast("list[dict[str, Json]]", json.loads(path.read_text(encoding="utf-8")))
    )


def found(row: Row) -> str:
    """What the reader makes of the field: a status, or what is the matter, in words."""
    seen = examine(row.document())
    if seen.strategy is None:
        where = dotted(row.key)
        hit = [one for one in seen.problems if touches(one.path, where) and one.fix]
        return "refused" if hit else f"refused elsewhere: {'; '.join(map(str, seen.problems))}"
    if row.same is not None and meaning(row, row.same) != dump(seen.strategy):
        return f"does not mean the same as {row.same!r}"
    changed = meaning(row, row.other) != dump(seen.strategy)
    if describes(row, seen):
        return "acts, yet is called descriptive" if changed else "descriptive"
    return "supported" if changed else "accepted and ignored"


def describes(row: Row, seen: Examination) -> bool:
    """Whether the answer calls the field descriptive."""
    where = dotted(row.key).removeprefix("parameters.")
    return any(note.describes and note.path == where for note in seen.notes)


def meaning(row: Row, value: object) -> object:
    """The normalised document with another value in the field's place."""
    seen = examine(row.document(value))
    if seen.strategy is None:
        message = f"{row.field} with {value!r}: {'; '.join(map(str, seen.problems))}"
        raise ValueError(message)
    return dump(seen.strategy)


def dotted(path: str) -> str:
    """A path as problems spell it: "rules.entry.conditions[0].period"."""
    head, *rest = path.split(".")
    return head + "".join(f"[{step}]" if step.isdigit() else f".{step}" for step in rest)


def touches(problem: str, field: str) -> bool:
    """Whether a problem is about a field: at it, in it, around it, or a word that asks for it."""
    block, _, last = problem.rpartition(".")
    asks = last in {"method", "type", "triggerType"} and within(field, block)
    return asks or within(problem, field) or within(field, problem)


def within(path: str, block: str) -> bool:
    """Whether a path lies in a block."""
    return path == block or path.startswith((f"{block}.", f"{block}["))


def keys_of(value: object) -> Iterator[str]:
    """Every key of a fragment, at any depth."""
    if isinstance(value, dict):
        for key, inner in cast("Json", value).items():
            yield key
            yield from keys_of(inner)
    elif isinstance(value, list):
        for inner in cast("list[object]", value):
            yield from keys_of(inner)


def page() -> str:
    """The page as it is published."""
    lines = [HEAD.read_text(encoding="utf-8").rstrip()]
    part = ""
    for row in rows():
        if row.part != part:
            part = row.part
            lines += ["", f"## {part}", "", "| field | what it does | status | test |"]
            lines.append("|---|---|---|---|")
        lines.append(f"| {row.field} | {row.does} | {row.says} | `{row.proof}` |")
    return "\n".join(lines) + "\n"


def look() -> int:
    """Print the rows that are not as they say; how many."""
    wrong = 0
    for row in rows():
        try:
            seen = found(row)
        except (ValueError, LookupError, TypeError, AttributeError) as error:
            seen = repr(error)
        if seen != row.says:
            wrong += 1
            sys.stdout.write(f"{row.part} {row.field}: says {row.says}, is {seen}\n")
    return wrong


if __name__ == "__main__":
    if sys.argv[1:] == ["--look"]:
        sys.exit(bool(look()))
    PAGE.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"{PAGE.relative_to(ROOT)}: {len(rows())} rows\n")

"""The published JSON Schema is what the code accepts."""

import json
from pathlib import Path
from typing import cast

import pytest

from tests.unit.wire.strategy.documents import CROSS, VALID, Json, changed, entry, problems
from tests.unit.wire.strategy.json_schema import valid
from tradewright.wire.strategy import dump, load
from tradewright.wire.strategy.schema import schema, text

ROOT = Path(__file__).parents[4]
PUBLISHED = ROOT / "docs" / "reference" / "strategy.schema.json"
FORMAT = ROOT / "docs" / "reference" / "strategy-format.md"
EXAMPLES = sorted((ROOT / "examples").glob("*.json"))


def accepted(document: object) -> bool:
    found = schema()
    return valid(document, found, found)


def test_the_published_schema_is_up_to_date() -> None:
    hint = "run: python -m tradewright.wire.strategy docs/reference/strategy.schema.json"
    assert PUBLISHED.read_text(encoding="utf-8") == text(), hint


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_satisfies_it(path: Path) -> None:
    assert accepted(json.loads(path.read_text(encoding="utf-8")))
    assert accepted(json.loads(json.dumps(dump(load(path)))))


@pytest.mark.parametrize(
    "document",
    [
        changed("rules.exit.stoploss", {}),
        changed("rules.exit.stopLoss", {"type": "pip", "value": 1}),
        changed("rules.exit.stopLoss", {"type": "pips", "value": -1}),
        changed("rules.exit.stopLoss", {"type": "pips", "value": True}),
        changed("rules.newsFilter", {"onStale": "wait"}),
        changed("rules.riskManagement.maxPositions", 0),
        changed("rules.entry.conditions", [{**CROSS, "side": "up"}]),
        changed("rules.entry.conditions", [{"condition": "crosses_above", "value": 1}]),
        changed("isPublic", "no"),
        {"command": "STOP_STRATEGY", "parameters": VALID},
        [],
    ],
)
def test_what_is_refused_does_not_satisfy_it(document: object) -> None:
    assert problems(document)
    assert not accepted(document)


@pytest.mark.parametrize(
    "document",
    [
        VALID,
        changed("rules.newsFilter", {"enabled": False, "any": 1}),
        changed("strategyName", "x"),
        entry(
            {**CROSS, "and": {**CROSS, "condition": "greater_than"}},
            {"logic": "NOT", "conditions": [CROSS]},
        ),
        changed("rules.exit.smartExit", {"enabled": False, "any": 1}),
    ],
)
def test_what_is_read_satisfies_it(document: object) -> None:
    assert not problems(document)
    assert accepted(document)


def test_every_key_is_documented() -> None:
    page = FORMAT.read_text(encoding="utf-8")
    shapes = cast("dict[str, Json]", schema()["$defs"])
    keys = {
        key
        for shape in shapes.values()
        for part in (shape, *shape.get("anyOf", ()))
        for key in part.get("properties", ())
    }
    assert len(keys) > 100
    assert sorted(key for key in keys if f"`{key}`" not in page) == []

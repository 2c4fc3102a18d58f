"""An explained bar as a tree in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.console import Group
from rich.text import Text
from rich.tree import Tree

from tradewright.cli.trades import minute
from tradewright.core.market import Reason, instrument
from tradewright.services.sessions.words import price

if TYPE_CHECKING:
    from rich.console import RenderableType

    from tradewright.cli.asked import Answer
    from tradewright.core.engine import Note
    from tradewright.wire import messages as m

MARKS: Final = {
    "true": ("\N{CHECK MARK}", "green"),
    "false": ("\N{BALLOT X}", "red"),
    "unknown": ("?", "yellow"),
}
SIDES: Final = {
    "entry_long": "buy when",
    "entry_short": "sell when",
    "exit_long": "close a long when",
    "exit_short": "close a short when",
}


def shown(found: Answer) -> RenderableType:
    """The bar, its conditions, and what became of it."""
    return Group(
        _head(found.told), *_trees(found.told), *(_verdict(line) for line in ending(found))
    )


def ending(found: Answer) -> list[tuple[str, str]]:
    """What became of the bar's signal, as (colour, sentence) lines."""
    signals = [name for name in found.told.signals if name in {"long", "short"}]
    if found.acts_at is None:
        return [
            ("yellow", "This is the last bar of the data: no next open, at which it could act.")
        ]
    opens = f"{minute(found.acts_at)} UTC"
    if not found.traded:
        return [
            (
                "yellow",
                f"Not traded: its signal acts at {opens}, and bars before --from only warm up.",
            )
        ]
    if found.notes:
        return [_noted(note, opens, found.told.detail) for note in found.notes]
    if signals:
        return [
            (
                "yellow",
                f"The {' and '.join(signals)} signal only closed what was open, at {opens}.",
            )
        ]
    return [("dim", _silent(found))]


def _silent(found: Answer) -> str:
    """Why a bar gave no entry signal."""
    if found.scripted:
        return "Decided in Python: no entry was asked for at this close."
    unknown = any(_top(found.told, side) == "unknown" for side in SIDES)
    why = "some values are not known yet" if unknown else "the conditions were not met"
    return f"No entry signal: {why}. Nothing was refused."


def _noted(note: Note, opens: str, detail: str | None) -> tuple[str, str]:
    if note.kind == "refused":
        sentence = Reason[note.reason].sentence
        told = f"{note.reason}, {sentence}" + ("" if detail is None else f": {detail}")
        return "red", f"Refused {note.side} at the open of {opens}: {told}"
    levels = [("stop", note.stop), ("target", note.target)]
    told = "".join(
        f", {name} {price(note.symbol, level)}" for name, level in levels if level is not None
    )
    at = price(note.symbol, note.price)
    size = "" if detail is None else f"\nSize: {detail}"
    return "green", f"Opened {note.side} {note.lots:g} {note.symbol} at {at}, {opens}{told}{size}"


def _top(told: m.Explanation, side: str) -> str | None:
    node: m.ExplainedNode | None = getattr(told, side)
    return None if node is None else node.truth


def _head(told: m.Explanation) -> Text:
    digits = instrument(told.symbol).digits
    prices = zip(("open", "high", "low", "close"), told.bar[1:5], strict=True)
    spoken = "  ".join(f"{name} {value:.{digits}f}" for name, value in prices)
    at = told.at[:16].replace("T", " ")
    name = (f"{told.symbol} {told.timeframe}  {at} UTC", "bold")
    return Text.assemble(name, "  ", (spoken, "dim"))


def _trees(told: m.Explanation) -> list[Tree]:
    sides = ((words, getattr(told, name)) for name, words in SIDES.items())
    return [_tree(words, node) for words, node in sides if node is not None]


def _tree(words: str, node: m.ExplainedNode) -> Tree:
    tree = Tree(Text.assemble((words, "bold")), guide_style="dim")
    _grow(tree, node)
    return tree


def _grow(tree: Tree, node: m.ExplainedNode) -> None:
    mark, colour = MARKS[node.truth]
    place = (f"  {node.path}", "dim") if not node.members else ""
    branch = tree.add(Text.assemble((f"{mark} {node.truth:<8}", colour), node.text, place))
    for member in node.members:
        _grow(branch, member)


def _verdict(line: tuple[str, str]) -> Text:
    colour, sentence = line
    return Text(sentence, colour)

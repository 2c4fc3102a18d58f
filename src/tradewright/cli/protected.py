"""The guardian as people read it in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from rich.console import Group
from rich.table import Table
from rich.text import Text

from tradewright.cli.trades import minute
from tradewright.core.market import Reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from tradewright.core.engine import Note


def words(state: dict[str, object]) -> RenderableType:
    """A `GuardianState`: what is breached, and every limit with how much of it is used."""
    if not state["active"]:
        return Text("The account has no limits.", "yellow")
    return Group(_verdict(state), _limits(cast("list[dict[str, object]]", state["limits"])))


def breaches_table(notes: Sequence[Note]) -> Table:
    """Limits that were reached in a run, and when."""
    table = Table(title="Limits reached", title_justify="left", title_style="bold", box=None)
    for name in ("at", "limit", "of"):
        table.add_column(name, no_wrap=True)
    for name in ("measured", "bound"):
        table.add_column(name, justify="right", no_wrap=True)
    for note in notes:
        whose = note.strategy or "the account"
        numbers = (f"{note.amount:,.2f}", f"{note.bound:,.2f}")
        table.add_row(minute(note.ts), note.reason, whose, *numbers)
    return table


def _verdict(state: dict[str, object]) -> Text:
    breach = state["breach"]
    if breach is None:
        return Text("No limit is breached.", "green")
    since = str(state["since"])[:16].replace("T", " ")
    sentence = Reason[str(breach)].sentence
    return Text(f"{breach} since {since} UTC: {sentence}; no new trades until re-armed.", "red")


def _limits(limits: list[dict[str, object]]) -> Table:
    table = Table(box=None)
    table.add_column("limit", no_wrap=True)
    for name in ("measured", "bound", "used"):
        table.add_column(name, justify="right", no_wrap=True)
    for one in limits:
        measured, bound = float(str(one["measured"])), float(str(one["bound"]))
        used = f"{measured / bound:.0%}"
        table.add_row(str(one["limit"]), f"{measured:,g}", f"{bound:,g}", used)
    return table

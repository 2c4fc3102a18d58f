"""A market by hand in which an entry is refused, and what is said of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict, Unpack

from tests.scenes.desks import (
    FREE,
    OPENS,
    Row,
    by_hand,
    instants,
    new_desk,
)
from tradewright.core.engine import Costs, Strategy
from tradewright.core.market import Bars, Reason
from tradewright.core.risk.guardian import Guardian

if TYPE_CHECKING:
    from collections.abc import Callable

    from tradewright.core.calendar.news import NewsCalendar
    from tradewright.core.engine import Desk, Note


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What happens, and what is said of it.

    Parameters
    ----------
    strategies : the last is refused. bars : one history each symbol.
    says : the numbers of the refusal; None where the reason has none.
    before : done to the desk before the first bar.
    """

    strategies: tuple[Strategy, ...]
    bars: tuple[Bars, ...]
    says: str | None
    cash: float = 10_000.0
    costs: Costs = FREE
    guardian: Guardian | None = None
    news: NewsCalendar | None = None
    before: Callable[[Desk], None] | None = None

    def play(self, reason: Reason) -> tuple[Desk, Note | None]:
        """The desk at the end, and the first refusal by this reason; None if there was none."""
        desk = new_desk(self.bars, self.cash, self.costs, guardian=self.guardian)
        if self.news is not None:
            desk.hear(self.news)
        for strategy in self.strategies:
            desk.add(strategy, next(b for b in self.bars if b.symbol == strategy.symbol)[:0])
        if self.before is not None:
            self.before(desk)
        found: Note | None = None
        for instant in instants(self.bars):
            for note in desk.step(instant):
                if found is None and note.kind == "refused" and note.reason == reason.name:
                    found = note
        return desk, found


def says(*bits: int, price: float = 1.1) -> list[Row]:
    """Bars on which nothing moves, each saying something."""
    return [(price, price, price, price, one) for one in bits]


class Around(TypedDict, total=False):
    """What else a scene has."""

    cash: float
    costs: Costs
    guardian: Guardian
    news: NewsCalendar
    before: Callable[[Desk], None]


def alone(
    strategy: Strategy,
    rows: list[Row],
    told: str | None,
    *,
    opens: int = OPENS,
    **other: Unpack[Around],
) -> Scene:
    bars = by_hand(rows, strategy.symbol, opens=opens)
    return Scene(strategies=(strategy,), bars=(bars,), says=told, **other)

"""The strategies of a session: what runs, what is paused, what was stopped and can run again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tradewright.ports.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tradewright.core.engine.strategy import Strategy
    from tradewright.services.sessions.refusal_words import Refusal
    from tradewright.wire.vocabulary import StrategyStatus


@dataclass(slots=True, kw_only=True)
class Enrolled:
    """One strategy of the session.

    Parameters
    ----------
    strategy : what it does.
    document : the normalised document it was read from.
    status : "running", "paused" (no new trades) or "stopped" (no longer evaluated).
    trades : closed trades since the account opened.
    profit : their sum, account currency.
    last_signal_ts : when an entry signal was last judged, ns UTC of the market; None before the
        first.
    last_reason : why that signal did not trade; None if it did.
    refusals : what refused each entry signal, by the open (ns UTC) at which it was judged.
    """

    strategy: Strategy
    document: dict[str, object]
    status: StrategyStatus = "running"
    trades: int = 0
    profit: float = 0.0
    last_signal_ts: int | None = None
    last_reason: str | None = None
    refusals: dict[int, Refusal] = field(default_factory=dict[int, "Refusal"])


class Roster:
    """All strategies by id, in the order of their first start."""

    def __init__(self) -> None:
        self._enrolled: dict[str, Enrolled] = {}

    def __iter__(self) -> Iterator[Enrolled]:
        return iter(self._enrolled.values())

    def enrol(self, enrolled: Enrolled) -> None:
        """Add a strategy, or take up a stopped one again with its record of trades."""
        before = self._enrolled.get(enrolled.strategy.id)
        if before is not None:
            enrolled.trades, enrolled.profit = before.trades, before.profit
            enrolled.refusals = before.refusals
        self._enrolled[enrolled.strategy.id] = enrolled

    def find(self, strategy_id: str) -> Enrolled | None:
        """The strategy of that id; None if there is none."""
        return self._enrolled.get(strategy_id)

    def get(self, strategy_id: str) -> Enrolled:
        """The strategy of that id.

        Raises
        ------
        NotFound
            If there is none; the message names those there are.
        """
        found = self._enrolled.get(strategy_id)
        if found is None:
            known = ", ".join(self._enrolled) or "none yet"
            message = f"no strategy {strategy_id!r} in this session; known: {known}"
            raise NotFound(message)
        return found

"""Running a backtest."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from tradewright.core.engine import Costs, Desk
from tradewright.core.engine.batch import run_batch
from tradewright.core.market import instrument
from tradewright.core.market.instruments import as_quoted
from tradewright.services.backtests.result import Result

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tradewright.core.calendar.news import NewsCalendar
    from tradewright.core.engine import Strategy, Zones
    from tradewright.core.engine.batch import Progress
    from tradewright.core.market import Bars, Instrument
    from tradewright.core.risk.guardian import Guardian


class Mismatch(ValueError):
    """Strategy and data do not belong together; the message says which to change, and how."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """How the account opens.

    Parameters
    ----------
    cash : first balance, account currency.
    costs : what the data do not state.
    currency : None takes dollars, or the stable coin the first history is quoted in.
    news : the economic calendar, as it was known at each instant; None without one.
    instruments : what the histories are of, in their order; () takes the built-in ones, as the
        prices show them.
    guardian : what protects the account; None nothing.
    """

    cash: float = 10_000.0
    costs: Costs = field(default_factory=Costs)
    currency: str | None = None
    news: NewsCalendar | None = None
    instruments: tuple[Instrument, ...] = ()
    guardian: Guardian | None = None


class Span(NamedTuple):
    """Which bars are traded, ns UTC; those before `since` only warm indicators up."""

    since: int | None = None
    until: int | None = None


ALL: Final = Span()


def backtest(
    strategies: Sequence[Strategy],
    bars: Sequence[Bars],
    zones: Zones,
    opening: Opening | None = None,
    span: Span = ALL,
    progress: Progress | None = None,
) -> Result:
    """Trade strategies over histories on one account.

    Parameters
    ----------
    strategies : in the order they act at one open.
    bars : one history a symbol, of any timeframe not longer than that of the strategies on it.
    zones : New York, and the zones of the sessions in use.
    opening : of the account; None is 10,000 without costs.
    span : which bars are traded; those that open at or after `until` are left out.
    progress : called with bars done and bars to do; what it raises cancels the run.

    Raises
    ------
    Mismatch
        If a strategy finds no data for its symbol, or only bars longer than its own, or needs an
        economic calendar and there is none.
    """
    opened = opening or Opening()
    for strategy in strategies:
        _check(strategy, bars)
        check_news(strategy, opened.news)
    if span.until is not None:
        bars = [one[: int(np.searchsorted(one.ts, span.until))] for one in bars]
    desk = Desk(opened.cash, opened.costs, zones, opened.currency)
    if opened.guardian is not None:
        desk.protect(opened.guardian)
    if opened.news is not None:
        desk.hear(opened.news)
    known = opened.instruments or [as_quoted(instrument(one.symbol), one.close) for one in bars]
    for one, traded in zip(bars, known, strict=True):
        desk.add_feed(one.symbol, one.timeframe, traded)
    curve = run_batch(desk, strategies, bars, span.since, progress)
    return Result(
        strategies=tuple(strategies),
        bars=tuple(bars),
        desk=desk,
        curve=curve,
        cash=opened.cash,
    )


def with_path(strategy: Strategy, path: str | None) -> Strategy:
    """The strategy with another path policy; None leaves its own.

    Raises
    ------
    Mismatch
        If there is no such policy.
    """
    match path:
        case None:
            return strategy
        case "pessimistic" | "ohlc" | "optimistic":
            return replace(strategy, path=path)
        case _:
            message = f"path is {path!r}, expected pessimistic, ohlc or optimistic"
            raise Mismatch(message)


def check_news(strategy: Strategy, news: NewsCalendar | None) -> None:
    """Return if the strategy can do with this economic calendar, or with none.

    Raises
    ------
    Mismatch
        If it pauses around news, there is no calendar, and it does not allow a stale one; or its
        partial exits wait for news.
    """
    needs = strategy.news_buffer_minutes is not None or (
        strategy.news is not None and strategy.news.on_stale == "block"
    )
    if news is not None or not needs:
        return
    message = (
        f"strategy {strategy.id!r} pauses around news (newsFilter or avoidNewsEvents) and there is "
        f'no economic calendar: give one with --news FILE, set "onStale": "allow" in newsFilter to '
        f"trade without, or switch it off"
    )
    raise Mismatch(message)


def _check(strategy: Strategy, bars: Sequence[Bars]) -> None:
    own = [one for one in bars if one.symbol == strategy.symbol]
    if not own:
        known = ", ".join(one.symbol for one in bars)
        message = (
            f"strategy {strategy.id!r} trades {strategy.symbol}, the data are {known}: give data "
            f"of {strategy.symbol}, or change the strategy's symbol"
        )
        raise Mismatch(message)
    found = own[0].timeframe
    if found.ns > strategy.timeframe.ns:
        message = (
            f"strategy {strategy.id!r} decides on {strategy.timeframe} bars, the data are {found} "
            f"bars: give {strategy.timeframe} data or finer, or set the strategy's timeframe to "
            f"{found}"
        )
        raise Mismatch(message)

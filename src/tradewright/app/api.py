"""What `import tradewright as tw` offers: strategies from anywhere, data from anywhere, one call."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tradewright.adapters.clocks.zones import session_zones
from tradewright.core.calendar import parse_ts
from tradewright.core.engine import Costs, Strategy
from tradewright.core.market import Bars, instrument
from tradewright.services.backtests import Mismatch, Result, scripted
from tradewright.services.backtests import backtest as run
from tradewright.services.backtests.running import with_path
from tradewright.services.data import read_bars, symbol_in
from tradewright.services.reports import Report
from tradewright.wire.strategy import dump, load, parse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tradewright.core.engine.batch import Progress


def load_strategy(source: str | Path | Mapping[str, object]) -> Strategy:
    """The strategy of a document.

    Parameters
    ----------
    source : path of a JSON file, or the document itself: bare, or in a START_STRATEGY command.

    Raises
    ------
    StrategyError
        With every problem of the document at once, each with its JSON path and the fix.
    FileNotFoundError
        If there is no such file.
    """
    return load(source) if isinstance(source, str | Path) else parse(source)


def load_bars(
    data: object,
    symbol: str | None = None,
    timeframe: str | None = None,
    *,
    accept_gaps: bool = False,
    utc_offset: str | None = None,
) -> Bars:
    """Checked bars from a file, a pandas or Polars frame; see `services.data.open_data`."""
    return read_bars(data, symbol, timeframe, accept_gaps=accept_gaps, utc_offset=utc_offset)


def backtest(
    strategy: object,
    data: object,
    *,
    cash: float = 10_000.0,
    symbol: str | None = None,
    timeframe: str | None = None,
    spread_pips: float = 0.0,
    commission_per_lot: float = 0.0,
    slippage_pips: float = 0.0,
    path: str | None = None,
    since: str | int | None = None,
    until: str | int | None = None,
    currency: str | None = None,
    accept_gaps: bool = False,
    utc_offset: str | None = None,
    progress: Progress | None = None,
) -> Result:
    """Trade one strategy over one history.

    Parameters
    ----------
    strategy : a `Strategy`, a document, the path of one, or a Python class with `on_bar(self, view) -> Intent`.
    data : path of a CSV, Parquet, Feather or JSON file, a frame of pandas or Polars, or `Bars`.
    cash : first balance, in `currency`.
    symbol, timeframe : of the data; None takes them from the file's name, the strategy and the spacing of the bars.
    spread_pips : where the data have no spread column. commission_per_lot : per side. slippage_pips : market and stops.
    path : "pessimistic", "ohlc" or "optimistic"; None takes the strategy's own.
    since, until : ISO 8601 or ns UTC; earlier bars warm indicators up, later ones are left out.
    currency : of the account; None takes dollars, or the stable coin that is quoted.
    accept_gaps : trade on data with gaps or outliers. utc_offset : of times without a zone; None is UTC.
    progress : called with bars done and bars to do.

    Returns
    -------
    `Result`, with `trades`, `equity`, `summary` and `reasons`.

    Raises
    ------
    StrategyError, BadData, Mismatch, UnknownInstrument, MissingRate, BadScript
        Each says what is wrong, where, and the fix.
    """
    given = _given(strategy)
    wanted = symbol or _symbol(given, data)
    bars = (
        data
        if isinstance(data, Bars)
        else load_bars(data, wanted, timeframe, accept_gaps=accept_gaps, utc_offset=utc_offset)
    )
    known = given if isinstance(given, Strategy) else scripted(given, bars.symbol, bars.timeframe)
    return run(
        [with_path(known, path)],
        [bars],
        session_zones(),
        cash=cash,
        costs=Costs(
            spread_pips=spread_pips,
            commission_per_lot=commission_per_lot,
            slippage_pips=slippage_pips,
        ),
        currency=currency,
        since=_instant(since),
        until=_instant(until),
        progress=progress,
    )


def report_of(result: Result) -> Report:
    """The result as the HTML report takes it."""
    strategy = result.strategies[0]
    bars = result.bars[0]
    first = len(bars) - len(result.ts)
    return Report(
        title=strategy.name,
        facts={"Symbol": strategy.symbol, "Timeframe": strategy.timeframe.value},
        data=result.data_facts(),
        bars=bars[first:],
        digits=result.digits,
        currency=result.currency,
        equity=result.equity,
        summary=result.summary,
        trades=[
            {**row, "stop_loss": trade.stop, "take_profit": trade.target}
            for row, trade in zip(result.trade_rows(), result.trades, strict=True)
        ],
        open=result.to_dict()["open"],
        reasons=result.reasons,
        document={} if strategy.script is not None else dump(strategy),
    )


def _given(strategy: object) -> object:
    if isinstance(strategy, str | Path | dict):
        return load_strategy(strategy)
    return strategy


def _symbol(given: object, data: object) -> str | None:
    """The strategy's symbol, unless the file's name says that the data are of something else."""
    own: str | None = getattr(given, "symbol", None)
    named = symbol_in(Path(data).stem) if isinstance(data, str | Path) else None
    if own is None or named is None:
        return own or named
    mine, theirs = instrument(own), instrument(named)
    same = (mine.base_currency, mine.quote_currency) == (
        theirs.base_currency,
        theirs.quote_currency,
    )
    if not same:
        message = (
            f"the strategy trades {own}, the file is named after {named}: give data of {own}, change the "
            f"strategy's symbol, or say symbol={own!r} if the name is wrong"
        )
        raise Mismatch(message)
    return own


def _instant(at: str | int | None) -> int | None:
    return parse_ts(at) if isinstance(at, str) else at


__all__ = ["backtest", "load_bars", "load_strategy", "report_of"]

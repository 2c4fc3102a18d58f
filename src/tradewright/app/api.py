"""What `import tradewright as tw` offers: strategies and data from anywhere, one call."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack, cast

from tradewright.adapters.clocks.zones import session_zones
from tradewright.app.news import archive_of
from tradewright.app.scripts import is_script, load_script
from tradewright.core.calendar import parse_ts
from tradewright.core.engine import Costs, Strategy
from tradewright.core.market import Bars, UnknownInstrument, instrument
from tradewright.core.risk.guardian import Guardian
from tradewright.services.backtests import Mismatch, Opening, Result, Span, scripted
from tradewright.services.backtests import backtest as run
from tradewright.services.backtests.running import with_path
from tradewright.services.bias import Trial, warmup_drift
from tradewright.services.bias import lookahead as look
from tradewright.services.bias.looking import CUTS
from tradewright.services.bias.warming import STARTS, TOLERANCE
from tradewright.services.data import read_bars, symbol_in
from tradewright.services.reports import Report
from tradewright.wire import guardian
from tradewright.wire.strategy import dump, load, parse

if TYPE_CHECKING:
    from tradewright.core.calendar.news import NewsCalendar
    from tradewright.core.engine.batch import Progress
    from tradewright.services.bias import Looked, Warmed


def load_strategy(source: str | Path | Mapping[str, object]) -> Strategy:
    """The strategy of a document.

    Parameters
    ----------
    source : path of a JSON file, or the document itself: bare, or in a START_STRATEGY command.

    Raises
    ------
    StrategyError
        With every problem of the document at once, each with its JSON path and the fix; also if
        the file cannot be read.
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


class Options(TypedDict, total=False):
    """What `backtest` can be told beside strategy and data.

    Parameters
    ----------
    cash : first balance, 10,000 unless given.
    currency : of the account; dollars, or the stable coin that is quoted, unless given.
    symbol, timeframe : of the data; else from the strategy, the file's name and the spacing.
    spread_pips : where the data have no spread column.
    commission_per_lot : account currency, per side.
    slippage_pips : of market and stop fills, unless the strategy states its own.
    path : "pessimistic", "ohlc" or "optimistic"; else the strategy's own.
    since, until : ISO 8601 or ns UTC; earlier bars warm indicators up, later ones are left out.
    accept_gaps : trade on data with gaps or outliers.
    utc_offset : of times without a zone; else they are UTC.
    news : an economic calendar, or the path of its CSV, for strategies with a `newsFilter`.
    guardian : what protects the account: a `Guardian`, its document, or the path of one.
    progress : called with bars done and bars to do; what it raises cancels the run.
    """

    cash: float
    currency: str | None
    symbol: str | None
    timeframe: str | None
    spread_pips: float
    commission_per_lot: float
    slippage_pips: float
    path: str | None
    since: str | int | None
    until: str | int | None
    accept_gaps: bool
    utc_offset: str | None
    news: NewsCalendar | str | Path | None
    guardian: Guardian | Mapping[str, object] | str | Path | None
    progress: Progress | None


def backtest(strategy: object, data: object, **options: Unpack[Options]) -> Result:
    """Trade one strategy over one history.

    Parameters
    ----------
    strategy : a `Strategy`, a document, the path of one, a Python class with
        `on_bar(self, view) -> Intent`, or the path of a Python file with one, which is run.
    data : path of a CSV, Parquet, Feather or JSON file, a frame of pandas or Polars, or `Bars`.
    options : see `Options`.

    Returns
    -------
    `Result`, with `trades`, `equity`, `summary` and `reasons`.

    Raises
    ------
    StrategyError, GuardianError, BadData, BadCalendar, Mismatch, UnknownInstrument, MissingRate,
    BadScript
        Each says what is wrong, where, and the fix.
    TypeError
        If there is no such option.
    """
    first, trial = _asked(strategy, data, options)
    span = Span(trial.since)
    return run([first], [trial.bars], trial.zones, trial.opening, span, options.get("progress"))


def lookahead(
    strategy: object, data: object, cuts: int = CUTS, seed: int = 0, **options: Unpack[Options]
) -> Looked:
    """Search for look-ahead: run a strategy over parts of a history and compare what came before.

    Parameters
    ----------
    strategy, data, options : as `backtest` takes them; a class or a file is made anew for each run.
    cuts : at how many bars the history ends; each is run with no bars after it, and with others.
    seed : of the choice of these bars.

    Raises
    ------
    Unrepeatable
        If two runs over the same bars differ; and what `backtest` raises.
    """
    trial = _asked(strategy, data, options)[1]
    return look(trial, cuts, seed, options.get("progress"))


def recursive(
    strategy: object,
    data: object,
    starts: int = STARTS,
    tolerance: float = TOLERANCE,
    seed: int = 0,
    **options: Unpack[Options],
) -> Warmed:
    """Tell how what a strategy reads hangs on where its history starts.

    Parameters
    ----------
    strategy, data, options : as `backtest` takes them.
    starts : at how many bars histories start that are compared with the whole one.
    tolerance : relative drift that does not count.
    seed : of the choice of these bars.
    """
    trial = _asked(strategy, data, options)[1]
    return warmup_drift(trial, starts, tolerance, seed, options.get("progress"))


def _asked(strategy: object, data: object, options: Options) -> tuple[Strategy, Trial]:
    """A strategy as it was given, and a trial that makes it anew: with its bars and its account."""
    _check_names(options)
    given = _given(strategy)
    bars = data if isinstance(data, Bars) else _read(given, data, options)
    opening = Opening(
        cash=options.get("cash", 10_000.0),
        costs=Costs(
            spread_pips=options.get("spread_pips", 0.0),
            commission_per_lot=options.get("commission_per_lot", 0.0),
            slippage_pips=options.get("slippage_pips", 0.0),
        ),
        currency=options.get("currency"),
        news=_calendar(options.get("news")),
        guardian=_guardian(options.get("guardian")),
    )
    until = _instant(options.get("until"))
    if until is not None:
        bars = bars[: int(bars.ts.searchsorted(until))]

    def known(source: object) -> Strategy:
        made = source if isinstance(source, Strategy) else scripted(source, *bars_of)
        return with_path(made, options.get("path"))

    bars_of = bars.symbol, bars.timeframe
    trial = Trial(
        make=lambda: known(_anew(strategy, given)),
        bars=bars,
        zones=session_zones(),
        opening=opening,
        since=_instant(options.get("since")),
    )
    return known(given), trial


def _anew(strategy: object, given: object) -> object:
    """A strategy that no earlier run has left anything in."""
    if isinstance(strategy, str | Path) and is_script(strategy):
        return load_script(strategy)
    return given if isinstance(given, Strategy | type) else deepcopy(given)


def _calendar(news: NewsCalendar | str | Path | None) -> NewsCalendar | None:
    return archive_of(news) if isinstance(news, str | Path) else news


def _guardian(source: Guardian | Mapping[str, object] | str | Path | None) -> Guardian | None:
    if isinstance(source, str | Path):
        return guardian.load(source)
    return source if isinstance(source, Guardian | None) else guardian.parse(source)


def _check_names(options: Options) -> None:
    for name in options:
        if name not in Options.__annotations__:
            near = get_close_matches(name, Options.__annotations__, n=1)
            hint = (
                f"did you mean {near[0]}?"
                if near
                else f"there are {', '.join(Options.__annotations__)}"
            )
            message = f"backtest() has no option {name!r}: {hint}"
            raise TypeError(message)


def _read(given: object, data: object, options: Options) -> Bars:
    return load_bars(
        data,
        options.get("symbol") or _symbol(given, data),
        options.get("timeframe"),
        accept_gaps=options.get("accept_gaps", False),
        utc_offset=options.get("utc_offset"),
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
        open=result.open_rows(),
        reasons=result.reasons,
        breaches=result.breach_rows(),
        document={} if strategy.script is not None else dump(strategy),
    )


def _given(strategy: object) -> object:
    match strategy:
        case str() | Path():
            return load_script(strategy) if is_script(strategy) else load(strategy)
        case Mapping():
            return parse(cast("object", strategy))
        case _:
            return strategy


def _symbol(given: object, data: object) -> str | None:
    """The strategy's symbol, unless the file's name says that the data are of something else."""
    own: str | None = getattr(given, "symbol", None)
    named = symbol_in(Path(data).stem) if isinstance(data, str | Path) else None
    if own is None or named is None or not _known(named):
        return own or named
    mine, theirs = instrument(own), instrument(named)
    same = (mine.base_currency, mine.quote_currency) == (
        theirs.base_currency,
        theirs.quote_currency,
    )
    if not same:
        message = (
            f"the strategy trades {own}, the file is named after {named}: give data of {own}, "
            f"change the strategy's symbol, or say symbol={own!r} if the name is wrong"
        )
        raise Mismatch(message)
    return own


def _known(symbol: str) -> bool:
    """Whether a word from a file's name is an instrument; "data" and "EU" are not."""
    try:
        instrument(symbol)
    except UnknownInstrument:
        return False
    return True


def _instant(at: str | int | None) -> int | None:
    return parse_ts(at) if isinstance(at, str) else at


__all__ = [
    "Options",
    "backtest",
    "load_bars",
    "load_strategy",
    "lookahead",
    "recursive",
    "report_of",
]

"""The compiled kernels on disk: are they all there, making them, clearing out old ones."""

from __future__ import annotations

import asyncio
import shutil
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from tradewright.core.engine.script import View
    from tradewright.core.market import Bars

STAMP: Final = "all-kernels"
"""In a cache directory: every kernel was compiled into it."""

KEPT: Final = 4
"""Caches of other versions or checkouts that stay, the youngest; one is some ten megabytes."""

BARS: Final = 600
"""Of the small history the kernels are compiled on: enough to warm up, open and close."""

DOCUMENT: Final[dict[str, object]] = {
    "strategyId": "warm",
    "strategyName": "Warm-up",
    "symbol": "EURUSD",
    "timeframe": "M1",
    "rules": {
        "entry": {
            "logic": "OR",
            "conditions": [
                {"indicator": "ema_3", "condition": "crosses_above", "value": "ema_5"},
                {"indicator": "ema_3", "condition": "crosses_below", "value": "ema_5"},
            ],
        },
        "exit": {
            "stopLoss": {"type": "atr", "atrMultiplier": 1.5},
            "takeProfit": {"type": "rr_ratio", "rrRatio": 1.5},
            "trailing": {"enabled": True, "distance": 3, "activateAfter": 2, "step": 1},
            "moveToBreakeven": {"enabled": True, "triggerRatio": 1.0, "bufferPips": 1},
        },
        "riskManagement": {"riskPercentage": 1, "maxPositions": 2},
        "sessionFilter": {"enabled": True, "allowedSessions": ["London", "NewYork"]},
    },
}


_FOLLOWED: Final = {"stopLoss": {"type": "atr", "atrMultiplier": 1.5}, "dynamicTrailing": {}}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleared:
    """Old caches that were removed, and how many bytes they were."""

    caches: int
    size: int


def steps() -> Mapping[str, Callable[[], object]]:
    """What is compiled, in order: each runs a piece of real work once."""
    return {
        "backtests": _backtests,
        "Python strategies": _scripts,
        "gaps": _gaps,
        "paper trading": _paper,
        "files and screen": _doors,
    }


def warmed() -> bool:
    """Whether every kernel of these sources is compiled, or none is ever (interpreted mode)."""
    from tradewright.core.kernel import compiled
    from tradewright.core.kernel.cache import directory

    return not compiled or (directory() / STAMP).is_file()


def mark_warmed(place: Path) -> None:
    """Remember that every kernel is compiled into a directory."""
    place.mkdir(parents=True, exist_ok=True)
    (place / STAMP).touch()


def clear_old(own: Path) -> Cleared:
    """Remove the caches of sources that are gone, but the youngest few.

    Parameters
    ----------
    own : the directory of these sources, which stays.

    Notes
    -----
    A process that runs from a removed cache has its kernels in memory already.
    """
    others = [one for one in own.parent.glob("*") if one.is_dir() and one != own]
    others.sort(key=lambda one: one.stat().st_mtime, reverse=True)
    size = 0
    for old in others[KEPT:]:
        size += sum(file.stat().st_size for file in old.rglob("*") if file.is_file())
        shutil.rmtree(old, ignore_errors=True)
    return Cleared(caches=len(others[KEPT:]), size=size)


def _backtests() -> None:
    from tradewright.app.api import backtest, report_of
    from tradewright.core.indicators import compile_studies
    from tradewright.core.rules import compile_passes
    from tradewright.services.reports import render

    compile_passes()
    compile_studies()
    bars = _walk()
    for strategy in (DOCUMENT, {**DOCUMENT, "timeframe": "M5"}):
        result = backtest(strategy, bars, commission_per_lot=3.0)
    render(report_of(result))
    result.to_dict()
    _together(bars)


def _together(bars: Bars) -> None:
    """Two symbols on one account."""
    from dataclasses import replace

    from tradewright.adapters.clocks.zones import session_zones
    from tradewright.services.backtests import backtest
    from tradewright.wire.strategy import parse

    pound: dict[str, object] = {**DOCUMENT, "strategyId": "warm-2", "symbol": "GBPUSD"}
    both = [parse(DOCUMENT), parse(pound)]
    backtest(both, [bars, replace(bars, symbol="GBPUSD")], session_zones())


def _gaps() -> None:
    """Stepped bars whose strategy reads while it holds, one of its own bars late."""
    from tradewright.adapters.clocks.zones import session_zones
    from tradewright.core.engine import Costs, Desk, FeedBar
    from tradewright.core.market.bar import each_bar
    from tradewright.wire.strategy import parse

    bars = _walk()
    rules = {**cast("dict[str, object]", DOCUMENT["rules"]), "exit": _FOLLOWED}
    desk = Desk(10_000.0, Costs(), session_zones())
    feed = desk.add_feed("EURUSD", bars.timeframe)
    desk.add(parse({**DOCUMENT, "timeframe": "M5", "rules": rules}), bars[:300])
    for bar in [*each_bar(bars[300:303]), *each_bar(bars[305:310])]:
        desk.step([FeedBar(feed, *bar)])


def _scripts() -> None:
    from tradewright.app.api import backtest
    from tradewright.core.engine.script import Intent

    class Every:
        """Buys whenever it can."""

        def on_bar(self, view: View) -> Intent | None:
            return Intent.buy(stop=view.close - 0.001) if view.flat else None

    backtest(Every, _walk())


def _paper() -> None:
    from tradewright.app.paper import build_paper
    from tradewright.core.engine import Costs
    from tradewright.services.sessions.paper import run_paper

    run = build_paper(DOCUMENT, "simulated:EURUSD", "max", 10_000.0, Costs())
    asyncio.run(run_paper(run.session, lambda _: None, lambda: True))


def _doors() -> None:
    """Prices from a file, the tables of the terminal, the server."""
    for name in ("tradewright.cli.results", "tradewright.cli.asked", "tradewright.server.web"):
        import_module(name)
    from tradewright.services.data import read_bars

    with TemporaryDirectory() as folder:
        file = Path(folder) / "EURUSD_M1.csv"
        file.write_text("time,open,high,low,close,volume\n" + "".join(_lines(_walk())))
        read_bars(file)


def _lines(bars: Bars) -> Iterator[str]:
    from tradewright.core.calendar import format_ts
    from tradewright.core.market.bar import each_bar

    for bar in each_bar(bars):
        yield f"{format_ts(bar.ts)},{','.join(f'{value:.5f}' for value in bar[1:6])}\n"


def _walk() -> Bars:
    """A small seeded random walk with a spread."""
    import numpy as np

    from tradewright.core.calendar import MINUTE, Timeframe, parse_ts
    from tradewright.core.market import Bars

    chance = np.random.default_rng(7)
    close = np.round(1.1 + np.cumsum(chance.normal(0.0, 0.0002, BARS)), 5)
    open_ = np.concatenate([[1.1], close[:-1]])
    reach = np.round(np.abs(chance.normal(0.0, 0.0001, (2, BARS))), 5)
    return Bars(
        symbol="EURUSD",
        timeframe=Timeframe.M1,
        ts=parse_ts("2026-01-05T08:00Z") + np.arange(BARS, dtype=np.int64) * MINUTE,
        open=open_,
        high=np.maximum(open_, close) + reach[0],
        low=np.minimum(open_, close) - reach[1],
        close=close,
        volume=np.ones(BARS),
        spread=np.full(BARS, 8.0),
    )

"""What is measured, and the bound it has to keep."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

import tradewright as tw
from bench import flat, market, peers
from bench.stopwatch import best
from tradewright.adapters.clocks.zones import session_zones
from tradewright.core.engine import Desk, rooms
from tradewright.core.engine.batch import tape_of
from tradewright.core.engine.costs import Costs
from tradewright.core.engine.drive import run
from tradewright.core.indicators import compute, resolve

if TYPE_CHECKING:
    from collections.abc import Callable

    from tradewright.core.calendar.news import NewsCalendar
    from tradewright.core.engine import Strategy
    from tradewright.core.engine.tables import Tape
    from tradewright.core.market import Bars

HERE: Final = Path(__file__).parent
ROUNDS: Final = 15
MILLION: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Row:
    """One measured number and the bound it has to keep."""

    what: str
    measured: float
    at_least: float | None = None
    at_most: float | None = None

    @property
    def holds(self) -> bool:
        """Whether the bound is kept."""
        low = self.at_least is None or self.measured >= self.at_least
        return low and (self.at_most is None or self.measured <= self.at_most)

    @property
    def bound(self) -> str:
        """The bound in words."""
        if self.at_least is not None:
            return f"(at least {self.at_least:g})"
        return f"(at most {self.at_most:g})" if self.at_most is not None else ""


def cross() -> list[Row]:
    """The EMA cross on a million bars, beside vectorbt and a hand-written loop."""
    bars, strategy = market.walk(), tw.load_strategy(HERE / "ema_cross.json")
    trades, equity = np.empty((MILLION // 8, 5)), np.empty(MILLION)

    def by_hand() -> int:
        prices = bars.open, bars.high, bars.low, bars.close
        return flat.ema_cross(prices, peers.averages(bars), trades, equity)

    def ours() -> tw.Result:
        return tw.backtest(strategy, bars, cash=1e6)

    agreed(len(ours().trades), by_hand())
    took = best(
        {"ours": ours, "flat": by_hand, "vectorbt": lambda: peers.vectorbt_run(bars)}, ROUNDS
    )
    return [
        Row("EMA cross, 1M bars: Tradewright, ms", took["ours"] * 1e3),
        Row("EMA cross, 1M bars: vectorbt (Rust engine), ms", took["vectorbt"] * 1e3),
        Row("EMA cross, 1M bars: hand-written loop, ms", took["flat"] * 1e3),
        Row("times faster than vectorbt", took["vectorbt"] / took["ours"], at_least=3.0),
        Row("times the hand-written loop", took["ours"] / took["flat"], at_most=2.5),
    ]


def backtesting() -> list[Row]:
    """The same beside backtesting.py, which takes seconds: one run of it."""
    bars, strategy = market.walk(), tw.load_strategy(HERE / "ema_cross.json")
    took = best({"ours": lambda: tw.backtest(strategy, bars, cash=1e6)}, 5)["ours"]
    begin = time.perf_counter()
    peers.backtesting_run(bars)
    theirs = time.perf_counter() - begin
    return [
        Row("EMA cross, 1M bars: backtesting.py, ms", theirs * 1e3),
        Row("times faster than backtesting.py", theirs / took, at_least=300.0),
    ]


def rich() -> list[Row]:
    """The engine alone with all exits, fees and sizing on, beside one flat kernel."""
    bars, strategy = market.walk(), tw.load_strategy(HERE / "rich.json")
    costs = Costs(commission_per_lot=3.0)
    trades, equity = np.empty((MILLION // 8, 5)), np.empty(MILLION)
    prices = bars.open, bars.high, bars.low, bars.close
    columns = (*peers.averages(bars), compute(resolve("atr", {"period": 14}), bars))

    def by_hand() -> int:
        return flat.rich(prices, columns, trades, equity)

    desk, tape = seated(strategy, bars, costs)

    def ours() -> int:
        account = desk.tables.account[0]
        account.trades = account.notes = account.open = 0
        account.balance = 1e6
        desk.tables.seats[0].open = desk.tables.seats[0].signal = 0
        return run(desk.tables, desk.hours, tape, equity, 0, MILLION)

    ours()
    agreed(int(desk.tables.account[0].trades), by_hand())
    took = best({"ours": ours, "flat": by_hand}, ROUNDS)
    return [
        Row("all exits on, 1M bars: engine, ms", took["ours"] * 1e3),
        Row("all exits on, 1M bars: flat kernel, ms", took["flat"] * 1e3),
        Row("times the flat kernel", took["ours"] / took["flat"], at_most=2.0),
    ]


def filters() -> list[Row]:
    """Every filter and a ladder of four levels, beside the plain strategy: the loop, and the whole.

    The loop is what each bar costs; the whole also makes the series that the filters look at.
    """
    bars = market.walk(MILLION // 4)
    plain = tw.load_strategy(HERE / "ema_cross.json")
    full = tw.load_strategy(HERE / "filters.json")
    news = market.calendar(bars)
    loops = {"plain": float("inf"), "full": float("inf")}
    for _ in range(ROUNDS):
        for name, strategy in (("plain", plain), ("full", full)):
            loops[name] = min(loops[name], loop(strategy, bars, news))
    took = best(
        {
            "plain": lambda: tw.backtest(plain, bars, cash=1e6),
            "full": lambda: tw.backtest(full, bars, cash=1e6, news=news),
        },
        5,
    )
    per_bar = loops["full"] / len(bars)
    return [
        Row("all filters and a ladder of four: engine, ns a bar", per_bar * 1e9),
        Row("times the plain strategy, a bar", loops["full"] / loops["plain"], at_most=3.0),
        Row("times the plain strategy, with all series made", took["full"] / took["plain"]),
    ]


def loop(strategy: Strategy, bars: Bars, news: NewsCalendar) -> float:
    """Seconds that the engine alone takes over a history, on a new account."""
    desk, tape = seated(strategy, bars, Costs(), news)
    equity = np.empty(len(bars))
    begin = time.perf_counter()
    run(desk.tables, desk.hours, tape, equity, 0, len(bars))
    return time.perf_counter() - begin


def loading() -> list[Row]:
    """Reading a document: the examples, the slowest of them."""
    paths = sorted(HERE.parent.glob("examples/*.json"))
    took = best({path.stem: lambda path=path: tw.load_strategy(path) for path in paths}, ROUNDS)
    return [Row("loading a strategy document, ms", max(took.values()) * 1e3, at_most=20.0)]


def script() -> list[Row]:
    """A Python strategy, per bar."""
    bars = market.walk(200_000)

    class Cross:
        stop_pips = 25
        target_pips = 40

        def on_bar(self, view: tw.View) -> tw.Intent | None:
            if view.crossed_above("ema_9", "ema_21"):
                return tw.Intent.buy()
            if view.crossed_below("ema_9", "ema_21"):
                return tw.Intent.close()
            return None

    took = best({"ours": lambda: tw.backtest(Cross, bars)}, 5)["ours"]
    return [Row("Python strategy, us a bar", took / len(bars) * 1e6, at_most=6.0)]


def memory() -> list[Row]:
    """Peak memory of a process that makes a million bars and trades them."""
    code = (
        "import tradewright as tw; from bench import market, rows; "
        f"strategy = tw.load_strategy({str(HERE / 'ema_cross.json')!r}); "
        "tw.backtest(strategy, market.walk(), cash=1e6); "
        "print(rows.peak())"
    )
    return [Row("peak memory, 1M bars, MB", float(printed("-c", code)), at_most=350.0)]


def start() -> list[Row]:
    """Wall time of whole commands."""
    help_took = min(seconds("-m", "tradewright", "--help") for _ in range(5))
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "EURUSD_M1.csv"
        save(market.walk(5_000), data)
        words = ("-m", "tradewright", "backtest", str(HERE / "ema_cross.json"), "--data", str(data))
        seconds(*words)
        took = min(seconds(*words) for _ in range(5))
    return [
        Row("tradewright --help, s", help_took, at_most=0.3),
        Row("tradewright backtest of 5,000 bars, s", took, at_most=2.0),
    ]


def compilation() -> list[Row]:
    """The first run of all kernels, into an empty cache."""
    with tempfile.TemporaryDirectory() as folder:
        begin = time.perf_counter()
        printed("-m", "tradewright", "warm", cache=folder)
        return [Row("compiling every kernel once, s", time.perf_counter() - begin, at_most=60.0)]


def peak() -> float:
    """Most memory this process has had, MB.

    Notes
    -----
    Not `ru_maxrss` where it can be helped: Linux starts it at the size of the process that forked.
    """
    status = Path("/proc/self/status")
    if status.exists():
        line = next(one for one in status.read_text().splitlines() if one.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 1024**2 if sys.platform == "darwin" else most / 1024


def agreed(ours: int, theirs: int) -> None:
    """Stop when the loops do not do the same work."""
    if abs(ours - theirs) > max(ours, theirs) // 1000:
        message = f"the loops disagree: {ours} trades against {theirs}"
        raise RuntimeError(message)


def seated(
    strategy: Strategy, bars: Bars, costs: Costs, news: NewsCalendar | None = None
) -> tuple[Desk, Tape]:
    """A desk ready to run, and its tape: the engine without indicators."""
    desk = Desk(1e6, costs, session_zones())
    if news is not None:
        desk.hear(news)
    desk.add_feed(bars.symbol, bars.timeframe)
    desk.seat(strategy)
    desk.tables = rooms.with_room(desk.tables, trades=MILLION // 8, notes=MILLION)
    return desk, tape_of(desk, [strategy], [bars])


def save(bars: Bars, path: Path) -> None:
    """Write bars as backtesting.py's CSV."""
    rows = zip(
        bars.ts // 10**9, bars.open, bars.high, bars.low, bars.close, bars.volume, strict=True
    )
    lines = [",".join(map(str, row)) for row in rows]
    path.write_text("\n".join(["time,open,high,low,close,volume", *lines]))


def seconds(*words: str) -> float:
    """Wall time of a Python command."""
    begin = time.perf_counter()
    printed(*words)
    return time.perf_counter() - begin


def printed(*words: str, cache: str | None = None) -> str:
    """What a Python command prints."""
    env = dict(os.environ, TRADEWRIGHT_CACHE_DIR=cache) if cache else dict(os.environ)
    done = subprocess.run(
        [sys.executable, *words], capture_output=True, text=True, check=True, env=env
    )
    return done.stdout


ROWS: Final[dict[str, Callable[[], list[Row]]]] = {
    "cross": cross,
    "rich": rich,
    "filters": filters,
    "loading": loading,
    "script": script,
    "backtesting": backtesting,
    "memory": memory,
    "start": start,
    "compilation": compilation,
}

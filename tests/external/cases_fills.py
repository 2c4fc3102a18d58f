"""Hand-worked: when and at what price positions open and close."""

from __future__ import annotations

from typing import Final

from tests.external.case import Case, pips

FILLS: Final = (
    Case(
        name="a signal acts at the next open; the target fills at its own price",
        # entry 110010, stop 109810, target 110310
        bars="""110000 110010 109990 110000 1
                110010 110050 109990 110040 0
                110040 110400 110030 110300 0""",
        trades=("long 1 110010 -> 2 110310 take_profit",),
        # best: the target fill, +300; worst: low of bar 1, -20 ticks;
        # 300 ticks * 0.1 lot * 1 USD a tick and lot
        first={
            "pnl": 30.0,
            "pnl_pips": 30.0,
            "r_multiple": 1.5,
            "mfe_pips": 30.0,
            "mae_pips": 2.0,
            "volume": 0.1,
        },
        equity=10_030.0,
    ),
    Case(
        name="a touch of the stop is enough",
        bars="""110000 110010 109990 110000 1
                110010 110050 109990 110040 0
                110040 110060 109810 110000 0""",
        trades=("long 1 110010 -> 2 109810 stop_loss",),
        first={"pnl": -20.0, "r_multiple": -1.0, "mfe_pips": 4.0, "mae_pips": 20.0},
        equity=9_980.0,
    ),
    Case(
        name="one tick short of stop and target: stays open, marked at the close",
        bars="""110000 110010 109990 110000 1
                110010 110050 109990 110040 0
                110040 110309 109811 110000 0""",
        open=1,
        equity=9_999.0,
    ),
    Case(
        name="a gap through the stop fills at the open",
        bars="""110000 110010 109990 110000 1
                110010 110050 109990 110040 0
                109700 110060 109690 110000 0""",
        trades=("long 1 110010 -> 2 109700 stop_loss",),
        # an exit at the open counts that open only: the high of bar 2 does not
        first={"mfe_pips": 4.0, "mae_pips": 31.0, "r_multiple": -1.55},
    ),
    Case(
        name="a gap through the target fills at the better open",
        bars="""110000 110010 109990 110000 1
                110010 110050 109990 110040 0
                110400 110500 109690 110000 0""",
        trades=("long 1 110010 -> 2 110400 take_profit",),
        first={"mfe_pips": 39.0},
    ),
    Case(
        name="the entry bar's own path can stop the position",
        bars="""110000 110010 109990 110000 1
                110010 110400 109800 110040 0""",
        trades=("long 1 110010 -> 1 109810 stop_loss",),
        first={"mfe_pips": 0.0, "mae_pips": 20.0},
    ),
    Case(
        name="optimistic: the target comes first in that bar",
        bars="""110000 110010 109990 110000 1
                110010 110400 109800 110040 0""",
        rules={"execution": {"path": "optimistic"}},
        trades=("long 1 110010 -> 1 110310 take_profit",),
    ),
    Case(
        name="ohlc: the low is nearer to the open (210 against 390), so it comes first",
        bars="""110000 110010 109990 110000 1
                110010 110400 109800 110040 0""",
        rules={"execution": {"path": "ohlc"}},
        trades=("long 1 110010 -> 1 109810 stop_loss",),
    ),
    Case(
        name="ohlc: the high is nearer (300 against 310)",
        bars="""110000 110010 109990 110000 1
                110010 110310 109700 110040 0""",
        rules={"execution": {"path": "ohlc"}},
        trades=("long 1 110010 -> 1 110310 take_profit",),
    ),
    Case(
        name="ohlc: a tie goes to the adverse extreme, for a short the high",
        # short entry 110010: stop 110210, target 109710; both extremes 300 away
        bars="""110000 110010 109990 110000 2
                110010 110310 109710 110040 0""",
        rules={"execution": {"path": "ohlc"}},
        trades=("short 1 110010 -> 1 110210 stop_loss",),
    ),
    Case(
        name="the signal of the last bar never acts",
        bars="""110000 110010 109990 110000 0
                110010 110310 109700 110040 1""",
    ),
    Case(
        name="just opened behind its own stop: closes at this same open",
        # stop from the signal close 110000: 109800; the open 109750 has passed it; R is 200
        bars="""110000 110010 109990 110000 1
                109750 110310 109700 110040 0""",
        exit={
            "stopLoss": pips(20, **{"from": "signal"}),
            "takeProfit": pips(30, **{"from": "signal"}),
        },
        trades=("long 1 109750 -> 1 109750 stop_loss",),
        first={"pnl": 0.0, "r_multiple": 0.0, "mfe_pips": 0.0, "mae_pips": 0.0},
    ),
    Case(
        name="just opened behind its own target: the same, with the target's reason",
        bars="""110000 110010 109990 110000 2
                109650 110310 109600 110040 0""",
        exit={
            "stopLoss": pips(20, **{"from": "signal"}),
            "takeProfit": pips(30, **{"from": "signal"}),
        },
        trades=("short 1 109650 -> 1 109650 take_profit",),
    ),
    Case(
        name="an open at the stop closes there, even where the path would go up first",
        bars="""110000 110010 109990 110000 1
                110010 110050 109990 110040 0
                109810 110400 109800 110000 0""",
        rules={"execution": {"path": "optimistic"}},
        trades=("long 1 110010 -> 2 109810 stop_loss",),
    ),
    Case(
        name="an open at the target closes there, even where the path would go down first",
        bars="""110000 110010 109990 110000 1
                110010 110050 109990 110040 0
                110310 110400 109800 110000 0""",
        trades=("long 1 110010 -> 2 110310 take_profit",),
    ),
)

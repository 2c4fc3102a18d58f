"""Hand-worked: where stops and targets stand, and how much is traded."""

from __future__ import annotations

from typing import Final

from tests.external.case import BRACKET, Case, pips
from tests.external.oracle_book import Terms

LEVELS: Final = (
    Case(
        name="percentage stop rounds against the trader, the target to the nearest tick, halves up",
        # 0.1% of 110013 = 110.013 -> stop 109902.987 -> 109902;
        # 0.05% = 55.0065 -> 110068.0065 -> 110068
        bars="""110000 110020 109990 110000 1
                110013 110050 109903 110040 0
                110040 110068 109990 110000 0""",
        exit={
            "stopLoss": {"type": "percentage", "value": 0.1},
            "takeProfit": {"type": "percentage", "value": 0.05},
        },
        trades=("long 1 110013 -> 2 110068 take_profit",),
        first={"r_multiple": 55 / 111},
    ),
    Case(
        name="R:R target counts multiples of the rounded stop distance",
        # stop 7.77 pips = 77.7 ticks -> 109932.3 -> 109932, R = 78; 2.5 R = 195 -> 110205
        bars="""110000 110020 109990 110000 1
                110010 110205 109990 110040 0""",
        exit={"stopLoss": pips(7.77), "takeProfit": {"type": "rr_ratio", "rrRatio": 2.5}},
        trades=("long 1 110010 -> 1 110205 take_profit",),
        first={"r_multiple": 2.5},
    ),
    Case(
        name="ATR stop: unknown before its first value, then Wilder's at the signal bar",
        # period 2, true ranges from bar 1: 100, 200 -> first value 150 at bar 2;
        # the signal of bar 1 is too early.
        # entry 110000, stop 1.5 * 150 = 225 -> 109775
        bars="""110000 110050 109950 110000 0
                110000 110050 109950 110000 1
                110000 110100 109900 110000 1
                110000 110010 109775 109900 0""",
        exit={
            "stopLoss": {"type": "atr", "atrMultiplier": 1.5, "atrPeriod": 2},
            "takeProfit": pips(30),
        },
        reasons={"WARMING_UP": 1},
        trades=("long 3 110000 -> 3 109775 stop_loss",),
    ),
    Case(
        name="smartExit overrides the plain stop and target",
        bars="""110000 110020 109990 110000 2
                110000 110100 109990 110040 0""",
        exit={
            **BRACKET,
            "smartExit": {
                "enabled": True,
                "stopLoss": pips(10),
                "takeProfit": {"type": "rr_ratio", "rrRatio": 2.0},
            },
        },
        trades=("short 1 110000 -> 1 110100 stop_loss",),
    ),
    Case(
        name="a price stop on the wrong side refuses the entry",
        bars="""110000 110020 109990 110000 1
                110000 110100 109990 110040 2
                110040 110250 110000 110100 0""",
        exit={"stopLoss": {"type": "price", "value": 1.102}, "takeProfit": pips(30)},
        reasons={"INVALID_STOP": 1},
        trades=("short 2 110040 -> 2 110200 stop_loss",),
        first={"r_multiple": -1.0},
    ),
    Case(
        name="percent risk: 1% of 10,000 over a stop of 200 ticks is 0.5 lot; maxLotSize caps it",
        bars="""110000 110020 109990 110000 1
                110000 110300 109990 110040 0""",
        rules={"riskManagement": {"riskPercentage": 1.0, "maxPositions": 1, "maxLotSize": 0.37}},
        trades=("long 1 110000 -> 1 110300 take_profit",),
        first={"volume": 0.37, "pnl": 111.0},
    ),
    Case(
        name="percent risk rounds down to the step, sized on the equity of the moment",
        # 1st: 100 / 200 = 0.5 lot, +300 ticks = +150.
        # 2nd: 101.5 / 200 = 0.5075 -> 0.50, +150. Third: 103 / 200 = 0.515 -> 0.51
        bars="""110000 110020 109990 110000 1
                110000 110300 109990 110040 1
                110000 110300 109990 110040 1
                110000 110300 109990 110040 0""",
        rules={"riskManagement": {"riskPercentage": 1.0, "maxPositions": 1}},
        trades=(
            "long 1 110000 -> 1 110300 take_profit",
            "long 2 110000 -> 2 110300 take_profit",
            "long 3 110000 -> 3 110300 take_profit",
        ),
        equity=10_000 + 150 + 150 + 153,
    ),
    Case(
        name="too little for the least volume",
        # 0.01% of 10,000 = 1 USD over 200 ticks = 0.005 lot
        bars="""110000 110020 109990 110000 1
                110000 110300 109990 110040 0""",
        rules={"riskManagement": {"riskPercentage": 0.01, "maxPositions": 1}},
        reasons={"VOLUME_BELOW_MINIMUM": 1},
    ),
    Case(
        name="too little margin: 0.1 lot needs 110 of 100",
        bars="""110000 110020 109990 110000 1
                110000 110300 109990 110040 0""",
        terms=Terms(cash=100.0),
        reasons={"INSUFFICIENT_MARGIN": 1},
    ),
    Case(
        name="half a tick: the target rounds up, a stop against the trader",
        # short from 110010, 3.05 pips = 30.5 ticks:
        # target 109979.5 -> 109980, stop 110040.5 -> 110041
        bars="""110000 110020 109990 110000 2
                110010 110020 109980 110000 2
                110010 110041 109990 110000 0""",
        exit={"stopLoss": pips(3.05), "takeProfit": pips(3.05)},
        trades=("short 1 110010 -> 1 109980 take_profit", "short 2 110010 -> 2 110041 stop_loss"),
    ),
)

"""Hand-worked: structure, clamps, times, no progress, volatility, ATR trailing, gates of Friday."""

from __future__ import annotations

from typing import Final

from tests.external.case import Case, pips

QUIET: Final = """110000 110010 109990 110000 0
                  110000 110010 109990 110000 0
                  110000 110010 109990 110000 0
                  110000 110010 109990 110000 0
                  110000 110010 109990 110000 0"""
"""Five bars, each 20 ticks high and so with a true range of 20."""

EXITS: Final = (
    Case(
        name="a swing stop stands two pips behind the last swing low below the close",
        # lows 109990 109980 109900 109950 109960: bar 2 is a swing low, known with bar 4;
        # stop 109900 - 20 = 109880; R = 110010 - 109880 = 130; the target 2R = 110270
        bars="""110000 110010 109990 110000 0
                110000 110010 109980 110000 0
                110000 110010 109900 110000 0
                110000 110010 109950 110000 0
                110000 110010 109960 110000 1
                110010 110050 109990 110040 0
                110040 110270 110030 110200 0""",
        exit={"stopLoss": {"type": "swing"}, "takeProfit": {"type": "rr_ratio", "ratio": 2}},
        trades=("long 5 110010 -> 6 110270 take_profit",),
        first={"r_multiple": 2.0},
    ),
    Case(
        name="the swing low is not known a bar earlier, and never above the close",
        # at bar 3 bar 2 is not confirmed; at bar 4 the close 109890 is below the swing 109900
        bars="""110000 110010 109990 110000 0
                110000 110010 109980 110000 0
                110000 110010 109900 110000 0
                110000 110010 109950 110000 1
                110000 110010 109880 109890 1
                110010 110050 109990 110040 0""",
        exit={"stopLoss": {"type": "swing"}},
        reasons={"NO_SWING_LEVEL": 2},
    ),
    Case(
        name="an ATR that is not known is told before a swing that is not known",
        bars="""110000 110010 109990 110000 1
                110010 110050 109990 110040 0""",
        exit={"stopLoss": {"type": "swing"}, "takeProfit": {"type": "atr", "value": 2}},
        reasons={"WARMING_UP": 1},
    ),
    Case(
        name="a Fibonacci leg that does not go upwards is none",
        # swing low 109990 (bar 2), swing high 109980 (bar 5): H is below L
        bars="""110060 110070 110040 110060 0
                110060 110070 110030 110050 0
                110050 110060 109990 110040 0
                109940 109950 109930 109940 0
                109940 109960 109925 109940 0
                109940 109980 109920 109940 0
                109940 109950 109915 109940 0
                109940 109950 109910 109940 2
                109940 109950 109800 109940 0""",
        exit={"takeProfit": {"type": "fibonacci", "level": 1.618}},
        reasons={"NO_SWING_LEVEL": 1},
    ),
    Case(
        name="a short's Fibonacci target: H - 1.5 x (H - L)",
        # swing high 110200 (bar 2), swing low 110000 (bar 5): 110200 - 300 = 109900
        bars="""110090 110100 110080 110090 0
                110090 110110 110070 110090 0
                110090 110200 110065 110090 0
                110090 110100 110060 110090 0
                110090 110100 110050 110090 0
                110090 110095 110000 110090 0
                110090 110100 110040 110090 0
                110090 110100 110050 110090 2
                110090 110100 109900 110000 0""",
        exit={"takeProfit": {"type": "fibonacci", "level": 1.5}},
        trades=("short 8 110090 -> 8 109900 take_profit",),
    ),
    Case(
        name="clamps: 50 pips become 12.34 pips (rounded down), 1 pip becomes 8.25 (rounded up)",
        # stop 123.4 -> 123 ticks: 109887; target 82.5 -> 83 ticks: 110093
        bars="""110000 110010 109990 110000 1
                110010 110092 109888 110040 0
                110040 110050 109887 109900 1
                110000 110083 109999 110010 0""",
        exit={
            "stopLoss": pips(50, maxPips=12.34),
            "takeProfit": pips(1, minPips=8.25),
        },
        trades=("long 1 110010 -> 2 109887 stop_loss", "long 3 110000 -> 3 110083 take_profit"),
        first={"r_multiple": -1.0},
    ),
    Case(
        name="the longest life ends at a close, rounded up to the looks",
        # 100 minutes, looked at every 45: 135 minutes after 01:00 is 03:15; the close of bar 3
        # is at 04:00
        bars="""110000 110010 109990 110000 1
                110010 110050 109990 110040 0
                110040 110050 109990 110040 0
                110040 110050 109990 110033 0
                110040 110050 109990 110040 0""",
        exit={"timeExit": {"maxHoldingMinutes": 100, "checkEveryMinutes": 45}},
        trades=("long 1 110010 -> 3 110033 time",),
    ),
    Case(
        name="no progress: enough at the first look, too little at the second",
        # looks 120 and 240 minutes after 01:00: closes of bars 2 and 4; bar 3 is not looked at
        bars="""110000 110010 109990 110000 1
                110010 110050 109990 110010 0
                110010 110070 109990 110060 0
                110060 110070 109990 110010 0
                110010 110070 109990 110059 0
                110010 110050 109990 110040 0""",
        exit={
            "timeExit": {
                "checkEveryMinutes": 120,
                "exitIfNoProgress": True,
                "minProgressPips": 5,
            }
        },
        trades=("long 1 110010 -> 4 110059 time",),
    ),
    Case(
        name="the end of a session counts where no other of them is open: Tokyo's, not Sydney's",
        # 2024-01-08: Sydney is UTC+11, so 17:00 is 06:00 UTC; Tokyo ends at 09:00 UTC
        bars="""110000 110010 109990 110000 1
                110010 110020 110000 110010 0
                110010 110020 110000 110010 0
                110010 110020 110000 110010 0
                110010 110020 110000 110010 0
                110010 110020 110000 110010 0
                110010 110020 110000 110010 0
                110010 110020 110000 110010 0
                110010 110020 110000 110017 0
                110010 110020 110000 110010 0""",
        exit={"timeExit": {"exitAtSessionEnd": ["Sydney", "Tokyo"]}},
        trades=("long 1 110010 -> 8 110017 session_end",),
    ),
    Case(
        name="volatility: an ATR of two bars reaches a fraction of the close, the gain is enough",
        # true ranges 20 ... 20, then 400: ATR(2) of bar 6 is (20 + 400) / 2 = 210 ticks, of a
        # close of 110300 that is 0.0019; the gain is 290 ticks
        bars=QUIET[:-1]
        + """1
                110010 110020 110000 110010 0
                110010 110400 110000 110300 0
                110300 110310 110290 110300 0""",
        exit={
            "volatilityExit": {
                "volatilityThreshold": 0.0019,
                "atrPeriod": 2,
                "protectProfitAbove": 29,
            }
        },
        trades=("long 5 110010 -> 6 110300 volatility",),
    ),
    Case(
        name="an ATR trailing distance is read anew at the close and acts at the next open",
        # ATR(2) is 20, so the distance is 40. Bar 5 opens at 110010: stop 109970; its high 110100:
        # 110060, and its low comes first. Its close is 110090.
        # ATR = (20 + 100) / 2 = 60, distance 120. Bar 6: high 110170 -> 110050: not better.
        # Bar 7 falls to the stop.
        bars=QUIET[:-1]
        + """1
                110010 110100 110000 110090 0
                110090 110170 110080 110150 0
                110150 110160 110060 110100 0""",
        exit={"trailing": {"type": "atr", "atrMultiplier": 2, "atrPeriod": 2}},
        trades=("long 5 110010 -> 7 110060 trailing_stop",),
    ),
)

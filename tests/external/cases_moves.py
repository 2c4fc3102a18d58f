"""Hand-worked: trailing and breakeven."""

from __future__ import annotations

from typing import Final

from tests.external.case import BRACKET, Case, pips

MOVES: Final = (
    Case(
        name="trailing follows the best price and is never triggered by the segment that moved it",
        # entry 110010. bar 1: low 109990 (best 110010), high 110100 -> stop 110000;
        # the close 110050 lies above it.
        # bar 2: low 110000 touches.
        bars="""110000 110020 109990 110000 1
                110010 110100 109990 110050 0
                110050 110080 110000 110060 0""",
        exit={"stopLoss": pips(20), "trailing": {"enabled": True, "distance": 10}},
        trades=("long 1 110010 -> 2 110000 trailing_stop",),
        first={"pnl_pips": -1.0, "mfe_pips": 9.0, "r_multiple": -0.05},
    ),
    Case(
        name="trailing from the high is hit by the fall to the close of the same bar",
        # high 110200 -> stop 110100; close 110090
        bars="""110000 110020 109990 110000 1
                110010 110200 109990 110090 0""",
        exit={"stopLoss": pips(20), "trailing": {"enabled": True, "distance": 10}},
        trades=("long 1 110010 -> 1 110100 trailing_stop",),
    ),
    Case(
        name="trailing waits for activateAfter and moves by the step or not at all",
        # activate at +100 = 110110, step 50. bar 1: high 110109: nothing.
        # bar 2: high 110150 -> 110050 (the stop was 109810).
        # bar 3: high 110199 -> 110099 is 49 better: no.
        # bar 4: high 110200 -> 110100 is 50 better: moves. bar 5: open 110090.
        bars="""110000 110020 109990 110000 1
                110010 110109 109990 110090 0
                110090 110150 110080 110140 0
                110140 110199 110130 110150 0
                110150 110200 110140 110160 0
                110090 110100 110080 110090 0""",
        exit={
            "stopLoss": pips(20),
            "trailing": {"enabled": True, "distance": 10, "step": 5, "activateAfter": 10},
        },
        trades=("long 1 110010 -> 5 110090 trailing_stop",),
    ),
    Case(
        name="a short trails on the ask",
        # entry 110010 (bid), spread 10. bar 1 low 109900 -> ask 109910 -> stop 110010.
        # bar 2 high 110000 + 10 touches.
        bars="""110000 110020 109990 110000 2 10
                110010 110015 109900 109950 0 10
                109950 110000 109940 109960 0 10""",
        exit={"stopLoss": pips(20), "trailing": {"enabled": True, "distance": 10}},
        trades=("short 1 110010 -> 2 110010 trailing_stop",),
        first={"mfe_pips": 10.0, "mae_pips": 1.5},
    ),
    Case(
        name="breakeven after one R, with a buffer of two pips",
        # R = 200: high 110210 -> stop 110030. bar 2: low 110030.
        bars="""110000 110020 109990 110000 1
                110010 110210 109990 110150 0
                110150 110160 110030 110060 0""",
        exit={
            **BRACKET,
            "moveToBreakeven": {"enabled": True, "triggerRatio": 1.0, "bufferPips": 2},
        },
        trades=("long 1 110010 -> 2 110030 breakeven",),
        first={"pnl_pips": 2.0, "r_multiple": 0.1},
    ),
    Case(
        name="breakeven waits until the price stands beyond its stop",
        # trigger 0.05 R = 10 ticks, buffer 3 pips:
        # at 110020 the stop would be 110040, ahead of the price
        bars="""110000 110020 109990 110000 1
                110010 110040 109990 110020 0
                110020 110041 110010 110035 0""",
        exit={
            **BRACKET,
            "moveToBreakeven": {"enabled": True, "triggerRatio": 0.05, "bufferPips": 3},
        },
        trades=("long 1 110010 -> 2 110040 breakeven",),
    ),
    Case(
        name="the open counts as an extreme: a gap up moves the stop before the fall of that bar",
        # open 110300 -> stop 110200; low 110190
        bars="""110000 110020 109990 110000 1
                110010 110050 109990 110040 0
                110300 110310 110190 110250 0""",
        exit={"stopLoss": pips(20), "trailing": {"enabled": True, "distance": 10}},
        trades=("long 1 110010 -> 2 110200 trailing_stop",),
        first={"mfe_pips": 29.0},
    ),
    Case(
        name="without a step one tick of improvement moves the stop",
        # activate at 110110 exactly: stop 110010; high 110111: stop 110011, touched by the close
        bars="""110000 110020 109990 110000 1
                110010 110110 109990 110050 0
                110050 110111 110011 110011 0""",
        exit={"stopLoss": pips(20), "trailing": {"distance": 10, "activateAfter": 10}},
        trades=("long 1 110010 -> 2 110011 trailing_stop",),
    ),
    Case(
        name="exactly activateAfter is enough",
        # high 110110: stop 110010
        bars="""110000 110020 109990 110000 1
                110010 110110 109990 110050 0
                110050 110060 110005 110040 0""",
        exit={"stopLoss": pips(20), "trailing": {"distance": 10, "activateAfter": 10}},
        trades=("long 1 110010 -> 2 110010 trailing_stop",),
    ),
)

"""Hand-worked: signal exits, opposite signals, filters."""

from __future__ import annotations

from typing import Final

from tests.external.case import Case

GATES: Final = (
    Case(
        name="a signal exit leaves at the next open",
        bars="""110000 110020 109990 110000 1
                110010 110050 109990 110040 4
                110045 110050 109990 110000 0""",
        trades=("long 1 110010 -> 2 110045 signal",),
    ),
    Case(
        name="a signal exit frees the place for the next entry; a stop at the open goes before it",
        # bar 2 opens behind the stop of the long although its own exit signal stands
        bars="""110000 110020 109990 110000 1
                110010 110050 109990 110040 4
                109800 110050 109790 110000 2
                110000 110010 109990 110000 5
                109990 110010 109980 110000 0""",
        trades=("long 1 110010 -> 2 109800 stop_loss", "short 3 110000 -> 4 109990 signal"),
    ),
    Case(
        name="long and short on one bar refuse each other",
        bars="""110000 110020 109990 110000 3
                110010 110050 109990 110040 0""",
        reasons={"CONFLICTING_SIGNALS": 2},
    ),
    Case(
        name="hold: a signal against an open position does nothing",
        bars="""110000 110020 109990 110000 1
                110010 110050 109990 110040 2
                110040 110050 109990 110040 0""",
        reasons={"OPPOSITE_POSITION": 1},
        open=1,
    ),
    Case(
        name="close: it closes the position and opens none",
        bars="""110000 110020 109990 110000 1
                110010 110050 109990 110040 2
                110045 110050 109990 110040 0""",
        opposite="close",
        trades=("long 1 110010 -> 2 110045 opposite",),
    ),
    Case(
        name="reverse: it closes the position, then opens its own, at the same open",
        bars="""110000 110020 109990 110000 1
                110010 110050 109990 110040 2
                110045 110050 109990 110040 0""",
        opposite="reverse",
        trades=("long 1 110010 -> 2 110045 opposite",),
        open=1,
    ),
    Case(
        name="hedge: both live",
        bars="""110000 110020 109990 110000 1
                110010 110050 109990 110040 2
                110045 110050 109990 110040 0""",
        opposite="hedge",
        rules={"riskManagement": {"lotSize": 0.1, "maxPositions": 2}},
        open=2,
        # long 110010 at 110040: +3; short 110045 at 110040: +0.5
        equity=10_003.5,
    ),
    Case(
        name="maxPositions 2: the third signal is refused; trades are listed as they close",
        # entries 110000 (stop 109800), 110100 (stop 109900); bar 4 low 109850 stops the second only
        bars="""110000 110020 109990 110000 1
                110000 110100 109990 110090 1
                110100 110120 110090 110100 1
                110100 110120 110090 110100 0
                110100 110120 109850 110100 0
                110100 110120 109790 110100 0""",
        rules={"riskManagement": {"lotSize": 0.1, "maxPositions": 2}},
        reasons={"MAX_POSITIONS": 1},
        trades=("long 2 110100 -> 4 109900 stop_loss", "long 1 110000 -> 5 109800 stop_loss"),
        first={"id": 2},
    ),
    Case(
        name="London opens at 08:00 of its own clock, half-open: 07:00 is outside, 08:00 inside",
        bars="""110000 110020 109990 110000 0
                110000 110020 109990 110000 0
                110000 110020 109990 110000 0
                110000 110020 109990 110000 0
                110000 110020 109990 110000 0
                110000 110020 109990 110000 0
                110000 110020 109990 110000 1
                110000 110020 109990 110000 1
                110000 110020 109990 110000 0""",
        rules={"sessionFilter": {"enabled": True, "allowedSessions": ["London"]}},
        reasons={"OUTSIDE_SESSION": 1},
        open=1,
    ),
    Case(
        name="spread filter: two pips are allowed, more is not",
        bars="""110000 110020 109990 110000 1 20
                110000 110020 109990 110000 1 21
                110000 110020 109990 110000 0 20""",
        rules={"spreadFilter": {"enabled": True, "maxSpread": 2}},
        reasons={"SPREAD_TOO_WIDE": 1},
        open=1,
    ),
    Case(
        name="what the open has passed leaves before what makes way for the entry",
        # stops: 110200 of the first, 110100 of the second; open 110150
        bars="""110000 110020 109990 110000 2
                110000 110010 109890 109900 2
                109900 109910 109890 109900 1
                110150 110160 110140 110150 0""",
        opposite="reverse",
        rules={"riskManagement": {"lotSize": 0.1, "maxPositions": 2}},
        trades=("short 2 109900 -> 3 110150 stop_loss", "short 1 110000 -> 3 110150 opposite"),
        open=1,
    ),
)

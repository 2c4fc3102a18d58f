"""What is said of a refusal by the clock."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.scenes.desks import PLAIN
from tradewright.adapters.clocks.zones import session_zones
from tradewright.core.calendar import HOUR, parse_ts
from tradewright.core.engine import Strategy
from tradewright.core.market import Reason
from tradewright.core.risk import Spell, TimeFilter, Timing
from tradewright.core.risk.timing import EVERY_DAY
from tradewright.services.sessions.hours_words import hours_detail

DAYS = replace(PLAIN, timing=Timing(days=0b11, zone="Asia/Tokyo"))
AVOIDS = replace(PLAIN, timing=Timing(avoid=(Spell(16, 20 * HOUR, 24 * HOUR),)))
BERLIN = TimeFilter(hours=(Spell(EVERY_DAY, 8 * HOUR, 9 * HOUR),), zone="Europe/Berlin")
USUAL = replace(PLAIN, max_spread_pips=1.5, spread_by_session=(("Tokyo", 2.0), ("London", 0.8)))


@pytest.mark.parametrize(
    ("strategy", "reason", "at", "says"),
    [
        (DAYS, "DAY_NOT_ALLOWED", "2026-03-24T15:00Z", "Wed 00:00 Asia/Tokyo; entries: Mon Tue"),
        (AVOIDS, "AVOIDED_TIME", "2026-03-27T21:30Z", "Fri 21:30 UTC; no entries: Fri 20:00-24:00"),
        (
            replace(PLAIN, time_filter=BERLIN),
            "OUTSIDE_HOURS",
            "2026-03-30T07:00Z",
            "Mon 09:00 Europe/Berlin; entries: 08:00-09:00",
        ),
        (
            USUAL,
            "SPREAD_TOO_WIDE",
            "2026-03-30T01:00Z",
            "1.5 x 1, Sydney and Tokyo are open",
        ),
        (
            USUAL,
            "SPREAD_TOO_WIDE",
            "2026-03-30T10:00Z",
            "1.5 x 0.8, London is open",
        ),
        (USUAL, "SPREAD_TOO_WIDE", "2026-03-28T10:00Z", "1.5 x 1, no session is open"),
        (PLAIN, "SPREAD_TOO_WIDE", "2026-03-28T10:00Z", None),
        (DAYS, "AVOIDED_TIME", "2026-03-28T10:00Z", None),
    ],
)
def test_what_the_clock_showed(strategy: Strategy, reason: str, at: str, says: str | None) -> None:
    assert hours_detail(strategy, session_zones(), Reason[reason], parse_ts(at)) == says

"""Economic calendars of invented events, by hand and at random."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from tests.scenes.desks import OPENS
from tradewright.core.calendar import MINUTE, parse_ts
from tradewright.core.calendar.news import FOREVER, EconomicEvent, Impact, NewsCalendar
from tradewright.core.risk import NewsFilter, Pause

TITLES = ("Invented Price Index", "Invented Rate Decision", "Somebody Speaks")


def event(
    at: str | int,
    seen: str | int = "2026-03-01",
    *,
    currency: str = "USD",
    impact: Impact = Impact.HIGH,
    gone: str | int = FOREVER,
    name: str = "one",
) -> EconomicEvent:
    """One version of an event."""
    known, ends = parse_ts(seen), gone if isinstance(gone, int) else parse_ts(gone)
    return EconomicEvent(name, parse_ts(at), currency, impact, TITLES[0], known, ends)


def complete(
    *events: EconomicEvent, since: str = "2026-03-01", until: str = "2026-12-01"
) -> NewsCalendar:
    """A calendar that was confirmed all the time."""
    return NewsCalendar(events=events, confirmed=((parse_ts(since), parse_ts(until)),))


def at_random(seed: int, minutes: int = 400, events: int = 12) -> NewsCalendar:
    """Events around the random markets of `desks`: some move, some go, looks have gaps."""
    rng = np.random.default_rng(seed)
    found: list[EconomicEvent] = []
    looks = sorted({int(k) for k in rng.integers(-100, minutes, 12)})
    for number in range(events):
        seen = OPENS + int(rng.choice(looks)) * MINUTE
        version = EconomicEvent(
            f"event-{number}",
            OPENS + int(rng.integers(0, minutes)) * MINUTE,
            str(rng.choice(["USD", "EUR", "GBP", "ALL"])),
            Impact(int(rng.integers(0, 4))),
            str(rng.choice(TITLES)),
            seen,
        )
        later = [k for k in looks if OPENS + k * MINUTE > seen]
        if later and rng.random() < 0.5:
            moved = OPENS + int(rng.choice(later)) * MINUTE
            found.append(version._replace(gone=moved))
            if rng.random() < 0.7:
                shift = int(rng.integers(-40, 60)) * MINUTE
                found.append(version._replace(ts=version.ts + shift, first_seen=moved))
        else:
            found.append(version)
    instants = [OPENS + k * MINUTE for k in looks]
    return NewsCalendar(events=tuple(found), confirmed=tuple((at, at) for at in instants))


minutes_of_pause = st.sampled_from([0.0, 5.0, 17.5, 45.0])
pauses = st.builds(
    Pause,
    impacts=st.sampled_from([(Impact.HIGH,), (Impact.MEDIUM,), (Impact.LOW,)]),
    titles=st.sampled_from([(), ("rate decision",), ("invented",)]),
    before_minutes=minutes_of_pause,
    after_minutes=minutes_of_pause,
)
filters = st.builds(
    NewsFilter,
    pauses=st.lists(pauses, min_size=1, max_size=3).map(tuple),
    symbols=st.sampled_from([(), ("USD",), ("GBPUSD", "JPY")]),
    max_age_hours=st.sampled_from([0.25, 1.0, 24.0]),
    on_stale=st.sampled_from(["block", "allow"]),
)
calendars = st.integers(0, 2**32 - 1).map(at_random)

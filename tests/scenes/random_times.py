"""Random days, times and hours of entries, for hypothesis."""

from __future__ import annotations

from hypothesis import strategies as st

from tradewright.core.calendar import HOUR
from tradewright.core.risk import Spell, TimeFilter, Timing

days = st.integers(1, 127)
spells = st.builds(
    Spell,
    days=st.sampled_from([127, 127, 3, 96]),
    opens=st.sampled_from([0, 10 * HOUR, 23 * HOUR]),
    closes=st.sampled_from([0, 11 * HOUR + HOUR // 2, 13 * HOUR]),
)
some_spells = st.lists(spells, max_size=2).map(tuple)
timings = st.builds(
    Timing,
    days=st.sampled_from([127, 127, 31]) | days,
    optimal=some_spells,
    optimal_factor=st.sampled_from([1.0, 1.5, 0.0]),
    suboptimal_factor=st.sampled_from([0.0, 0.4]),
    avoid=some_spells,
    zone=st.sampled_from(["UTC", "Australia/Sydney"]),
)
time_filters = st.builds(
    TimeFilter,
    hours=some_spells,
    weekends=st.booleans(),
    friday_until=st.none() | st.just(11 * HOUR),
    sunday_from=st.none() | st.just(11 * HOUR),
    zone=st.sampled_from(["UTC", "America/New_York"]),
)
usual_spreads = st.lists(
    st.tuples(st.sampled_from(["London", "NewYork"]), st.sampled_from([0.5, 1.7])),
    unique_by=lambda one: one[0],
).map(tuple)

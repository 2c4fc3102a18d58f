"""The weeks of March, April, October and November 2026 in which clocks change, worked by hand.

New York changes on 8 March and 1 November, London on 29 March and 25 October, Sydney on 5 April
and 4 October (the other way), Tokyo never.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.scenes.desks import LONG, PLAIN, by_hand, in_batch, step_by_step
from tradewright.adapters.clocks.zones import session_zones
from tradewright.core.calendar import HOUR, MINUTE, SESSIONS, format_ts, parse_ts, session_mask

EAGER = replace(PLAIN, stop=None, target=None, max_positions=400)
WEEKS = [
    # New York: winter until 6 March, then an hour earlier in UTC
    ("NewYork", "2026-03-06T13:00Z", "2026-03-06T22:00Z"),
    ("NewYork", "2026-03-09T12:00Z", "2026-03-09T21:00Z"),
    ("NewYork", "2026-03-27T12:00Z", "2026-03-27T21:00Z"),
    ("NewYork", "2026-03-30T12:00Z", "2026-03-30T21:00Z"),
    ("NewYork", "2026-10-23T12:00Z", "2026-10-23T21:00Z"),
    ("NewYork", "2026-10-26T12:00Z", "2026-10-26T21:00Z"),
    ("NewYork", "2026-10-30T12:00Z", "2026-10-30T21:00Z"),
    ("NewYork", "2026-11-02T13:00Z", "2026-11-02T22:00Z"),
    # London: three weeks after New York in spring, one week before it in autumn
    ("London", "2026-03-06T08:00Z", "2026-03-06T17:00Z"),
    ("London", "2026-03-09T08:00Z", "2026-03-09T17:00Z"),
    ("London", "2026-03-27T08:00Z", "2026-03-27T17:00Z"),
    ("London", "2026-03-30T07:00Z", "2026-03-30T16:00Z"),
    ("London", "2026-10-23T07:00Z", "2026-10-23T16:00Z"),
    ("London", "2026-10-26T08:00Z", "2026-10-26T17:00Z"),
    ("London", "2026-10-30T08:00Z", "2026-10-30T17:00Z"),
    ("London", "2026-11-02T08:00Z", "2026-11-02T17:00Z"),
    # Tokyo keeps its clocks
    ("Tokyo", "2026-03-06T00:00Z", "2026-03-06T09:00Z"),
    ("Tokyo", "2026-03-09T00:00Z", "2026-03-09T09:00Z"),
    ("Tokyo", "2026-03-30T00:00Z", "2026-03-30T09:00Z"),
    ("Tokyo", "2026-10-05T00:00Z", "2026-10-05T09:00Z"),
    ("Tokyo", "2026-10-26T00:00Z", "2026-10-26T09:00Z"),
    ("Tokyo", "2026-11-02T00:00Z", "2026-11-02T09:00Z"),
    # Sydney: summer ends on 5 April, and begins on 4 October; its Monday begins on our Sunday
    ("Sydney", "2026-03-08T21:00Z", "2026-03-09T06:00Z"),
    ("Sydney", "2026-03-29T21:00Z", "2026-03-30T06:00Z"),
    ("Sydney", "2026-04-02T21:00Z", "2026-04-03T06:00Z"),
    ("Sydney", "2026-04-05T22:00Z", "2026-04-06T07:00Z"),
    ("Sydney", "2026-10-01T22:00Z", "2026-10-02T07:00Z"),
    ("Sydney", "2026-10-04T21:00Z", "2026-10-05T06:00Z"),
    ("Sydney", "2026-10-25T21:00Z", "2026-10-26T06:00Z"),
    ("Sydney", "2026-11-01T21:00Z", "2026-11-02T06:00Z"),
]


@pytest.mark.parametrize(("name", "opens", "closes"), WEEKS)
def test_a_session_opens_and_closes_at_these_instants(name: str, opens: str, closes: str) -> None:
    edges = [parse_ts(opens) - 1, parse_ts(opens), parse_ts(closes) - 1, parse_ts(closes)]
    zone = session_zones()[SESSIONS[name].zone]
    mask = session_mask(zone, np.array(edges, np.int64), SESSIONS[name])
    assert mask.tolist() == [False, True, True, False]


@pytest.mark.parametrize(("name", "opens", "closes"), WEEKS)
def test_entries_move_with_the_clocks(name: str, opens: str, closes: str) -> None:
    """A signal on every half hour: the first entry is at the open, the last before the close."""
    first, last = parse_ts(opens), parse_ts(closes)
    ts = np.arange(first - 2 * HOUR, last + 2 * HOUR, 30 * MINUTE, dtype=np.int64)
    bars = replace(by_hand([(1.1, 1.1, 1.1, 1.1, LONG)] * ts.size), ts=ts)
    strategy = replace(EAGER, sessions=(name,))
    batch, steps = in_batch(strategy, bars), step_by_step(strategy, bars)
    assert batch.bytes() == steps.bytes()
    entered = [note.ts for note in batch.notes if note.kind == "opened"]
    assert format_ts(entered[0]) == format_ts(first)
    assert format_ts(entered[-1]) == format_ts(last - 30 * MINUTE)
    assert len(entered) == 18

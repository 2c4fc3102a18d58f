"""The news gate: no entries around economic events, as far as they were known by then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from tradewright.core.calendar import HOUR, MINUTE
from tradewright.core.calendar.news import (
    ALL,
    EconomicEvent,
    Impact,
    NewsCalendar,
    mentions,
)
from tradewright.core.kernel import inline
from tradewright.core.market import Instrument, Reason, instrument
from tradewright.core.market.instruments import CURRENCIES, STABLE
from tradewright.core.market.records import Terms
from tradewright.core.risk.hours import Hours

OnStale: TypeAlias = Literal["block", "allow"]
Spans: TypeAlias = list[tuple[int, int]]
"""Half-open spans of time, ns UTC, ascending and apart from each other."""

NEWS_BLACKOUT: Final = int(Reason.NEWS_BLACKOUT)
NEWS_STALE: Final = int(Reason.NEWS_STALE)
CALLED: Final = {"CNH": "CNY"}
"""Currencies that calendars list under another name."""
LISTED: Final = frozenset({*CURRENCIES, *CALLED.values()})
"""Names that are currencies, not instruments."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """How long entries pause around some events.

    Parameters
    ----------
    impacts : events of these impacts pause.
    titles : events whose titles mention one of these phrases pause, whatever their impact.
    before_minutes, after_minutes : >= 0, not both 0; from `before` ahead of the event until, but
        not at, `after` behind it.
    """

    impacts: tuple[Impact, ...] = ()
    titles: tuple[str, ...] = ()
    before_minutes: float = 30.0
    after_minutes: float = 30.0

    def concerns(self, event: EconomicEvent) -> bool:
        """Whether the event is one of those."""
        return event.impact in self.impacts or any(
            mentions(event.title, phrase) for phrase in self.titles
        )

    def span(self, event: EconomicEvent) -> tuple[int, int]:
        """When it pauses for a version of an event: never before or after that was known."""
        begins = event.ts - round(self.before_minutes * MINUTE)
        ends = event.ts + round(self.after_minutes * MINUTE)
        return max(begins, event.first_seen), min(ends, event.gone)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsFilter:
    """Which news pauses entries, and what an old calendar does.

    Parameters
    ----------
    pauses : at least one.
    symbols : currencies and instruments whose news counts; () takes the strategy's own symbol.
    max_age_hours : > 0; the calendar is stale when it was last confirmed longer ago.
    on_stale : "block" refuses entries on a stale calendar, "allow" trusts what it last said.
    """

    pauses: tuple[Pause, ...]
    symbols: tuple[str, ...] = ()
    max_age_hours: float = 24.0
    on_stale: OnStale = "block"


class Watch(NamedTuple):
    """A filter on one symbol."""

    rules: NewsFilter
    currencies: frozenset[str]


def currencies_of(known: Instrument) -> frozenset[str]:
    """The currencies whose news moves an instrument.

    Notes
    -----
    Both legs of a pair; of metals, indices and crypto the dollar and the currency they are quoted
    in. Source: reference "news, calendars, sessions" 6.1.
    """
    legs = {known.quote_currency, known.base_currency if known.kind == "forex" else "USD"}
    named = (CALLED.get(leg, leg) for leg in legs)
    return frozenset("USD" if leg in STABLE else leg for leg in named)


def currencies_watched(rules: NewsFilter, own: Instrument) -> frozenset[str]:
    """The currencies whose news counts for a strategy on the instrument `own`.

    Raises
    ------
    UnknownInstrument
        If one of the filter's symbols is neither a currency nor an instrument.
    """
    if not rules.symbols:
        return currencies_of(own)
    found = (
        {CALLED.get(name, name)} if name in LISTED else currencies_of(instrument(name))
        for name in rules.symbols
    )
    return frozenset[str]().union(*found)


def blackouts(calendar: NewsCalendar, currencies: frozenset[str], pauses: Iterable[Pause]) -> Spans:
    """When entries pause."""
    return _joined(
        pause.span(event) for event, pause in _concerned(calendar, currencies, tuple(pauses))
    )


def _concerned(
    calendar: NewsCalendar, currencies: frozenset[str], pauses: tuple[Pause, ...]
) -> Iterator[tuple[EconomicEvent, Pause]]:
    for event in calendar.events:
        if event.currency in currencies or event.currency == ALL:
            yield from ((event, pause) for pause in pauses if pause.concerns(event))


def fresh(calendar: NewsCalendar, max_age_hours: float) -> Spans:
    """When the calendar is not stale: so long after it was last seen complete, that instant too."""
    age = round(max_age_hours * HOUR)
    return _joined((first, last + age + 1) for first, last in calendar.confirmed)


def _joined(spans: Iterable[tuple[int, int]]) -> Spans:
    found: Spans = []
    for begins, ends in sorted(span for span in spans if span[0] < span[1]):
        if found and begins <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], ends)
        else:
            found.append((begins, ends))
    return found


def reason_at(watch: Watch, calendar: NewsCalendar, ts: int) -> tuple[EconomicEvent, Pause] | None:
    """The event that pauses entries at an instant, the first of several, and how long it does."""
    for event, pause in _concerned(calendar, watch.currencies, watch.rules.pauses):
        begins, ends = pause.span(event)
        if begins <= ts < ends:
            return event, pause
    return None


@inline
def covered(
    begins: NDArray[np.int64], ends: NDArray[np.int64], first: int, count: int, ts: int
) -> bool:
    """Whether an instant lies in one of `count` spans from `first` on, ascending and apart."""
    low, high = first, first + count
    while low < high:
        middle = (low + high) // 2
        if begins[middle] <= ts:
            low = middle + 1
        else:
            high = middle
    return low > first and ts < ends[low - 1]


@inline
def news_near(terms: Terms, hours: Hours, ts: int) -> bool:
    """Whether partial exits wait at `ts` because news is near: `Strategy.news_buffer_minutes`."""
    return covered(hours.begins, hours.ends, terms.hush_from, terms.hushes, ts)


@inline
def news_refusal(terms: Terms, hours: Hours, ts: int) -> int:
    """Why news refuses an entry at the open `ts`, as a `Reason`; 0 when it does not."""
    if covered(hours.begins, hours.ends, terms.blackout_from, terms.blackouts, ts):
        return NEWS_BLACKOUT
    if terms.news_blocks == 0:
        return 0
    if covered(hours.begins, hours.ends, terms.fresh_from, terms.fresh, ts):
        return 0
    return NEWS_STALE

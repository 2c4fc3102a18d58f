"""Why the news refused an entry, in words: which event, which pause, how old the calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tradewright.core.calendar import HOUR, SECOND, format_ts
from tradewright.core.calendar.news import FOREVER
from tradewright.core.market import Reason
from tradewright.core.risk.news import reason_at
from tradewright.services.sessions.log import Line

if TYPE_CHECKING:
    from tradewright.core.calendar.news import EconomicEvent, NewsCalendar
    from tradewright.core.engine import Desk, Strategy
    from tradewright.core.risk import Pause, Watch
    from tradewright.wire.events import News


def news_detail(desk: Desk, strategy_id: str, reason: str | None, ts: int) -> str | None:
    """What stands behind a refusal by the news; None for any other.

    Parameters
    ----------
    reason : name of the `Reason`. ts : the open at which it refused, ns UTC.
    """
    watch = next((slot.watch for slot in desk.slots if slot.id == strategy_id), None)
    if watch is None or reason is None:
        return None
    if reason == Reason.NEWS_STALE.name:
        return _age(watch, desk.news, ts)
    found = None if desk.news is None else reason_at(watch, desk.news, ts)
    if found is None or reason != Reason.NEWS_BLACKOUT.name:
        return None
    return _event(*found)


def news_line(news: News) -> Line:
    """What a look at the economic calendar has changed."""
    gone = {event.id for event in news.events if event.gone != FOREVER}
    known = {event.id for event in news.events if event.gone == FOREVER}
    counted = ((known - gone, "new"), (known & gone, "changed"), (gone - known, "withdrawn"))
    told = ", ".join(f"{len(ids)} {word}" for ids, word in counted if ids)
    return Line(
        event="NEWS_UPDATED",
        message=f"Economic calendar: {told} — {news.source}",
        data={word: len(ids) for ids, word in counted},
    )


def missing_line(strategy: Strategy) -> Line:
    """A strategy looks at the news, and nothing is known of it."""
    blocks = strategy.news is not None and strategy.news.on_stale == "block"
    then = "every entry is refused until there is one" if blocks else "no event pauses it"
    told = f"No economic calendar is known (news_url, news_file): {then} — {strategy.name}"
    return Line(
        event="NEWS_MISSING",
        message=told,
        level="warning",
        strategy_id=strategy.id,
        symbol=strategy.symbol,
    )


def _event(event: EconomicEvent, pause: Pause) -> str:
    begins, ends = pause.span(event)
    who = f"{event.title} ({event.currency}, {event.impact.word})"
    return f"{who} at {_clock(event.ts)}Z, paused {_clock(begins)}-{_clock(ends)}"


def _clock(ts: int) -> str:
    """Hours and minutes; the day is that of the bar or the one beside it."""
    return format_ts(ts)[11:16]


def _age(watch: Watch, news: NewsCalendar | None, ts: int) -> str:
    most = f"at most {watch.rules.max_age_hours:g} h"
    known = () if news is None else news.confirmed
    seen = [confirmed for since, confirmed in known if since <= ts]
    if not seen:
        return f"no economic calendar was known; {most} old is asked for"
    last = max(seen)
    at = format_ts(last // SECOND * SECOND)
    return f"last confirmed at {at}, {(ts - last) / HOUR:.1f} h before; {most}"

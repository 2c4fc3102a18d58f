"""What a session's journal holds: market data and commands, as JSON bodies with a version."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Final, Literal

import orjson

from tradewright.core.calendar.news import FOREVER, Confirmed, EconomicEvent, Impact
from tradewright.core.market.bar import Bar

EVENT_VERSION: Final = 1
"""Written as ``v`` into every body; an unknown one is refused, never guessed at."""

SymbolBar = tuple[str, Bar]
"""A closed bar and its symbol; journalled flat, as [symbol, ts, open, high, low, close, ...]."""


class UnknownEvent(ValueError):
    """A journal body that this version cannot read; the message names its kind and version."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A paper account opens on a market; always the first event.

    Parameters
    ----------
    market : the feed's name, ``simulated:EURUSD:7``.
    symbols : what it delivers.
    timeframe : of its bars.
    cash : opening balance, account currency.
    spread_pips, slippage_pips : pips. commission_per_lot : account currency per lot and side.
    live_from : ns UTC; bars that close up to then are traded as fast as possible.
    guardian : the normalised document of what protects the account; None without one.
    """

    market: str
    symbols: tuple[str, ...]
    timeframe: str
    cash: float
    spread_pips: float
    commission_per_lot: float
    slippage_pips: float
    live_from: int
    guardian: dict[str, object] | None = None
    kind: Literal["opened"] = "opened"


@dataclass(frozen=True, slots=True, kw_only=True)
class Warmed:
    """Bars from before the account opened: they warm indicators up and are never traded."""

    bars: tuple[SymbolBar, ...]
    kind: Literal["warmed"] = "warmed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices:
    """The bars of one instant, one a symbol at most, all of them closed."""

    bars: tuple[SymbolBar, ...]
    kind: Literal["prices"] = "prices"


@dataclass(frozen=True, slots=True, kw_only=True)
class BadPrices:
    """Bars of one instant that hold a number that is not finite: they are dropped, and distrusted.

    Parameters
    ----------
    symbols : of the bars.
    ts : when they opened, ns UTC.
    """

    symbols: tuple[str, ...]
    ts: int
    kind: Literal["bad_prices"] = "bad_prices"


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What became known of the economic calendar, and that it was seen to be complete.

    Parameters
    ----------
    source : the file or address.
    events : new versions, and old ones that ended; journalled flat, as [id, ts, currency, impact,
        title, first_seen, gone], `gone` null while the version is known.
    confirmed : as in `NewsCalendar`, ns UTC.
    """

    source: str
    events: tuple[EconomicEvent, ...]
    confirmed: tuple[Confirmed, ...]
    kind: Literal["news"] = "news"


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """Run a strategy: a new one, or a stopped one again; or in the place of a running one."""

    command_id: str
    document: dict[str, object]
    replace: bool = False
    kind: Literal["start"] = "start"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """No new trades; open ones stay managed, or close at the next price."""

    command_id: str
    strategy_id: str
    close_positions: bool
    kind: Literal["stop"] = "stop"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """No new trades until resumed; open ones stay managed."""

    command_id: str
    strategy_id: str
    kind: Literal["pause"] = "pause"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resume:
    """A paused strategy trades again."""

    command_id: str
    strategy_id: str
    kind: Literal["resume"] = "resume"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kill:
    """No strategy opens a trade until the switch is re-armed."""

    command_id: str
    kind: Literal["kill"] = "kill"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rearm:
    """The kill switch is off again."""

    command_id: str
    kind: Literal["rearm"] = "rearm"


@dataclass(frozen=True, slots=True, kw_only=True)
class Close:
    """Close one position at the next price."""

    command_id: str
    ticket: int
    kind: Literal["close"] = "close"


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseAll:
    """Close every position at the next price."""

    command_id: str
    kind: Literal["close_all"] = "close_all"


@dataclass(frozen=True, slots=True, kw_only=True)
class SetSpeed:
    """How fast simulated time passes from now on; None is as fast as possible."""

    command_id: str
    speed: float | None
    kind: Literal["set_speed"] = "set_speed"


@dataclass(frozen=True, slots=True, kw_only=True)
class SetGuardian:
    """The account is protected by another guardian from the next open on."""

    command_id: str
    document: dict[str, object]
    kind: Literal["set_guardian"] = "set_guardian"


@dataclass(frozen=True, slots=True, kw_only=True)
class RearmGuardian:
    """The breach of the account's limits ends; losses are measured anew."""

    command_id: str
    kind: Literal["rearm_guardian"] = "rearm_guardian"


AccountCommand = Kill | Rearm | Close | CloseAll | SetSpeed | SetGuardian | RearmGuardian
Command = Start | Stop | Pause | Resume | AccountCommand
Event = Opened | Warmed | Prices | BadPrices | News | Command

EVENTS: Final[dict[str, type[Event]]] = {
    cls.__dataclass_fields__["kind"].default: cls
    for cls in (
        Opened, Warmed, Prices, BadPrices, News, Start, Stop, Pause, Resume, Kill, Rearm, Close,
        CloseAll, SetSpeed, SetGuardian, RearmGuardian,
    )
}  # fmt: skip


def encode_event(event: Event) -> bytes:
    """The journal body of an event; numbers come back from `decode_event` to the last bit."""
    values = {field.name: getattr(event, field.name) for field in fields(event)}
    if isinstance(event, Prices | Warmed):
        values["bars"] = [(symbol, *bar) for symbol, bar in event.bars]
    if isinstance(event, News):
        values["events"] = [_flat(one) for one in event.events]
    return orjson.dumps({"v": EVENT_VERSION, **values})


def decode_event(kind: str, body: bytes) -> Event:
    """The event of a journal body.

    Raises
    ------
    UnknownEvent
        If the kind, the version or a field is none of this version's.
    """
    document = orjson.loads(body)
    cls = EVENTS.get(kind)
    version = document.pop("v", None)
    if cls is None or version != EVENT_VERSION:
        known = f"version {EVENT_VERSION} of {', '.join(EVENTS)}"
        message = f"journal event {kind!r} of version {version!r}: this version reads {known}"
        raise UnknownEvent(message)
    document.pop("kind", None)
    if "bars" in document:
        document["bars"] = tuple((symbol, Bar(*values)) for symbol, *values in document["bars"])
    if "confirmed" in document:
        document["events"] = tuple(_version(one) for one in document["events"])
        document["confirmed"] = tuple((known, seen) for known, seen in document["confirmed"])
    if "symbols" in document:
        document["symbols"] = tuple(document["symbols"])
    try:
        return cls(**document)
    except TypeError as error:
        message = f"journal event {kind!r}: {error}"
        raise UnknownEvent(message) from error


def _flat(event: EconomicEvent) -> tuple[object, ...]:
    return (
        *event[:3],
        event.impact.word,
        *event[4:6],
        None if event.gone == FOREVER else event.gone,
    )


def _version(flat: tuple[str, int, str, str, str, int, int | None]) -> EconomicEvent:
    name, ts, currency, impact, title, seen, gone = flat
    ends = FOREVER if gone is None else gone
    return EconomicEvent(name, ts, currency, Impact[impact.upper()], title, seen, ends)

"""The table of hub channels: what each carries, how it is delivered, what its rows are keyed by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

from tradewright.wire import messages as m

ChannelKind: TypeAlias = Literal["latest", "events", "table"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A stream of one message type and how it is delivered.

    `kind`: latest (newest value per key, never a backlog), events (ordered, none skipped) or
    table (rows by key: snapshot, then upserts and deletes). `key` says what the keys are.
    """

    name: str
    kind: ChannelKind
    data: type
    key: str


def _channels() -> Mapping[str, Channel]:
    rows: tuple[tuple[str, ChannelKind, type, str], ...] = (
        ("quotes", "latest", m.Quote, "symbol"),
        ("candles", "latest", m.Candle, "symbol:timeframe"),
        ("bars", "events", m.Candle, ""),
        ("account", "latest", m.Account, "account"),
        ("system", "latest", m.System, "system"),
        ("guardian", "latest", m.GuardianState, "guardian"),
        ("strategies", "table", m.StrategyRow, "id"),
        ("positions", "table", m.OpenTrade, "ticket"),
        ("trades", "events", m.ClosedTrade, ""),
        ("log", "events", m.LogEntry, ""),
    )
    made = (Channel(name=n, kind=kind, data=data, key=key) for n, kind, data, key in rows)
    return MappingProxyType({channel.name: channel for channel in made})


CHANNELS: Final[Mapping[str, Channel]] = _channels()

"""What a session is given: the ports, and who it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tradewright.ports.clock import Clock
    from tradewright.ports.feed import Feed
    from tradewright.ports.journal import Journal
    from tradewright.ports.publisher import Publisher


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a session says about its process.

    Parameters
    ----------
    version : of Tradewright. python : of the interpreter. platform : of the machine.
    data_dir : where the journal lies; empty for one in memory.
    pid : of the process.
    started : stopwatch reading when it began, seconds.
    """

    version: str
    python: str
    platform: str
    data_dir: str
    pid: int
    started: float


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """The ports of one session.

    Parameters
    ----------
    journal : where events are kept before they act.
    feed : prices; asked only for what comes after the journal's last bar.
    publisher : who is told.
    clock : paces the display; no decision depends on it.
    about : what the session says about its process.
    """

    journal: Journal
    feed: Feed
    publisher: Publisher
    clock: Clock
    about: About

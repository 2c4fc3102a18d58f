"""Markets by name: `simulated[:SYMBOL[:seed]]` and `replay:FILE`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tradewright.adapters.clocks.zones import zone
from tradewright.adapters.feeds.replay import ReplayFeed
from tradewright.adapters.feeds.simulated import SimulatedFeed
from tradewright.core.calendar import DAY

if TYPE_CHECKING:
    from tradewright.ports.feed import Feed

DEFAULT_SYMBOL: Final = "EURUSD"
DEFAULT_SEED: Final = 7

WARM_DAYS: Final = 14
"""Days of bars before the account opens: more than the 500 of M15 that a live start asks for."""


class UnknownMarket(ValueError):
    """A market's name that cannot be read; the message shows the forms there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulated:
    """A seeded market that exists nowhere else."""

    symbol: str
    seed: int

    def __str__(self) -> str:
        return f"simulated:{self.symbol}:{self.seed}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """Bars of a file, played back."""

    path: Path

    def __str__(self) -> str:
        return f"replay:{self.path}"


Market = Simulated | Replay


def parse_market(text: str) -> Market:
    """The market that is meant by ``simulated``, ``simulated:EURUSD:7`` or ``replay:bars.csv``.

    Raises
    ------
    UnknownMarket
        If it has neither form.
    """
    kind, _, rest = text.partition(":")
    if kind == "replay" and rest:
        return Replay(path=Path(rest).expanduser().resolve())
    symbol, _, seed = rest.partition(":")
    if kind == "simulated" and (not seed or seed.isdecimal()):
        return Simulated(
            symbol=symbol.upper() or DEFAULT_SYMBOL, seed=int(seed) if seed else DEFAULT_SEED
        )
    message = (
        f"market {text!r} cannot be read: write simulated, simulated:EURUSD, simulated:EURUSD:7 "
        f"(a seed >= 0) or replay:FILE"
    )
    raise UnknownMarket(message)


def feed_of(market: Market, from_ns: int) -> Feed:
    """The prices of a market.

    Parameters
    ----------
    from_ns : ns UTC; earlier bars of a simulated market are not needed. A file is read whole.

    Raises
    ------
    UnknownSymbol
        If there is no simulated market of that symbol.
    BadData
        If the file's bars are not fit to trade on.
    """
    if isinstance(market, Simulated):
        return SimulatedFeed([market.symbol], market.seed, zone("America/New_York"), from_ns)
    from tradewright.services.data import read_bars

    return ReplayFeed(read_bars(market.path))


def warm_span_ns() -> int:
    """How far before the first trade a simulated market is looked at, ns."""
    return WARM_DAYS * DAY

"""Where imported bars are kept, with what is known about them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from tradewright.core.calendar import Timeframe
    from tradewright.core.market import Bars


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a set of bars is, and by which hash it is known.

    Parameters
    ----------
    symbol, timeframe : of the bars.
    rows : number of bars.
    first_ns, last_ns : open times of the first and the last bar, nanoseconds UTC; 0 when empty.
    sha256 : of the file they were read from, as `sha256sum` prints it; of the content for a frame.
    content_sha256 : of the bars themselves, the same whatever file they came from.
    source : name of that file, or the kind of frame.
    dialect : how its columns were understood.
    """

    symbol: str
    timeframe: Timeframe
    rows: int
    first_ns: int
    last_ns: int
    sha256: str
    content_sha256: str
    source: str
    dialect: str


class BarStore(Protocol):
    """Imported bars, one set per symbol and timeframe."""

    def write(self, bars: Bars, manifest: Manifest) -> str:
        """Keep bars, replacing those of the same symbol and timeframe; returns where they are."""
        ...

    def read(self, symbol: str, timeframe: Timeframe) -> Bars:
        """The bars of a symbol.

        Raises
        ------
        ports.errors.NotFound : there are none.
        ports.errors.Corrupt : the content is not what was written.
        """
        ...

    def manifests(self) -> tuple[Manifest, ...]:
        """Everything that is kept, by symbol and timeframe."""
        ...

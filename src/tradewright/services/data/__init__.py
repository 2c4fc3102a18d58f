"""Prices from files and frames: read in any known dialect, checked, or refused with the reason.

Nothing enters the engine unchecked through here, and nothing is repaired silently. The names to
know: `open_data` (bars with report and manifest), `read_bars` (the bars alone), `BadData` (what is
wrong, with lines and the fix), `Report`.
"""

from tradewright.services.data.naming import symbol_in
from tradewright.services.data.opening import Imported, open_data, read_bars
from tradewright.services.data.quality import Finding, Report, inspect
from tradewright.services.data.refusals import BadData, UnknownLayout

__all__ = [
    "BadData",
    "Finding",
    "Imported",
    "Report",
    "UnknownLayout",
    "inspect",
    "open_data",
    "read_bars",
    "symbol_in",
]

"""The guardian document: JSON in, a `Guardian` out, and back.

Only spelling lives here, as for strategies. The names to know: `parse` and `load` (all problems at
once, as `GuardianError`), `dump` (the normalised document), `schema` (the published JSON Schema).
"""

from tradewright.wire.guardian.reading import KEYS, GuardianError, load, parse
from tradewright.wire.guardian.writing import dump

__all__ = ["KEYS", "GuardianError", "dump", "load", "parse"]

"""Write the published JSON Schema: `python -m tradewright.wire.guardian FILE`."""

import sys
from pathlib import Path

from tradewright.wire.guardian.schema import text

Path(sys.argv[1]).write_text(text(), encoding="utf-8")

"""The JSON Schema of guardian documents, drawn from the code that reads them.

`python -m tradewright.wire.guardian docs/reference/guardian.schema.json` writes it.
"""

from __future__ import annotations

import json
from typing import TypeAlias

from tradewright.wire.guardian.reading import TOGETHER, read
from tradewright.wire.strategy.report import Report
from tradewright.wire.strategy.schema import OFF, shape_of

Json: TypeAlias = dict[str, object]


def schema() -> Json:
    """The schema, draft 2020-12."""
    report = Report()
    read({"limits": {TOGETHER: 1}, "correlation": {}}, report)
    shapes = {name: shape_of(report, name) for name in sorted(report.shapes)}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Tradewright guardian document",
        "$ref": "#/$defs/guardian",
        "$defs": {"off": {"anyOf": [{"const": False}, OFF]}, **shapes},
    }


def text() -> str:
    """The schema as the published file has it."""
    return json.dumps(schema(), indent=2) + "\n"

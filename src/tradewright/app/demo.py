"""The strategy a new data directory starts with: contract 04's example."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Final

DEMO_FILE: Final = "ema_scalping_pro.json"
"""The same document as `examples/ema_scalping_pro.json`; an installed package has no examples."""


def demo_document(symbol: str) -> dict[str, object]:
    """The example's START_STRATEGY command, on another symbol where the market has another."""
    document: dict[str, dict[str, object]] = json.loads(
        files("tradewright.app").joinpath(DEMO_FILE).read_text("utf-8")
    )
    return {**document, "parameters": {**document["parameters"], "symbol": symbol}}

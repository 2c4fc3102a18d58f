"""Tradewright runs trading strategies the same way in backtest, on paper and live.

```python
import tradewright as tw

strategy = tw.load_strategy("examples/ema_scalping_pro.json")
result = tw.backtest(strategy, "EURUSD_M15.csv", cash=10_000)
```

The names below load what they need when they are first used; `import tradewright` itself is
instant.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tradewright.app.api import (
        backtest,
        load_bars,
        load_strategy,
        lookahead,
        recursive,
        report_of,
    )
    from tradewright.core.engine.script import Intent, View
    from tradewright.core.market import Bars, Instrument, instrument
    from tradewright.services.backtests import Result

_ROOMS = {
    "Bars": "tradewright.core.market",
    "Instrument": "tradewright.core.market",
    "Intent": "tradewright.core.engine.script",
    "Result": "tradewright.services.backtests",
    "View": "tradewright.core.engine.script",
    "backtest": "tradewright.app.api",
    "instrument": "tradewright.core.market",
    "load_bars": "tradewright.app.api",
    "load_strategy": "tradewright.app.api",
    "lookahead": "tradewright.app.api",
    "recursive": "tradewright.app.api",
    "report_of": "tradewright.app.api",
}

__all__ = [
    "Bars",
    "Instrument",
    "Intent",
    "Result",
    "View",
    "backtest",
    "instrument",
    "load_bars",
    "load_strategy",
    "lookahead",
    "recursive",
    "report_of",
]


def __getattr__(name: str) -> object:
    if name not in _ROOMS:
        message = f"module 'tradewright' has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(_ROOMS[name]), name)


def __dir__() -> list[str]:
    return __all__

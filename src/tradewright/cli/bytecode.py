"""Python's own compiled files of the libraries, for installations that never wrote them.

Without them every start compiles some fifteen hundred modules anew, which costs more than a
backtest.
"""

from __future__ import annotations

import os
import py_compile
import sys
from importlib.util import cache_from_source
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

OURS: Final = Path(__file__).resolve().parents[1]
"""Our own sources change under a developer's hands; Python looks after them."""


def keep_bytecode() -> int:
    """Write what is missing for the modules that are loaded now; how many files that were."""
    return sum(_written(source) for source in _sources())


def _sources() -> Iterator[Path]:
    for module in list(sys.modules.values()):
        place = getattr(module, "__file__", None)
        if isinstance(place, str) and place.endswith(".py") and OURS not in Path(place).parents:
            yield Path(place)


def _written(source: Path) -> bool:
    cached = Path(cache_from_source(str(source)))
    if cached.exists() or not os.access(source.parent, os.W_OK):
        return False
    return py_compile.compile(str(source), quiet=2) is not None

"""`tradewright warm`: compile the engine once, ahead of the first run."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import Console


def warm() -> None:
    """Compile the engine and keep it on disk, so that later commands start at once."""
    from tradewright.cli import kernels
    from tradewright.cli.bytecode import keep_bytecode
    from tradewright.cli.printing import console
    from tradewright.core.kernel import compiled
    from tradewright.core.kernel.cache import directory

    out = console()
    if not compiled:
        out.print(
            "NUMBA_DISABLE_JIT is set: the engine is interpreted, there is nothing to compile."
        )
        return
    place, known = directory(), kernels.warmed()
    out.print(
        "Checking the compiled engine …"
        if known
        else "Compiling the engine, once, a minute or two …"
    )
    started = time.perf_counter()
    for name, step in kernels.steps().items():
        _timed(out, name, step)
    kernels.mark_warmed(place)
    _timed(out, "Python libraries", keep_bytecode)
    out.print(f"Ready after {time.perf_counter() - started:.1f} s; kept in {place}", soft_wrap=True)
    cleared = kernels.clear_old(place)
    if cleared.caches:
        out.print(f"Removed {cleared.caches} older caches, {cleared.size / 1e6:,.0f} MB.")


def _timed(out: Console, name: str, step: Callable[[], object]) -> None:
    started = time.perf_counter()
    with out.status(f"{name} …"):
        step()
    out.print(f"  {name:<20}{time.perf_counter() - started:6.1f} s")

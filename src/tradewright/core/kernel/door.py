"""The compiler itself: two decorators over Numba."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, ParamSpec, TypeVar, cast

import numba

from tradewright.core.kernel import cache

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
R = TypeVar("R")

compiled: bool = not numba.config.DISABLE_JIT

if compiled and "NUMBA_CACHE_DIR" not in os.environ:
    numba.config.CACHE_DIR = str(cache.directory())


def kernel(fn: Callable[P, R]) -> Callable[P, R]:
    """Compile a pure function over numbers, columns and records; cached on disk.

    Notes
    -----
    No fastmath: a compiled run and an interpreted one (`NUMBA_DISABLE_JIT=1`) give the same bits.
    """
    return cast("Callable[P, R]", numba.njit(cache=True, error_model="numpy", nogil=True, _nrt=False)(fn))


def inline(fn: Callable[P, R]) -> Callable[P, R]:
    """Compile a small function that is copied into its callers."""
    return cast(
        "Callable[P, R]",
        numba.njit(cache=True, error_model="numpy", nogil=True, _nrt=False, inline="always")(fn),
    )

"""The compiler itself: two decorators over Numba."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, ParamSpec, Protocol, TypeVar, cast

import numba

from tradewright.core.kernel import cache

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
R = TypeVar("R")


class _Overload(Protocol):
    entry_point: object


class Dispatcher(Protocol):
    """What numba makes of a function: one compiled overload a signature."""

    overloads: dict[tuple[object, ...], _Overload]

    def compile(self, sig: tuple[object, ...], /) -> object: ...


compiled: bool = not numba.config.DISABLE_JIT

if compiled and "NUMBA_CACHE_DIR" not in os.environ:
    numba.config.CACHE_DIR = str(cache.directory())


def kernel(fn: Callable[P, R]) -> Callable[P, R]:
    """Compile a pure function over numbers, columns and records; cached on disk.

    Notes
    -----
    Without numba's reference counts (`_nrt`): a kernel cannot allocate, and a call of records costs a tenth.
    No fastmath: a compiled run and an interpreted one (`NUMBA_DISABLE_JIT=1`) give the same bits.
    """
    return cast(
        "Callable[P, R]", numba.njit(cache=True, error_model="numpy", nogil=True, _nrt=False)(fn)
    )


def inline(fn: Callable[P, R]) -> Callable[P, R]:
    """Compile a small function that is copied into its callers."""
    return cast(
        "Callable[P, R]",
        numba.njit(cache=True, error_model="numpy", nogil=True, _nrt=False, forceinline=True)(fn),
    )


def direct(fn: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> Callable[P, R]:
    """The compiled code of a kernel for arguments like these, without the search by type at every call.

    Notes
    -----
    About 0.4 us a call where the dispatcher takes 2.7. The arguments of later calls are not checked: they must have
    exactly the types of `args`. The kernel is compiled, never run. Interpreted, it is the function itself.
    """
    if not compiled:
        return fn
    dispatcher = cast("Dispatcher", fn)
    signature = tuple(numba.typeof(value) for value in args)
    dispatcher.compile(signature)
    return cast("Callable[P, R]", dispatcher.overloads[signature].entry_point)

"""The compiler itself: two decorators over Numba."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, ParamSpec, Protocol, TypeAlias, TypeVar, cast

import numba

from tradewright.core.kernel import cache

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
R = TypeVar("R")

Signature: TypeAlias = tuple[object, ...]


class _Overload(Protocol):
    entry_point: object


class _Dispatcher(Protocol):
    """What numba makes of a function: compiled code by the types of its arguments."""

    overloads: dict[Signature, _Overload]

    def compile(self, sig: Signature, /) -> object:
        """Compile for these types, if that was not done before."""
        ...


class _Config(Protocol):
    """The settings of numba that we read or set; it has no types of its own."""

    DISABLE_JIT: int
    CACHE_DIR: str


_config = cast("_Config", import_module("numba.core.config"))
_njit = cast("Callable[..., Callable[[object], object]]", numba.njit)
_typeof = cast("Callable[[object], object]", numba.typeof)

compiled: bool = not _config.DISABLE_JIT
"""False where `NUMBA_DISABLE_JIT=1` asks for interpreted kernels."""

if compiled and not _config.CACHE_DIR:
    _config.CACHE_DIR = str(cache.directory())


def kernel(fn: Callable[P, R]) -> Callable[P, R]:
    """Compile a pure function over numbers, columns and records; cached on disk.

    Notes
    -----
    Without numba's reference counts (`_nrt`): a kernel cannot allocate, and passing records costs
    a tenth. No fastmath: a compiled run and an interpreted one (`NUMBA_DISABLE_JIT=1`) give the
    same bits.
    """
    compile_ = _njit(cache=True, error_model="numpy", nogil=True, _nrt=False)
    return cast("Callable[P, R]", compile_(fn))


def inline(fn: Callable[P, R]) -> Callable[P, R]:
    """Compile a small function that is copied into its callers, by LLVM.

    Notes
    -----
    Numba's own inlining (`inline="always"`) gives the same speed and takes three times as long to
    compile.
    """
    compile_ = _njit(cache=True, error_model="numpy", nogil=True, _nrt=False, forceinline=True)
    return cast("Callable[P, R]", compile_(fn))


def direct(fn: Callable[P, R], *args: P.args, **_: P.kwargs) -> Callable[P, R]:
    """The compiled code of a kernel for arguments like these, without the search by type.

    Notes
    -----
    About 0.4 us a call where the dispatcher takes 2.7. The arguments of later calls are not
    checked: they must have exactly the types of `args`. The kernel is compiled, never run.
    Interpreted, it is the function itself.
    """
    if not compiled:
        return fn
    dispatcher = cast("_Dispatcher", cast("object", fn))
    signature = tuple(_typeof(value) for value in args)
    dispatcher.compile(signature)
    return cast("Callable[P, R]", dispatcher.overloads[signature].entry_point)

"""Records: one class that is the memory layout, the static type and the documentation."""

from __future__ import annotations

from functools import cache
from typing import (
    TYPE_CHECKING,
    Annotated,
    Protocol,
    TypeAlias,
    TypeVar,
    cast,
    get_args,
    get_type_hints,
)

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

T = TypeVar("T")

f8 = Annotated[float, "f8"]
i8 = Annotated[int, "i8"]
i1 = Annotated[int, "i1"]

Column: TypeAlias = "NDArray[np.float64]"


class Rows(Protocol[T]):
    """A table of records: `rows[i]` is a live view of row `i`."""

    def __getitem__(self, i: int, /) -> T: ...
    def __setitem__(self, i: int, row: T, /) -> None: ...
    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[T]: ...


@cache
def layout(record: type) -> np.dtype[np.void]:
    """Memory layout of a record class, in field order, aligned.

    Parameters
    ----------
    record : a class whose annotations are all `f8`, `i8` or `i1`.
    """
    hints = get_type_hints(record, include_extras=True)
    return np.dtype([(name, get_args(hint)[1]) for name, hint in hints.items()], align=True)


def rows(record: type[T], n: int) -> Rows[T]:
    """Allocate `n` zeroed records; zero is every record's valid initial state."""
    return cast("Rows[T]", np.zeros(n, layout(record)).view(np.recarray))


def grown(of: Rows[T], record: type[T], n: int) -> Rows[T]:
    """The same rows with zeroed room behind them, `n` in all."""
    wider = np.zeros(n, layout(record)).view(np.recarray)
    wider[: len(of)] = cast("NDArray[np.void]", of)
    return cast("Rows[T]", wider)


def filled(record: type[T], memory: bytes) -> Rows[T]:
    """Rows from the memory that `bits_of` gave."""
    return cast("Rows[T]", np.frombuffer(memory, layout(record)).copy().view(np.recarray))


def table(of: Rows[T]) -> NDArray[np.void]:
    """The rows as the plain structured array they are, for bulk access by field name."""
    return cast("NDArray[np.void]", cast("object", of)).view(np.ndarray)


def bits_of(of: Rows[T]) -> bytes:
    """The exact memory of the rows, for snapshots and byte comparisons."""
    return table(of).tobytes()

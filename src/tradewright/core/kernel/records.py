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
    record : a class whose annotations are all `f8` or `i8`.

    Raises
    ------
    TypeError
        If a field is of another kind, or bears a name that NumPy's scalars have for themselves:
        interpreted kernels would read that instead.
    """
    hints = get_type_hints(record, include_extras=True)
    return np.dtype([(name, _kind(record, name, hint)) for name, hint in hints.items()], align=True)


def _kind(record: type, name: str, hint: object) -> str:
    kinds = get_args(hint)[1:]
    if kinds not in {("f8",), ("i8",)}:
        message = f"{record.__name__}.{name} is {hint!r}, expected f8 or i8"
        raise TypeError(message)
    if hasattr(np.void, name):
        message = f"{record.__name__}.{name} is what NumPy calls something else: rename the field"
        raise TypeError(message)
    return str(kinds[0])


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
    return cast("Rows[T]", np.frombuffer(bytearray(memory), layout(record)).view(np.recarray))


def table(of: Rows[T]) -> NDArray[np.void]:
    """The rows as the plain structured array they are, for bulk access by field name."""
    return cast("NDArray[np.void]", cast("object", of)).view(np.ndarray)


def bits_of(of: Rows[T]) -> bytes:
    """The exact memory of the rows, for snapshots and byte comparisons."""
    return table(of).tobytes()

"""Closed trades by position: the parts that a ladder closed belong to one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Closed(NamedTuple):
    """Columns of finished positions, in the order they were done with; see `Run`."""

    pnl: NDArray[np.float64]
    r_multiple: NDArray[np.float64]
    entry_ts: NDArray[np.int64]
    exit_ts: NDArray[np.int64]
    side: NDArray[np.int64]
    commission: NDArray[np.float64]
    swap: NDArray[np.float64]


def closed_positions(rows: NDArray[np.void], still_open: NDArray[np.int64]) -> Closed:
    """The trades of an account, parts of a position taken together.

    Parameters
    ----------
    rows : (n,) records of `Trade`, in the order they closed.
    still_open : ids of positions that are open; what was closed of them is left out.

    Notes
    -----
    Profit and costs of a position are the sums of its parts, its R multiple is their mean weighted
    by volume, its exit is that of the last one.
    """
    if not rows["rung"].any():
        return _each(rows)
    rows = rows[~np.isin(rows["id"], still_open)]
    ids, owner = np.unique(rows["id"], return_inverse=True)
    last = _last_of_each(rows["id"])
    done = np.searchsorted(ids, rows["id"][last])

    def total(values: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(np.bincount(owner, values, ids.size)[done], np.float64)

    return Closed(
        pnl=total(rows["pnl"]),
        r_multiple=total(_multiples(rows) * rows["lots"]) / total(rows["lots"]),
        entry_ts=rows["entry_ts"][last],
        exit_ts=rows["exit_ts"][last],
        side=rows["side"][last],
        commission=total(rows["commission"]),
        swap=total(rows["swap"]),
    )


def _each(rows: NDArray[np.void]) -> Closed:
    """Every row a position of its own."""
    return Closed(
        pnl=rows["pnl"],
        r_multiple=_multiples(rows),
        entry_ts=rows["entry_ts"],
        exit_ts=rows["exit_ts"],
        side=rows["side"],
        commission=rows["commission"],
        swap=rows["swap"],
    )


def _multiples(rows: NDArray[np.void]) -> NDArray[np.float64]:
    risk = rows["risk"].astype(np.float64)
    risk[risk <= 0] = np.nan
    return np.asarray((rows["exit"] - rows["entry"]) * rows["side"] / risk, np.float64)


def _last_of_each(ids: NDArray[np.int64]) -> NDArray[np.int64]:
    """(k,) where each id stands for the last time, ascending."""
    _, behind = np.unique(ids[::-1], return_index=True)
    return np.sort(ids.size - 1 - behind)

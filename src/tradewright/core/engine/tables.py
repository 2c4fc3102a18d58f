"""The tables a desk is made of, and the columns it reads."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tradewright.core.kernel import Rows
from tradewright.core.market.bonds import Bond
from tradewright.core.market.guards import Guard
from tradewright.core.market.records import (
    Account,
    Feed,
    Manner,
    Note,
    Position,
    Rung,
    Seat,
    Terms,
    Trade,
)
from tradewright.core.market.sizes import Size, Tally
from tradewright.core.risk.correlation import Closes


class Tables(NamedTuple):
    """The whole state of a desk; one row of `account`, the others grow with their owners."""

    account: Rows[Account]
    feeds: Rows[Feed]
    terms: Rows[Terms]
    seats: Rows[Seat]
    positions: Rows[Position]
    trades: Rows[Trade]
    notes: Rows[Note]
    reasons: NDArray[np.int64]  # (strategies, reasons) refused entry signals
    manners: Rows[Manner]  # (8 x strategies,) by regime
    bonds: Rows[Bond]  # found by `Terms.bonds_from`
    symbols: NDArray[np.int64]  # base, quote of symbols that bonds name
    closes: Closes  # rings of closes, where bonds need them
    guards: Rows[Guard]  # (1 + strategies,) the account's first
    rungs: Rows[Rung]  # found by `Terms.rungs_from`
    marks: NDArray[np.int64]  # (positions, 2 x most rungs) where a position's rungs stand
    tallies: Rows[Tally]  # (strategies,)
    sizes: Rows[Size]  # found by `Note.sizing`


class Tape(NamedTuple):
    """Columns of market data and signals; the bars of all feeds stand one feed after another."""

    ts: NDArray[np.int64]
    open: NDArray[np.float64]
    high: NDArray[np.float64]
    low: NDArray[np.float64]
    close: NDArray[np.float64]
    spread: NDArray[np.float64]  # points; empty where no feed has a spread column
    signal: NDArray[np.uint8]  # found by `Terms.signal_from` + row
    atr: NDArray[np.float64]  # price units, found by `Terms.*_atr_from` + row
    gate: NDArray[np.uint8]  # Reason, found by `Terms.gate_from` + row
    scale: NDArray[np.float64]  # size factor, likewise
    regime: NDArray[np.uint8]  # Regime, found by `Terms.regime_from` + row
    confidence: NDArray[np.float64]  # of it, 0 to 100, likewise

"""What a command's exit code says."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes; scripts may rely on them."""

    DONE = 0
    DEFECT = 1
    INPUT = 2
    NO_TRADES = 3
    LOOK_AHEAD = 4
    CANCELLED = 130

    @property
    def meaning(self) -> str:
        """What happened, for a person."""
        return MEANINGS[self]


MEANINGS: dict[Exit, str] = {
    Exit.DONE: "done",
    Exit.DEFECT: "Tradewright or the machine failed; --debug shows where",
    Exit.INPUT: "command line, document, file or setting is wrong; the message says how to fix it",
    Exit.NO_TRADES: "the backtest ran and closed no trade; the output says why",
    Exit.LOOK_AHEAD: "the strategy sees the future; the output says where",
    Exit.CANCELLED: "cancelled with Ctrl-C before the work was done",
}

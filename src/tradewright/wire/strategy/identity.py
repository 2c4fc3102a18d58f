"""Which strategy a document is: its id and name, what it trades, on which bars."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tradewright.core.calendar import Timeframe, UnknownTimeframe
from tradewright.core.market import UnknownInstrument, instrument
from tradewright.wire.strategy.problems import shown
from tradewright.wire.strategy.reader import Reader

LONGEST_ID: Final = 200
"""Signs in a strategy's id, as the routes of the server take it."""
_SIGNS: Final = frozenset("/\\?#%")


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """The head of a document; `timeframe` is None where it could not be read."""

    id: str
    name: str
    symbol: str
    timeframe: Timeframe | None


def identity(block: Reader) -> Identity:
    """The head of a document; a strategy without a name is called by its id."""
    own = _one_text(block, "strategyId", "id")
    if own is None:
        block.missing("strategyId", 'Write "strategyId": "..."')
    else:
        _check_id(block, own)
    name = _one_text(block, "strategyName", "name")
    return Identity(
        id=own or "", name=name or own or "", symbol=_symbol(block), timeframe=_timeframe(block)
    )


def _check_id(block: Reader, own: str) -> None:
    """Return if the id can stand in an address such as /api/strategies/{id}; else report it."""
    wrong = sorted({sign for sign in own if sign in _SIGNS or not sign.isprintable()})
    if not wrong and own not in {".", ".."} and len(own) <= LONGEST_ID:
        return
    key = "strategyId" if block.has("strategyId") else "id"
    why = f"{', '.join(map(repr, wrong))} in it" if wrong else f"{len(own)} signs"
    message = f"{shown(own)} cannot stand in the address of the strategy: {why}"
    fix = f"Use letters, digits, '-', '_' and spaces, at most {LONGEST_ID}"
    block.refuse(key, message, fix)


def _one_text(block: Reader, own: str, record: str) -> str | None:
    """A text under its own key, or under the shorter one of a stored record."""
    texts = (block.optional_text(own), block.optional_text(record))
    if None not in texts:
        block.refuse(record, f"{record!r} repeats {own!r}", f'Remove "{record}"')
    return texts[1] if texts[0] is None else texts[0]


def _symbol(block: Reader) -> str:
    symbol = block.text("symbol", 'Write "symbol": "EURUSD"')
    try:
        if symbol:
            instrument(symbol)
    except UnknownInstrument as error:
        block.refuse("symbol", str(error), "Use the name of a currency pair, metal, coin or index")
    return symbol


def _timeframe(block: Reader) -> Timeframe | None:
    word = block.text("timeframe", 'Write "timeframe": "M15"')
    try:
        return Timeframe.parse(word) if word else None
    except UnknownTimeframe as error:
        block.refuse("timeframe", str(error), f"Use one of: {', '.join(Timeframe)}")
        return None

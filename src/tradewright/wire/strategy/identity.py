"""Which strategy a document is: its id and name, what it trades, on which bars."""

from __future__ import annotations

from dataclasses import dataclass

from tradewright.core.calendar import Timeframe, UnknownTimeframe
from tradewright.core.market import UnknownInstrument, instrument
from tradewright.wire.strategy.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """The head of a document; `timeframe` is None where it could not be read."""

    id: str
    name: str
    symbol: str
    timeframe: Timeframe | None


def identity(block: Reader) -> Identity:
    """The head of a document; a strategy without a name is called by its id."""
    own = _one_text(block, ("strategyId", "id"))
    name = _one_text(block, ("strategyName", "name")) if _named(block) else own
    return Identity(id=own, name=name, symbol=_symbol(block), timeframe=_timeframe(block))


def _named(block: Reader) -> bool:
    return block.has("strategyName") or block.has("name")


def _one_text(block: Reader, keys: tuple[str, str]) -> str:
    """A text under its own key, or under the shorter one of a stored record."""
    own, record = keys
    if block.has(own) and block.has(record):
        block.refuse(record, f"{record!r} repeats {own!r}", f'Remove "{record}"')
    if block.has(record) and not block.has(own):
        block.optional_text(own)
        return block.text(record, "")
    block.optional_text(record)
    return block.text(own, f'Write "{own}": "..."')


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

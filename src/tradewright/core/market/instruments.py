"""Instruments: what a pip, a tick and a lot of a symbol are."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Kind = Literal["forex", "metal", "crypto", "index"]


class UnknownInstrument(ValueError):
    """A symbol that no table knows; the message names the nearest ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """What a symbol's numbers mean.

    Parameters
    ----------
    digits : decimals of a quoted price.
    point : 10**-digits, the unit of spread columns.
    pip : the trader's unit; not the same as the point.
    tick_size : least price step.
    contract_size : base units in one lot.
    volume_min, volume_step, volume_max : lots.
    margin_rate : fraction of the notional that is held as margin.
    swap_long, swap_short : points per lot per night, paid when negative.
    triple_day : weekday whose roll counts three nights, Monday is 0; -1 where every night counts
        once.
    """

    symbol: str
    kind: Kind
    digits: int
    point: float
    pip: float
    tick_size: float
    contract_size: float
    volume_min: float
    volume_step: float
    volume_max: float
    base_currency: str
    quote_currency: str
    margin_rate: float
    swap_long: float = 0.0
    swap_short: float = 0.0
    triple_day: int = 2

    def __repr__(self) -> str:
        return (
            f"<Instrument {self.symbol} pip {self.pip:g} tick {self.tick_size:g} "
            f"lot {self.contract_size:g}>"
        )


CURRENCIES: Final = (
    "EUR", "GBP", "AUD", "NZD", "USD", "CAD", "CHF", "JPY", "SEK", "NOK", "DKK", "PLN", "HUF",
    "CZK", "TRY", "ZAR", "MXN", "SGD", "HKD", "CNH", "ILS", "THB", "RON",
)  # fmt: skip
CRYPTO_QUOTES: Final = ("USDT", "USDC", "FDUSD", "TUSD", "BUSD", "USD", "EUR", "BTC", "ETH")
STABLE: Final = frozenset({"USDT", "USDC", "FDUSD", "TUSD", "BUSD"})
"""Coins that stand for a dollar."""
CRYPTO_BASES: Final = (
    "BTC", "ETH", "BNB", "SOL", "XRP", "ADA", "DOGE", "DOT", "AVAX", "LINK", "LTC", "BCH", "TRX",
    "MATIC", "ATOM", "UNI", "XLM", "NEAR", "APT", "ARB", "OP", "SUI", "TON", "SHIB", "PEPE", "FIL",
    "ETC",
)  # fmt: skip
INDICES: Final = {
    "US30": "USD", "US500": "USD", "SPX500": "USD", "NAS100": "USD", "USTEC": "USD",
    "US100": "USD", "US2000": "USD", "GER40": "EUR", "DE40": "EUR", "GER30": "EUR", "EU50": "EUR",
    "FRA40": "EUR", "UK100": "GBP", "JP225": "JPY", "AUS200": "AUD", "HK50": "HKD",
}  # fmt: skip

FOREX: Final = Instrument(
    symbol="", kind="forex", digits=5, point=0.00001, pip=0.0001, tick_size=0.00001,
    contract_size=100_000.0, volume_min=0.01, volume_step=0.01, volume_max=100.0,
    base_currency="", quote_currency="", margin_rate=0.01,
)  # fmt: skip
METAL: Final = replace(FOREX, kind="metal")
CRYPTO: Final = replace(
    FOREX, kind="crypto", digits=2, point=0.01, pip=1.0, tick_size=0.01, contract_size=1.0,
    volume_min=0.00001, volume_step=0.00001, volume_max=10_000.0, margin_rate=1.0, triple_day=-1,
)  # fmt: skip
INDEX: Final = replace(
    FOREX, kind="index", digits=1, point=0.1, pip=1.0, tick_size=0.1, contract_size=1.0,
    volume_min=0.1, volume_step=0.1, volume_max=1_000.0, margin_rate=0.05, triple_day=4,
)  # fmt: skip
METALS: Final = {
    "XAU": replace(METAL, digits=2, point=0.01, pip=0.1, tick_size=0.01, contract_size=100.0),
    "XAG": replace(METAL, digits=3, point=0.001, pip=0.01, tick_size=0.001, contract_size=5_000.0),
}

SUFFIX: Final = re.compile(
    r"^(?P<root>[A-Z0-9]{5,}?)(?:[a-z]{1,4}|[._#\-+][A-Za-z0-9]{0,6}|[._#\-+])$"
)


def instrument(symbol: str) -> Instrument:
    """Built-in specification of a symbol; a broker's own specification wins over it.

    Parameters
    ----------
    symbol : ``EURUSD``, ``USDJPY``, ``XAUUSD``, ``BTCUSDT``, ``US30``; broker suffixes
        (``EURUSDm``, ``EURUSD.r``) and separators (``EUR/USD``) resolve.

    Raises
    ------
    UnknownInstrument
        If no table knows the symbol; the message names the nearest ones.
    """
    name = symbol.replace("/", "")
    for root in _roots(name):
        found = _forex(root) or _metal(root) or _crypto(root) or _index(root)
        if found is not None:
            return replace(found, symbol=symbol)
    raise UnknownInstrument(_unknown(symbol))


def _roots(name: str) -> tuple[str, ...]:
    match = SUFFIX.match(name)
    plain = name.upper()
    return (plain,) if match is None else (plain, match["root"].upper())


def _forex(root: str) -> Instrument | None:
    base, quote = root[:3], root[3:]
    if base not in CURRENCIES or quote not in CURRENCIES or base == quote:
        return None
    pair = replace(FOREX, base_currency=base, quote_currency=quote)
    if quote in {"JPY", "HUF"}:
        return replace(pair, digits=3, point=0.001, pip=0.01, tick_size=0.001)
    return pair


def _metal(root: str) -> Instrument | None:
    metal = METALS.get(root[:3])
    if metal is None or root[3:] not in CURRENCIES:
        return None
    return replace(metal, base_currency=root[:3], quote_currency=root[3:])


def _crypto(root: str) -> Instrument | None:
    for quote in CRYPTO_QUOTES:
        base = root.removesuffix(quote)
        if base != root and base in CRYPTO_BASES:
            return replace(CRYPTO, base_currency=base, quote_currency=quote)
    return None


def _index(root: str) -> Instrument | None:
    quote = INDICES.get(root)
    return None if quote is None else replace(INDEX, base_currency=root, quote_currency=quote)


def _unknown(symbol: str) -> str:
    known = [
        "EURUSD", "GBPUSD", "USDJPY", "USDCHF", "USDCAD", "AUDUSD", "NZDUSD", "EURGBP", "EURJPY",
        "GBPJPY", "XAUUSD", "XAGUSD", "BTCUSDT", "ETHUSDT", *INDICES,
    ]  # fmt: skip
    near = difflib.get_close_matches(symbol.upper(), known, n=3)
    hint = (
        f"did you mean {', '.join(near)}?"
        if near
        else f"known are for instance {', '.join(known[:5])}"
    )
    return f"unknown instrument {symbol!r}: {hint} (pass an Instrument to trade another one)"


def as_quoted(known: Instrument, prices: NDArray[np.float64]) -> Instrument:
    """The instrument with one decimal more, where gold is quoted so.

    Parameters
    ----------
    known : as the table has it.
    prices : (n,) of the data; the first thousand are looked at.
    """
    if known.base_currency != "XAU" or known.digits != METALS["XAU"].digits:
        return known
    hundredths = prices[:1000] / known.tick_size
    if not np.any(np.abs(hundredths - np.round(hundredths)) > 0.05):
        return known
    finer = known.tick_size / 10
    return replace(known, digits=known.digits + 1, point=finer, tick_size=finer)

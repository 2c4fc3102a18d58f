"""The size of an entry as it was worked out, for a reader: its numbers, and one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tradewright.core.engine.views import Size
from tradewright.core.market import codes

if TYPE_CHECKING:
    from tradewright.core.market import Instrument
    from tradewright.core.market.sizes import Size as SizeRow

METHODS: Final[dict[int, str]] = {
    codes.FIXED: "fixed_lot",
    codes.RISK: "percentage_risk",
    codes.ATR_RISK: "atr_based",
    codes.SHARE: "account_equity",
    codes.VOLATILE: "volatility_based",
    codes.KELLY: "kelly_criterion",
    codes.SCRIPTED: "script",
}
FACTORS: Final[dict[str, str]] = {
    "hours": "session",
    "filter": "volatility filter",
    "regime": "regime",
    "spread": "spread",
    "bond": "correlation",
    "steady": "volatility",
    "calm": "volatility adjustment",
    "session": "session adjustment",
    "weekend": "weekend",
    "storm": "high volatility",
    "drawdown": "drawdown",
    "curve": "equity curve",
    "recovery": "recovery",
}
"""Fields of the record that are factors, and how a reader is told of them."""
CAPS: Final[dict[int, str]] = {
    codes.LEAST_LOTS: "least volume",
    codes.MOST_LOTS: "maxPositionSize",
    codes.RISK_CAP: "maxRiskPerTrade",
    codes.EXPOSURE_CAP: "maxTotalExposure",
    codes.VENUE_MOST: "largest volume",
}


def size_view(row: SizeRow, instrument: Instrument) -> Size:
    """One size."""
    per_pip = instrument.pip / instrument.tick_size
    method, share = int(row.method), bool(row.worth)
    scaled = ((word, float(getattr(row, name))) for name, word in FACTORS.items())
    kelly = (row.kelly_win, row.kelly_payoff, row.kelly_fraction)
    win, payoff, fraction = map(float, kelly)
    return Size(
        method=METHODS[method],
        of="" if not share else "balance" if row.of_balance else "equity",
        worth=float(row.worth),
        percent=float(row.percent),
        pips=float(row.ticks) / per_pip,
        pip_value=float(row.money) * float(row.rate) * per_pip,
        raw=float(row.raw),
        factors=tuple((word, factor) for word, factor in scaled if factor != 1.0),
        caps=tuple(word for bit, word in CAPS.items() if int(row.caps) & bit),
        kelly=(win, payoff, fraction, int(row.kelly_trades)) if method == codes.KELLY else None,
        lots=float(row.lots),
    )


def size_sentence(size: Size, currency: str) -> str:
    """How a size came about, in one line.

    "1 % of 10,000.00 USD equity = 100.00 over 25.0 pips x 10.00 a pip and lot = 0.4 lots; x 0.5
    spread = 0.2 lots"

    Parameters
    ----------
    currency : of the account.
    """
    words = [_method(size, currency)]
    told = [f"\N{MULTIPLICATION SIGN} {factor:.4g} {word}" for word, factor in size.factors]
    told += [f"held by {word}" for word in size.caps]
    if told or f"{size.raw:.4g}" != f"{size.lots:.4g}":
        words.append(f"{', '.join([*told, 'in whole steps'])} = {size.lots:.8g} lots")
    return "; ".join(words)


def _method(size: Size, currency: str) -> str:
    if not size.worth:
        return f"{size.raw:.8g} lots, {size.method.replace('_', ' ')}"
    share = f"{size.percent:.4g} % of {size.worth:,.2f} {currency} {size.of} = {size.amount:,.2f}"
    over = f"over {size.pips:,.1f} pips \N{MULTIPLICATION SIGN} {size.pip_value:,.4g} a pip and lot"
    if size.method == "account_equity":
        over = f"at {size.pips * size.pip_value:,.2f} a lot"
    said = f"{share} {over} = {size.raw:.4g} lots"
    return said if size.kelly is None else f"{_kelly(size.kelly)}: {said}"


def _kelly(kelly: tuple[float, float, float, int]) -> str:
    win, payoff, fraction, trades = kelly
    source = f"of {trades} trades" if trades else "stated"
    return f"Kelly of {win:.1%} wins at {payoff:.2f} to 1 ({source}), {fraction:.4g} of it"

"""The methods of `positionSizing` that have numbers of their own, and those of `dynamicRisk`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, get_args

from tradewright.core.engine.plan import ATR_PERIOD
from tradewright.core.engine.sizes import (
    KELLY_FRACTION,
    KELLY_MOST,
    KELLY_TRADES,
    VOLATILITY_BARS,
    AtrRisk,
    EquityShare,
    Kelly,
    PercentRisk,
    VolatilityRisk,
    Worth,
)
from tradewright.wire.strategy.bounds import BARS, COUNT, LOTS, PERCENT, PIPS, RATIO, Bounds
from tradewright.wire.strategy.reader import as_number
from tradewright.wire.strategy.scaling import SHARE

if TYPE_CHECKING:
    from tradewright.wire.strategy.reader import Reader
    from tradewright.wire.strategy.scaling import Scales

WORTHS: Final[dict[str, Worth]] = {word: word for word in get_args(Worth)}
_RETURNS: Final = Bounds(least=2, most=100_000, unit="bars")
_RATE: Final = Bounds(above=0, most=0.999999, unit="(a share of trades, 0.55 is 55 per cent)")
_FRACTION: Final = Bounds(above=0, most=1, unit="of full Kelly")
_STATED: Final = ("winRate", "avgWin", "avgLoss")


def atr_risk(block: Reader, most: float | None) -> AtrRisk:
    """`atrBased`."""
    fix = 'Write "atrBased": {"riskPercentage": 1, "atrMultiplier": 2}'
    detail = block.required_child("atrBased", "atrBased", fix)
    if detail is None:
        return AtrRisk(percent=1.0, multiplier=1.0)
    percent = detail.number("riskPercentage", PERCENT, fix)
    multiplier = detail.number("atrMultiplier", RATIO, fix)
    period = detail.optional_whole("atrPeriod", BARS) or ATR_PERIOD
    least, largest = detail.optional_number("minATR", PIPS), detail.optional_number("maxATR", PIPS)
    if least is not None and largest is not None and least > largest:
        detail.refuse("minATR", f"{least:g} pips is more than maxATR", "Lower it, or raise maxATR")
    steadies = detail.flag("volatilityAdjustment", absent=False)
    of = detail.optional_choice("riskOf", WORTHS) or "equity"
    detail.finish()
    return AtrRisk(
        percent=percent,
        multiplier=multiplier,
        atr_period=period,
        max_lots=most,
        of=of,
        least_pips=least,
        most_pips=largest,
        steadies=steadies,
    )


def equity_share(block: Reader, most: float | None, scales: Scales) -> EquityShare:
    """`accountEquity`."""
    fix = 'Write "accountEquity": {"equityPercentage": 10}'
    detail = block.required_child("accountEquity", "accountEquity", fix)
    if detail is None:
        return EquityShare(percent=1.0)
    percent = detail.number("equityPercentage", PERCENT, fix)
    worst = detail.optional_number("maxDrawdown", PERCENT)
    scales.curve(detail)
    if worst is not None and not detail.has("drawdownAdjustment"):
        detail.report.idle(detail.at("maxDrawdown"), "has no effect without drawdownAdjustment")
    elif worst is not None and as_number(detail.peek("drawdownAdjustment")) is not None:
        detail.report.idle(detail.at("maxDrawdown"), "drawdownAdjustment says it already")
    detail.finish()
    return EquityShare(percent=percent, max_lots=most)


def volatility_risk(block: Reader, most: float | None) -> VolatilityRisk:
    """`volatilityBased`."""
    fix = 'Write "volatilityBased": {"riskPercentage": 1, "volatilityMultiplier": 2}'
    detail = block.required_child("volatilityBased", "volatilityBased", fix)
    if detail is None:
        return VolatilityRisk(percent=1.0, multiplier=1.0)
    percent = detail.number("riskPercentage", PERCENT, fix)
    multiplier = detail.number("volatilityMultiplier", RATIO, fix)
    period = detail.optional_whole("volatilityPeriod", _RETURNS) or VOLATILITY_BARS
    highest = detail.optional_number("maxVolatilityThreshold", SHARE)
    detail.finish()
    return VolatilityRisk(
        percent=percent, multiplier=multiplier, period=period, most=highest, max_lots=most
    )


def kelly(block: Reader, most: float | None) -> Kelly:
    """`kellyCriterion`; its own `maxPositionSize` counts as well as that beside it."""
    fix = 'Write "kellyCriterion": {"kellyFraction": 0.25, "minTrades": 30}'
    detail = block.required_child("kellyCriterion", "kellyCriterion", fix)
    if detail is None:
        return Kelly()
    rate = detail.optional_number("winRate", _RATE)
    win, loss = (detail.optional_number(key, RATIO) for key in ("avgWin", "avgLoss"))
    said = [key for key in _STATED if detail.has(key)]
    for key in _STATED:
        if said and key not in said:
            message = (
                f"{key!r} is missing beside {said[0]!r}; only the three together say something"
            )
            detail.refuse(key, message, f'Add "{key}", or remove {", ".join(said)}')
    fraction = detail.optional_number("kellyFraction", _FRACTION)
    percent = detail.optional_number("maxRiskPerTrade", PERCENT)
    trades = detail.optional_whole("minTrades", COUNT)
    own = detail.optional_number("maxPositionSize", LOTS)
    detail.finish()
    caps = [each for each in (most, own) if each is not None]
    return Kelly(
        fraction=KELLY_FRACTION if fraction is None else fraction,
        most_percent=KELLY_MOST if percent is None else percent,
        min_trades=trades or KELLY_TRADES,
        win_rate=rate,
        payoff=win / loss if win is not None and loss is not None else None,
        max_lots=min(caps) if caps else None,
    )


def dynamic_size(
    block: Reader, percent: float | None, most: float | None
) -> AtrRisk | PercentRisk | None:
    """The size that `dynamicRisk` asks for; None where it leaves that to the other blocks.

    Parameters
    ----------
    percent : what `riskManagement` says, which counts where this block says none.
    """
    by_atr = block.flag("useATRSizing", absent=False)
    fractional = block.flag("useFixedFractional", absent=False)
    adjusts = block.flag("autoAdjustLotSize", absent=False)
    own = block.optional_number("riskPercentage", PERCENT)
    multiplier = block.optional_number("atrMultiplier", RATIO)
    period = block.optional_whole("atrPeriod", BARS)
    if by_atr and fractional:
        block.refuse("useFixedFractional", "useATRSizing stands beside it", "Keep one of them")
    sizes = by_atr or fractional or adjusts
    _idle(block, by_atr=by_atr, sizes=sizes)
    if not sizes:
        return None
    if by_atr and multiplier is None:
        block.missing("atrMultiplier", 'Write "atrMultiplier": 2')
    if own is None and percent is None:
        block.missing("riskPercentage", 'Write "riskPercentage": 1, per cent of the balance')
    share = own or percent or 1.0
    if not by_atr:
        return PercentRisk(percent=share, max_lots=most, of="balance")
    return AtrRisk(
        percent=share,
        multiplier=multiplier or 1.0,
        atr_period=period or ATR_PERIOD,
        max_lots=most,
        of="balance",
    )


def _idle(block: Reader, *, by_atr: bool, sizes: bool) -> None:
    """Note keys that nothing of the block uses."""
    switches = "useATRSizing, useFixedFractional or autoAdjustLotSize"
    for key, used, switch in (
        ("atrMultiplier", by_atr, "useATRSizing"),
        ("atrPeriod", by_atr, "useATRSizing"),
        ("riskPercentage", sizes, switches),
    ):
        if block.has(key) and not used:
            block.report.idle(block.at(key), f"has no effect without {switch}")

"""The market's regime: how it is told, and what a strategy does in each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from tradewright.core.calendar import Timeframe
from tradewright.core.engine.strategy import Trailing
from tradewright.core.market.regimes import SPELLINGS, Regime, regimes_named
from tradewright.core.risk import Conduct, Detector, RegimeFilter
from tradewright.wire.strategy.alignment import frames
from tradewright.wire.strategy.bounds import COUNT, PIPS, RATIO, Bounds
from tradewright.wire.strategy.ground import Ground
from tradewright.wire.strategy.problems import did_you_mean, kind_of, shown
from tradewright.wire.strategy.reader import Reader

_BARS: Final = Bounds(least=2, most=10_000, unit="bars")
_ATR_BARS: Final = Bounds(least=1, most=10_000, unit="bars")
_SHARE: Final = Bounds(above=0, most=10, unit="of the price (0.02 is 2 per cent)")
_WEIGHT: Final = Bounds(least=0, most=1000)
_CONFIDENCE: Final = Bounds(least=0, most=100, unit="of confidence")
_DAYS: Final = Bounds(above=0, most=3650, unit="days")
_POINTS: Final = Bounds(least=0, most=1_000_000, unit="bars")
_MINUTES: Final = Bounds(least=0, most=527_040, unit="minutes")
_FACTOR: Final = Bounds(least=0, most=10, unit="times the size")
_WORDS: Final = ", ".join(each.word for each in Regime if each)

Conducts = dict[Regime, Conduct]


def regime(block: Reader | None, adjusted: Reader | None, ground: Ground) -> RegimeFilter | None:
    """The filter that `regimeDetection` describes; None where nobody asks for the regime.

    Parameters
    ----------
    block : `regimeDetection`, or `regimeSettings`.
    adjusted : `dynamicAdjustments.regimeAdjustment`.
    """
    conduct = _adjusted(adjusted)
    if block is None:
        return RegimeFilter(conduct=_in_order(conduct)) if conduct else None
    detector = _detector(block)
    frame = _primary(block, ground)
    confirming = _confirming(block, frame, ground)
    least = block.optional_number("minConfidence", _CONFIDENCE) or 0.0
    preferred = _preferred(block)
    for said, own in _conducts(block.child("regimeSpecific", "regimeSpecific"), own=True):
        if said in conduct:
            fix = 'Keep one of them; the other is "dynamicAdjustments.regimeAdjustment"'
            block.refuse("regimeSpecific", f"{said.word} is adjusted there as well", fix)
        conduct[said] = own
    block.finish()
    found = RegimeFilter(
        detector=detector,
        timeframe=frame,
        confirming=confirming,
        least_confidence=least,
        preferred=preferred,
        conduct=_in_order(conduct),
    )
    if not found.acts():
        block.report.note(block.path, "tells the regime, and holds no entry back")
    return found


def check_trailing(found: RegimeFilter | None, trailing: Trailing | None, rules: Reader) -> None:
    """Refuse trailing distances of regimes where no stop trails."""
    if found is None or trailing is not None:
        return
    if any(how.trailing_pips is not None for _, how in found.conduct):
        message = "a regime has a trailingDistance, and no stop trails"
        fix = 'Write "trailing": {"distance": 20}, or remove "trailingDistance"'
        rules.report.problem(f"{rules.at('exit')}.trailing", message, fix)


def _in_order(conduct: Conducts) -> tuple[tuple[Regime, Conduct], ...]:
    return tuple((each, conduct[each]) for each in Regime if each in conduct)


def _detector(block: Reader) -> Detector:
    plain = Detector()
    weights = (
        _or(block.optional_number("weightTrend", _WEIGHT), 1.0),
        _or(block.optional_number("weightVolatility", _WEIGHT), 1.0),
        _or(block.optional_number("weightRange", _WEIGHT), 1.0),
    )
    if not any(weights):
        message = "all three weights are 0, so no regime could ever be told"
        block.refuse("weightTrend", message, "Raise one of them")
    return Detector(
        trend_period=block.optional_whole("trendPeriod", _BARS) or plain.trend_period,
        trend_threshold=block.optional_number("trendThreshold", _SHARE) or 0.0,
        volatility_period=block.optional_whole("volatilityPeriod", _ATR_BARS)
        or plain.volatility_period,
        volatility_threshold=block.optional_number("volatilityThreshold", _SHARE) or 0.0,
        range_period=block.optional_whole("rangePeriod", _BARS) or plain.range_period,
        range_threshold=block.optional_number("rangeThreshold", _SHARE) or 0.0,
        weights=weights,
        lookback_days=block.optional_number("lookbackPeriod", _DAYS),
        min_bars=block.optional_whole("minDataPoints", _POINTS) or 0,
        update_minutes=block.optional_number("updateFrequency", _MINUTES) or 0.0,
        holds=block.flag("enableTransitionDetection", absent=True),
        weekends=block.flag("weekendMode", absent=True),
    )


def _or(value: float | None, absent: float) -> float:
    return absent if value is None else value


def _primary(block: Reader, ground: Ground) -> Timeframe | None:
    own = Ground(timeframe=ground.timeframe, pip=ground.pip)
    return own.asked(block, "primaryTimeframe")


def _confirming(block: Reader, frame: Timeframe | None, ground: Ground) -> tuple[Timeframe, ...]:
    """The timeframes that confirm, longer than the one the regime is told by."""
    listed = frames(block, "confirmationTimeframes")
    asked = block.flag("enableMTFAnalysis", absent=bool(listed))
    if not asked:
        if listed:
            why = "has no effect, as enableMTFAnalysis is false"
            block.report.idle(block.at("confirmationTimeframes"), why)
        return ()
    if not listed and not block.report.broken(block.at("confirmationTimeframes")):
        fix = 'Write "confirmationTimeframes": ["H4"], or "enableMTFAnalysis": false'
        block.missing("confirmationTimeframes", fix)
    primary = frame or ground.timeframe
    found: list[Timeframe] = []
    for each in listed:
        longer = ground.longer(block, "confirmationTimeframes", each)
        if longer is not None and (primary is None or longer.ns > primary.ns):
            found.append(longer)
        elif primary is not None and each.ns <= primary.ns:
            message = f"{each} is not longer than {primary}, by which the regime is told"
            block.refuse("confirmationTimeframes", message, "List longer timeframes alone")
    return tuple(found)


def _preferred(block: Reader) -> tuple[Regime, ...]:
    found: list[Regime] = []
    for i, item in enumerate(block.items("preferredRegimes", {"enum": list(SPELLINGS)})):
        named = regimes_named(item) if isinstance(item, str) else ()
        if not named:
            path = f"{block.at('preferredRegimes')}[{i}]"
            message = f"{shown(item)} is {kind_of(item)}; expected the name of a regime"
            block.report.problem(path, message, f"Use one of: {_WORDS}")
        found += named
    empty = block.has("preferredRegimes") and not found
    if empty and not block.report.broken(block.at("preferredRegimes")):
        message = "the list is empty, so no regime is one to trade in"
        block.refuse("preferredRegimes", message, f"List some of {_WORDS}, or remove it")
    return tuple(each for each in Regime if each in found)


def _adjusted(block: Reader | None) -> Conducts:
    if block is None:
        return {}
    fix = 'Write "regimes": {"ranging": {"positionMultiplier": 0.7}}'
    table = block.required_child("regimes", "regimeAdjustments", fix)
    found = dict(_conducts(table, own=False))
    block.finish()
    return found


def _conducts(table: Reader | None, *, own: bool) -> Iterator[tuple[Regime, Conduct]]:
    """The conduct in each regime that a table names; `own` for the full set of keys."""
    if table is None:
        return
    seen: dict[Regime, str] = {}
    spelled_otherwise = [key for key in table.others() if regimes_named(key)]
    for key in dict.fromkeys((*SPELLINGS, *spelled_otherwise)):
        child = table.child(key, "regimeConduct" if own else "regimeMultipliers")
        if child is None:
            continue
        conduct = _conduct(child, own=own)
        child.finish()
        for each in regimes_named(key):
            if each in seen:
                message = f"{each.word} stands under {seen[each]!r} as well"
                table.refuse(key, message, "Keep one of them")
            else:
                yield each, conduct
            seen[each] = key
    for key in table.others():
        if key not in {"enabled", "description", "tags", "metadata"}:
            fix = did_you_mean(key, SPELLINGS)
            table.raw(key, {})
            table.refuse(key, f"{shown(key)} is no name of a regime; one of {_WORDS}", fix)
    table.finish()


def _conduct(block: Reader, *, own: bool) -> Conduct:
    size = _one_of(block, ("positionMultiplier", "positionSize"), _FACTOR)
    target = _one_of(block, ("tpMultiplier", "takeProfitMultiplier"), RATIO)
    stop = _one_of(block, ("slMultiplier", "stopLossMultiplier"), RATIO)
    found = Conduct(size=_or(size, 1.0), stop=_or(stop, 1.0), target=_or(target, 1.0))
    if not own:
        return found
    return Conduct(
        size=found.size,
        stop=found.stop,
        target=found.target,
        trailing_pips=block.optional_number("trailingDistance", PIPS),
        least_confidence=block.optional_number("entryThreshold", _CONFIDENCE) or 0.0,
        trades_per_day=block.optional_whole("maxTradesPerDay", COUNT),
    )


def _one_of(block: Reader, keys: Iterable[str], bounds: Bounds) -> float | None:
    """The number under one of two spellings; None where neither is there."""
    found = {key: block.optional_number(key, bounds) for key in keys}
    said = [key for key in found if block.has(key)]
    for key in said[1:]:
        block.refuse(key, f"{key!r} repeats {said[0]!r}", f'Remove "{key}"')
    return found[said[0]] if said else None

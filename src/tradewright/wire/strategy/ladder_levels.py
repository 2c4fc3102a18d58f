"""One level of a ladder: what sets it off, and what must hold when it does."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from tradewright.core.calendar import HOUR, MINUTE, SESSIONS, UnknownSession, session_name
from tradewright.core.engine.ladder import Part, PartAction, PartUnit
from tradewright.core.market.regimes import SPELLINGS, Regime, regimes_named
from tradewright.wire.strategy.bounds import BARS, MINUTES, PERCENT, PIPS, PRICE, RATIO, Bounds
from tradewright.wire.strategy.problems import did_you_mean, shown
from tradewright.wire.strategy.reader import Reader

_CLOCK: Final = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
_SURE: Final = Bounds(least=0, most=100, unit="per cent")
_VOLUME: Final = Bounds(least=0)
_ORDER: Final = Bounds(least=-1000, most=1000)
_AHEAD: Final = Bounds(unit="in quote currency, below 0 against the position")
_PROFITS: Final[dict[str, PartUnit]] = {
    "pips": "pips",
    "percentage": "percentage",
    "percent": "percentage",
    "rr_ratio": "rr_ratio",
    "ratio": "rr_ratio",
    "amount": "amount",
    "atr": "atr",
}
_BOUNDS: Final[dict[PartUnit, Bounds]] = {
    "pips": PIPS,
    "percentage": PERCENT,
    "rr_ratio": RATIO,
    "atr": RATIO,
    "amount": Bounds(above=0, unit="in account currency"),
}
_FALLS: Final[dict[str, PartUnit]] = {
    "pips": "pips",
    "percentage": "percentage",
    "percent": "percentage",
    "atr": "atr",
}
_ACTIONS: Final[dict[str, PartAction]] = {
    "partial_exit": "partial_exit",
    "full_exit": "full_exit",
    "skip": "skip",
}
_TIMES: Final = {word: word for word in ("duration", "specific_time", "session_end")}
_PRICES: Final = {word: word for word in ("absolute", "relative", "support", "resistance")}
_DIRECTIONS: Final = {"profit": "profit", "loss": "loss"}
_TARGETS: Final = {
    "profit": "profitTarget",
    "time": "timeTarget",
    "price": "priceTarget",
    "atr": "atrTarget",
    "trailing": "trailingTarget",
    "regime": "regimeTarget",
}
_TRIGGERS: Final = {word: word for word in _TARGETS}
_NOTHING: Final = Part(percent=1.0, kind="profit", value=1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A part, and how many bars its swing may lie back where it asks for one."""

    part: Part
    lookback: int | None = None


def step(block: Reader) -> Part:
    """A step of the plain form: so many per cent at a multiple of the stop distance."""
    percent = block.number("percentage", PERCENT, 'Write "percentage": 50')
    ratio = block.one_number(("atRR", "rrRatio"), RATIO)
    block.finish()
    return Part(percent=percent, kind="profit", unit="rr_ratio", value=ratio)


def level(block: Reader) -> Level | None:
    """A level of the short or the full form; None for one that is not active."""
    active = block.flag("isActive", absent=True)
    short = block.has("type") or (block.has("value") and not block.has("triggerType"))
    found = _short(block) if short else _full(block)
    part = replace(
        found.part,
        percent=_percent(block, found.part),
        breakeven=block.flag("moveStopToBreakeven", absent=False),
        priority=block.optional_whole("priority", _ORDER) or 0,
        id=block.optional_text("id") or "",
        name=block.optional_text("name") or "",
    )
    part = _adjusted(block, _conditioned(block, part))
    block.finish()
    return replace(found, part=part) if active else None


def _percent(block: Reader, part: Part) -> float:
    """The size of the part; what closes everything, or nothing, need not say it."""
    if part.action == "partial_exit":
        return block.number("percentage", PERCENT, 'Write "percentage": 50')
    said = block.optional_number("percentage", PERCENT)
    if said is not None:
        path = block.at("percentage")
        block.report.idle(path, f"the action {part.action!r} does not ask for it")
    return 100.0


def _short(block: Reader) -> Level:
    unit = block.choice("type", _PROFITS, f'Write "type": one of {", ".join(_PROFITS)}')
    value = block.number("value", _BOUNDS[unit], 'Write "value": the distance')
    return Level(part=replace(_NOTHING, unit=unit, value=value))


def _full(block: Reader) -> Level:
    fix = f'Write "triggerType": one of {", ".join(_TRIGGERS)}'
    trigger = block.choice("triggerType", _TRIGGERS, fix)
    own = _TARGETS[trigger]
    target = block.required_child(own, own, f'Write "{own}": {{...}}')
    for key in _TARGETS.values():
        if key != own and block.has(key):
            block.raw(key, {})
            message = f"it does not go with the trigger {trigger!r}"
            block.refuse(key, message, f'Remove "{key}", or change "triggerType"')
    if target is None:
        return Level(part=_NOTHING)
    found = _READERS[trigger](target)
    target.finish()
    return found


def _profit(block: Reader) -> Level:
    return _short(block)


def _time(block: Reader) -> Level:
    kind = block.choice("type", _TIMES, f'Write "type": one of {", ".join(_TIMES)}')
    if kind == "duration":
        minutes = block.number("value", MINUTES, 'Write "value": the minutes after the entry')
        return Level(part=replace(_NOTHING, kind="duration", value=minutes))
    if kind == "specific_time":
        return Level(part=replace(_NOTHING, kind="clock", value=_clock(block)))
    return Level(part=replace(_NOTHING, kind="session_end", value=0.0, session=_session(block)))


def _clock(block: Reader) -> float:
    text = block.text("value", 'Write "value": "16:30"')
    match = _CLOCK.fullmatch(text)
    if match is None:
        if text:
            block.wrong("value", "expected a time of day, UTC", 'Write "value": "16:30"')
        return 0.0
    return float(int(match[1]) * HOUR + int(match[2]) * MINUTE)


def _session(block: Reader) -> str:
    names = ", ".join(SESSIONS)
    word = block.text("sessionType", f'Write "sessionType": one of {names}')
    try:
        return session_name(word)
    except UnknownSession as error:
        if word:
            block.refuse("sessionType", str(error), f"Use one of {names}")
        return "London"


def _price(block: Reader) -> Level:
    kind = block.choice("type", _PRICES, f'Write "type": one of {", ".join(_PRICES)}')
    if kind == "absolute":
        value = block.number("value", PRICE, 'Write "value": the price')
        return Level(part=replace(_NOTHING, kind="price", value=value))
    if kind == "relative":
        value = block.number("value", _AHEAD, 'Write "value": 0.002')
        if value == 0.0:
            block.wrong("value", "expected a distance from the entry price", 'Write "value": 0.002')
        side = "profit" if value > 0.0 else "loss"
        return Level(part=replace(_NOTHING, kind=side, unit="price", value=abs(value)))
    lookback = block.optional_whole("lookback", BARS)
    swing = "support" if kind == "support" else "resistance"
    return Level(part=replace(_NOTHING, kind=swing, value=0.0), lookback=lookback)


def _atr(block: Reader) -> Level:
    multiple = block.number("multiplier", RATIO, 'Write "multiplier": 2')
    kind = block.optional_choice("direction", _DIRECTIONS) or "profit"
    side = "profit" if kind == "profit" else "loss"
    return Level(part=replace(_NOTHING, kind=side, unit="atr", value=multiple))


def _trailing(block: Reader) -> Level:
    unit = block.optional_choice("distanceType", _FALLS) or "pips"
    distance = block.number("distance", _BOUNDS[unit], 'Write "distance": how far it falls back')
    by = block.optional_choice("activationType", _PROFITS) or "pips"
    bounds = Bounds(least=0, unit=_BOUNDS[by].unit)
    point = block.optional_number("activationPoint", bounds)
    if point is None and block.has("activationType"):
        block.refuse("activationType", "there is no activationPoint", "Add it, or remove this")
    part = replace(
        _NOTHING,
        kind="trailing",
        unit=unit,
        value=distance,
        activate=point or 0.0,
        activate_unit=by if point else "pips",
    )
    return Level(part=part)


def _regime(block: Reader) -> Level:
    word = block.text("regime", 'Write "regime": "ranging"')
    regimes = regimes_named(word)
    if word and not regimes:
        block.refuse("regime", f"{shown(word)} is no regime", did_you_mean(word, SPELLINGS))
    action = block.optional_choice("action", _ACTIONS) or "partial_exit"
    part = replace(
        _NOTHING,
        kind="regime",
        value=0.0,
        regimes=regimes or (Regime.RANGING,),
        confidence=block.optional_number("confidence", _SURE) or 0.0,
        action=action,
    )
    return Level(part=part)


_READERS: Final = {
    "profit": _profit,
    "time": _time,
    "price": _price,
    "atr": _atr,
    "trailing": _trailing,
    "regime": _regime,
}


def _conditioned(block: Reader, part: Part) -> Part:
    table = block.child("conditions", "partialConditions")
    if table is None:
        return part
    if table.flag("requireConfirmation", absent=table.has("confirmationTimeframes")):
        message = "a partial exit cannot ask longer timeframes for a confirmation"
        fix = 'Remove it, or close by a condition: "exit": {"conditions": [...]}'
        table.refuse("requireConfirmation", message, fix)
    table.items("confirmationTimeframes", {"type": "string"})
    if table.has("confirmationTimeframes"):
        path = table.at("confirmationTimeframes")
        table.report.idle(path, "requireConfirmation is false, so it does nothing")
    spread = table.optional_number("maxSpread", PIPS)
    volume = table.optional_number("minVolume", _VOLUME)
    sure = table.optional_number("minConfidence", _SURE)
    if sure is not None and part.kind == "regime":
        message = "a regime target says its own confidence"
        table.refuse("minConfidence", message, 'Write it there: "confidence"')
    table.finish()
    return replace(
        part,
        max_spread_pips=spread,
        min_volume=volume or 0.0,
        min_confidence=sure or 0.0,
    )


def _adjusted(block: Reader, part: Part) -> Part:
    table = block.child("dynamicAdjustments", "partialAdjustments")
    if table is None:
        return part
    found = replace(
        part,
        by_volatility=table.flag("volatilityScaling", absent=False),
        by_regime=table.flag("regimeScaling", absent=False),
    )
    if table.flag("timeScaling", absent=False):
        message = "a level does not move as time passes"
        fix = 'Remove it; "triggerType": "time" closes a part by time'
        table.refuse("timeScaling", message, fix)
    if (found.by_volatility or found.by_regime) and part.kind not in {"profit", "loss"}:
        key = "volatilityScaling" if found.by_volatility else "regimeScaling"
        table.refuse(key, "the level stands at no distance that could be scaled", f'Remove "{key}"')
    table.finish()
    return found

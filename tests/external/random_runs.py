"""Random strategies on random series: where the engine and the oracle meet."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from typing import Any, Final

from tests.external import series
from tests.external.oracle_book import Terms
from tests.external.random_bets import correlation, regime
from tests.external.random_exits import exits
from tests.external.random_filters import filters, sizes
from tests.external.random_guards import limits, watch
from tests.external.random_ladders import ladder

Json = dict[str, Any]

SYMBOLS: Final = ("EURUSD", "EURUSD", "GBPUSD", "USDJPY", "XAUUSD")
BARS: Final = 1_500
SESSIONS: Final = ("London", "NewYork", "Tokyo", "Sydney")


@dataclass(frozen=True, slots=True)
class Drawn:
    """One parameter set: what is traded on what, on which terms."""

    document: Json
    bars: series.Columns
    terms: Terms


def draw(number: int) -> Drawn:
    """Parameter set `number`; the same one every time."""
    dice = random.Random(number)  # noqa: S311
    symbol, timeframe, bars = _series(dice)
    document = {
        "strategyId": f"random-{number}",
        "strategyName": f"random {number}",
        "symbol": symbol,
        "timeframe": dice.choice([timeframe] * 5 + [{"M15": "M30", "H1": "H4"}[timeframe]]),
        "rules": _rules(dice, bars["close"][BARS // 2]),
    }
    since = bars["ts"][dice.randrange(100, 400)] if dice.random() < 0.2 else None
    return Drawn(document, bars, _terms(dice, since, column="spread" in bars))


def draw_exits(number: int) -> Drawn:
    """Parameter set `number` with the exits of issue 3."""
    drawn, dice = draw(number), random.Random(f"exits {number}")  # noqa: S311
    exits(dice, drawn.document["rules"])
    if dice.random() < 0.3:
        gone = dice.random() < 0.5
        drawn = replace(drawn, bars=_thinned(dice, drawn.bars, 0.02 if gone else 0.25))
    return drawn


def draw_filters(number: int) -> Drawn:
    """Parameter set `number` with the filters and sizes of issue 3."""
    drawn = draw_exits(number) if number % 3 == 0 else draw(number)
    dice = random.Random(f"filters {number}")  # noqa: S311
    filters(dice, drawn.document["rules"])
    if dice.random() < 0.6:
        sizes(dice, drawn.document["rules"])
    return drawn


@dataclass(frozen=True, slots=True)
class DrawnAccount:
    """Several strategies and several series on one account."""

    documents: list[Json]
    bars: dict[str, series.Columns]
    terms: Terms


def draw_account(number: int) -> DrawnAccount:
    """Account `number`: five strategies on three symbols, whose series miss different bars."""
    dice = random.Random(f"account {number}")  # noqa: S311
    bars = {
        symbol: _thinned(dice, series.walk(symbol, dice.randrange(4), BARS, spread=spread))
        for symbol, spread in (("EURUSD", True), ("USDJPY", dice.random() < 0.5), ("XAUUSD", False))
    }
    documents = [
        {
            "strategyId": f"strategy-{k}",
            "strategyName": f"strategy {k}",
            "symbol": symbol,
            "timeframe": "M15",
            "rules": _rules(dice, bars[symbol]["close"][BARS // 2]),
        }
        for k, symbol in enumerate(("EURUSD", "EURUSD", "USDJPY", "XAUUSD", "XAUUSD"))
    ]
    return DrawnAccount(documents, bars, replace(_terms(dice, None, column=False), path=None))


def draw_guarded(number: int) -> DrawnAccount:
    """Account `number` with a guardian, limits of strategies, and the exits of issue 3."""
    dice = random.Random(f"guarded {number}")  # noqa: S311
    drawn = draw_account(number)
    kept = dice.choice([["EURUSD"], ["EURUSD", "USDJPY", "XAUUSD"], ["USDJPY", "XAUUSD"]])
    documents = [one for one in drawn.documents if one["symbol"] in kept]
    for document in documents:
        if dice.random() < 0.3:
            exits(dice, document["rules"])
        limits(dice, document["rules"])
        if dice.random() < 0.3:
            document["timeframe"] = dice.choice(["M30", "H1"])
    bars = {symbol: drawn.bars[symbol] for symbol in kept}
    return DrawnAccount(documents, bars, replace(drawn.terms, watch=watch(dice)))


LONGER: Final = {"M15": ["M30", "H1", "H4"], "M30": ["H1", "H4"], "H1": ["H4"], "H4": list[str]()}


def draw_regimes(number: int) -> Drawn:
    """Parameter set `number` with a regime that refuses, sizes and moves levels."""
    drawn, dice = draw(number), random.Random(f"regimes {number}")  # noqa: S311
    regime(dice, drawn.document["rules"], LONGER[drawn.document["timeframe"]])
    if dice.random() < 0.3:
        drawn = replace(drawn, bars=_thinned(dice, drawn.bars))
    return drawn


def draw_bets(number: int) -> DrawnAccount:
    """Account `number` whose strategies look at each other's positions."""
    dice = random.Random(f"bets {number}")  # noqa: S311
    drawn = draw_account(number)
    for document in drawn.documents:
        correlation(dice, document["rules"], LONGER["M15"][:2])
    return drawn


def draw_ladders(number: int) -> Drawn:
    """Parameter set `number` whose positions close in parts."""
    drawn = draw_regimes(number) if number % 3 == 0 else draw(number)
    dice = random.Random(f"ladders {number}")  # noqa: S311
    rules = drawn.document["rules"]
    ladder(dice, rules, drawn.bars["close"][BARS // 2])
    return drawn


def _thinned(dice: random.Random, bars: series.Columns, part: float = 0.02) -> series.Columns:
    """The series without some of its bars."""
    kept = [i for i in range(len(bars["ts"])) if dice.random() > part]
    return {name: [values[i] for i in kept] for name, values in bars.items()}


def _series(dice: random.Random) -> tuple[str, str, series.Columns]:
    if dice.random() < 0.3:
        start = dice.randrange(0, 5_000 - BARS)
        return "EURUSD", "H1", series.sliced(series.real(), start, start + BARS)
    symbol = dice.choice(SYMBOLS)
    grain = dice.choice([1, 1, 10])
    walk = series.walk(symbol, dice.randrange(4), 3 * BARS, spread=dice.random() < 0.6, grain=grain)
    start = dice.randrange(0, 2 * BARS)
    return symbol, "M15", series.sliced(walk, start, start + BARS)


def _terms(dice: random.Random, since: int | None, *, column: bool) -> Terms:
    return Terms(
        cash=dice.choice([10_000.0, 10_000.0, 100_000.0, 600.0]),
        # a spread column wins over the flag
        spread_pips=dice.choice([0.0, 0.7, 1.5, 2.0]) if not column or dice.random() < 0.2 else 0.0,
        commission_per_lot=dice.choice([0.0, 0.0, 3.5]),
        slippage_pips=dice.choice([0.0, 0.0, 0.3, 0.55]),
        path=dice.choice([None, None, "ohlc", "optimistic", "pessimistic"]),
        since=since,
    )


def _rules(dice: random.Random, middle: float) -> Json:
    leaving, has_stop = _exit(dice)
    if has_stop and dice.random() < 0.06:
        leaving["stopLoss"] = {"type": "price", "value": middle}
    rules: Json = {
        "entry": {
            **dice.choice([_crosses, _mixed, _groups, _bands])(dice),
            "onOppositeSignal": dice.choice(["hold", "close", "reverse", "hedge"]),
        },
        "exit": leaving,
        "riskManagement": _risk(dice, percent=has_stop and dice.random() < 0.5),
    }
    execution = _execution(dice)
    if execution:
        rules["execution"] = execution
    if dice.random() < 0.35:
        allowed = dice.sample(SESSIONS, dice.randint(1, 2))
        rules["sessionFilter"] = {"enabled": dice.random() < 0.9, "allowedSessions": allowed}
    if dice.random() < 0.35:
        rules["spreadFilter"] = {"enabled": True, "maxSpread": dice.choice([0.7, 1, 1.5, 2, 3])}
    return rules


# Entries


def _is(indicator: str, condition: str, value: float | str, **more: object) -> Json:
    return {"indicator": indicator, "condition": condition, "value": value, **more}


def _crosses(dice: random.Random) -> Json:
    """A flat list; the operators tell the sides."""
    kind, fast = dice.choice(["ema", "sma"]), dice.randint(3, 9)
    slow = fast + dice.randint(3, 20)
    pair = f"{kind}_{fast}", f"{kind}_{slow}"
    conditions = [_is(pair[0], f"crosses_{way}", pair[1]) for way in ("above", "below")]
    if dice.random() < 0.3:
        conditions.append(_is("volume", "greater_than", dice.choice([40, 95]), side="both"))
        return {"logic": "AND", "conditions": conditions}
    return {"logic": "OR", "conditions": conditions}


def _mixed(dice: random.Random) -> Json:
    """Nested groups, a negation, an inline `and`, descriptions."""
    level, period = dice.choice([30, 40, 50]), dice.choice([7, 14])
    quiet = {"logic": "NOT", "conditions": [_is("adx", "less_than", 22, period=period)]}
    return {
        "logic": "OR",
        "conditions": [
            {
                "side": "long",
                "logic": "AND",
                "conditions": [
                    _is("rsi", "crosses_above", level, period=period),
                    {"logic": "OR", "conditions": [quiet, _is("close", "greater_than", "sma_30")]},
                ],
            },
            _is(
                "rsi",
                "crosses_below",
                100 - level,
                period=period,
                description="SELL: momentum turns",
                **{"and": _is("close", "less_or_equal", "ema_30")},
            ),
            _is("macd", "crosses_above", "macd_signal", enabled=dice.random() < 0.5),
        ],
    }


def _groups(dice: random.Random) -> Json:
    """Named groups; within them operators say nothing about sides."""
    deep = dice.choice([-60, -100])
    return {
        "logic": "OR",
        "groups": [
            {
                "name": "long_entry",
                "logic": "AND",
                "conditions": [
                    _is("cci", "less_than", deep, period=14),
                    _is("macd_histogram", "greater_than", 0),
                ],
            },
            {
                "name": "short_entry",
                "logic": dice.choice(["AND", "OR"]),
                "conditions": [
                    _is("cci", "crosses_below", -deep, period=14),
                    _is("price", "crosses_above", "ema_20"),
                ],
            },
        ],
    }


def _bands(dice: random.Random) -> Json:
    """Prices against bands; both sides may speak on one bar."""
    ways = ("crosses_below", "crosses_above")
    loose = dice.random() < 0.3
    return {
        "logic": "OR",
        "conditions": [
            _is("low" if loose else "close", ways[0], "bb_lower_20", side="long"),
            _is("high" if loose else "close", ways[1], "bb_upper_20", side="short"),
        ],
    }


# Exits


def _exit(dice: random.Random) -> tuple[Json, bool]:
    """An exit block, and whether it has a stop."""
    has_stop = dice.random() < 0.9
    block = _levels(dice, has_stop=has_stop)
    if has_stop and dice.random() < 0.25:
        smart = _levels(dice, has_stop=True)
        block["smartExit"] = {"enabled": dice.random() < 0.7, **smart}
    if dice.random() < 0.45:
        block["trailing"] = {"enabled": dice.random() < 0.9, **_trailing(dice)}
    if has_stop and dice.random() < 0.3:
        ratio, buffer = dice.choice([0.3, 0.5, 1.0]), dice.choice([0, 1, 2, 4.5])
        block["moveToBreakeven"] = {"triggerRatio": ratio, "bufferPips": buffer}
    elif dice.random() < 0.3:
        block["breakeven"] = {
            "triggerPips": dice.choice([8, 12.3]),
            "lockPips": dice.choice([0, 3]),
        }
    if dice.random() < 0.4:
        block["logic"] = "OR"
        block["conditions"] = [
            _is("rsi", "crosses_above", 65, side="long", period=14),
            _is("rsi", "crosses_below", 35, side="short", period=14),
            _is("volume", "equals", 50, side="both"),
        ]
    return block, has_stop


def _trailing(dice: random.Random) -> Json:
    return {
        "distance": dice.choice([5, 10, 17.5, 25.01]),
        dice.choice(["step", "stepSize"]): dice.choice([0, 1, 4.2]),
        "activateAfter": dice.choice([0, 6, 12.3]),
    }


def _levels(dice: random.Random, *, has_stop: bool) -> Json:
    block: Json = {}
    if has_stop:
        block["stopLoss"] = _from(dice, _level(dice, 1.0))
    if dice.random() < 0.85:
        block["takeProfit"] = _from(dice, _level(dice, 1.6))
    if has_stop and "takeProfit" in block and dice.random() < 0.4:
        block["takeProfit"] = _from(
            dice, {"type": "rr_ratio", "rrRatio": dice.choice([0.7, 1.5, 2.5])}
        )
    return block


def _level(dice: random.Random, scale: float) -> Json:
    kind = dice.choice(["pips", "percentage", "atr", "atr"])
    if kind == "pips":
        return {"type": kind, "value": round(dice.uniform(4, 40) * scale, dice.choice([0, 1, 2]))}
    if kind == "percentage":
        return {"type": kind, "value": round(dice.uniform(0.05, 0.4) * scale, 3)}
    period = {"atrPeriod": dice.randint(3, 30)} if dice.random() < 0.7 else {}
    return {"type": kind, "atrMultiplier": round(dice.uniform(0.6, 3) * scale, 2), **period}


def _from(dice: random.Random, level: Json) -> Json:
    return level | dice.choice([{}, {"from": "fill"}, {"from": "signal"}])


# Size and execution


def _risk(dice: random.Random, *, percent: bool) -> Json:
    positions = {"maxPositions": dice.choice([1, 1, 2, 3, 5])}
    if not percent:
        return {"lotSize": dice.choice([0.01, 0.1, 0.257]), **positions}
    cap = {"maxLotSize": dice.choice([0.2, 1.005])} if dice.random() < 0.4 else {}
    return {"riskPercentage": dice.choice([0.1, 0.5, 1.37, 3]), **cap, **positions}


def _execution(dice: random.Random) -> Json:
    block: Json = {}
    if dice.random() < 0.4:
        block["path"] = dice.choice(["pessimistic", "ohlc", "optimistic"])
    if dice.random() < 0.3:
        atr = {"type": "atr", "value": dice.choice([0.02, 0.11])}
        block["slippage"] = dice.choice([atr, {"type": "pips", "value": dice.choice([0, 0.4, 1])}])
    return block

"""News refusals against a second reading of the pages: plain Python over CSV and document."""

from __future__ import annotations

import csv
import io
import random
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeAlias

import pytest

import tradewright as tw
from tests.external import series

Json: TypeAlias = dict[str, Any]
Rows: TypeAlias = list[dict[str, str]]

LEGS = {"EURUSD": {"EUR", "USD"}, "USDJPY": {"USD", "JPY"}, "XAUUSD": {"USD"}}
TITLES = ("Core CPI m/m", "FOMC Member Talks", "CPIX", "Bank Holiday", "Rate-Decision")
BEHIND = {"SPREAD_TOO_WIDE", "WARMING_UP", "INVALID_STOP", "VOLUME_BELOW_MINIMUM"}
"""Reasons of gates behind the news: who was refused by one of them had passed it."""


def when(text: str) -> datetime:
    return datetime.fromisoformat(text)


def words(text: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in text.lower()).split()


def says(title: str, phrase: str) -> bool:
    """Whether the words of a phrase stand in a title side by side."""
    inside, wanted = words(title), words(phrase)
    spans = (inside[k : k + len(wanted)] for k in range(len(inside)))
    return any(span == wanted for span in spans)


def pauses(row: dict[str, str], rules: Json) -> list[tuple[float, float]]:
    """Minutes before and after that the filter pauses around an event."""
    found: list[tuple[float, float]] = []
    usual = rules.get("pauseBeforeMinutes", 30), rules.get("pauseAfterMinutes", 30)
    blocks = [key for key in ("highImpact", "mediumImpact", "lowImpact") if key in rules]
    if blocks:
        block = rules.get(f"{row['impact']}Impact")
        if block is not None and block.get("enabled", True):
            ends = ("pauseMinutesBefore", "pauseMinutesAfter")
            found.append((block.get(ends[0], 30), block.get(ends[1], 30)))
    elif row["impact"] == "high" or (
        not rules.get("highImpactOnly", True) and row["impact"] in {"medium", "low"}
    ):
        found.append(usual)
    if any(says(row["title"], phrase) for phrase in rules.get("majorEvents", [])):
        found.append(usual)
    return found


def verdict(at: datetime, rows: Rows, rules: Json, currencies: set[str]) -> str | None:
    """Section 12 of the execution model."""
    for row in rows:
        if row["kind"] == "confirmed" or row["currency"] not in {*currencies, "All"}:
            continue
        known = when(row["first_seen"]) <= at and (not row["gone"] or at < when(row["gone"]))
        for before, after in pauses(row, rules):
            begins = when(row["time"]) - timedelta(minutes=before)
            if known and begins <= at < when(row["time"]) + timedelta(minutes=after):
                return "NEWS_BLACKOUT"
    if rules.get("onStale", "block") == "allow":
        return None
    age = timedelta(hours=rules.get("maxAgeHours", 24))
    looks = (row for row in rows if row["kind"] == "confirmed")
    fresh = any(when(row["first_seen"]) <= at <= when(row["time"]) + age for row in looks)
    return None if fresh else "NEWS_STALE"


def calendar(dice: random.Random, first: datetime, hours: int) -> Rows:
    """Events over the bars, some of them moved, and looks now and then."""

    def instant() -> datetime:
        return first + timedelta(minutes=dice.randrange(-600, hours * 60))

    rows: Rows = []
    for number in range(250):
        seen, at = instant(), instant()
        gone = seen + timedelta(hours=dice.randrange(1, 60)) if dice.random() < 0.4 else None
        row = {
            "kind": "event",
            "id": str(number),
            "time": at.isoformat(),
            "currency": dice.choice(["USD", "EUR", "JPY", "CHF", "All"]),
            "impact": dice.choice(["high", "high", "medium", "low", "holiday"]),
            "title": dice.choice(TITLES),
            "first_seen": seen.isoformat(),
            "gone": "" if gone is None else gone.isoformat(),
        }
        rows.append(row)
        if gone is not None:
            later = at + timedelta(minutes=dice.randrange(-300, 300))
            moved = {"time": later.isoformat(), "first_seen": gone.isoformat(), "gone": ""}
            rows.append({**row, **moved})
    for _ in range(6):
        seen = instant()
        look = {"kind": "confirmed", "time": seen.isoformat(), "first_seen": seen.isoformat()}
        rows.append(dict.fromkeys(rows[0], "") | look)
    return rows


def news_filter(dice: random.Random) -> Json:
    """Any form of the filter."""
    minutes = [0, 10, 30, 90]
    usual = {"pauseBeforeMinutes": dice.choice(minutes), "pauseAfterMinutes": dice.choice([5, 60])}
    block = {"pauseMinutesBefore": dice.choice(minutes), "pauseMinutesAfter": dice.choice([5, 45])}
    majors = {"majorEvents": dice.sample(["CPI", "FOMC", "bank holiday", "rate decision"], 2)}
    form: Json = dice.choice([
        {},
        usual,
        {**usual, "highImpactOnly": False},
        {**usual, **majors},
        {"highImpact": block, "mediumImpact": {}},
        {"highImpact": {"enabled": False}, "lowImpact": block, **majors, **usual},
    ])
    stale = {"maxAgeHours": dice.choice([3, 12, 24.5]), "onStale": dice.choice(["block", "allow"])}
    return {**form, **stale}


def judged(number: int, folder: Path) -> Counter[str]:
    """What the pages say of each entry that was judged, after comparing it with what was done."""
    dice = random.Random(number)  # noqa: S311  # dice, not secrets
    symbol = dice.choice(list(LEGS))
    frame = series.frame(series.walk(symbol, dice.randrange(4), 700, spread=False))
    first = frame.index[0].to_pydatetime().astimezone(UTC)
    hours = round((frame.index[-1] - frame.index[0]).total_seconds() / 3600)
    rows, rules = calendar(dice, first, hours), news_filter(dice)
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    (folder / "news.csv").write_text(text.getvalue())
    result = tw.backtest(
        document(symbol, rules), frame, symbol=symbol, accept_gaps=True, news=folder / "news.csv"
    )
    counted = Counter[str]()
    for note in result.notes:
        if note.kind == "opened" or note.reason in {"NEWS_BLACKOUT", "NEWS_STALE", *BEHIND}:
            at = datetime.fromtimestamp(note.ts / 1e9, UTC)
            expected = verdict(at, rows, rules, LEGS[symbol])
            counted[expected or "passed"] += 1
            told = note.reason if note.reason.startswith("NEWS") else None
            assert told == expected, (number, at, rules)
    return counted


@pytest.mark.parametrize("number", range(24))
def test_every_entry_is_judged_as_the_pages_say(number: int, tmp_path: Path) -> None:
    assert sum(judged(number, tmp_path).values()) > 50


def test_all_three_verdicts_are_frequent(tmp_path: Path) -> None:
    counted = sum((judged(number, tmp_path) for number in range(6)), Counter[str]())
    assert set(counted) == {"passed", "NEWS_BLACKOUT", "NEWS_STALE"}
    assert min(counted.values()) > 100


def document(symbol: str, rules: Json) -> Json:
    """A strategy that signals often and holds shortly."""
    crosses = [
        {"indicator": "ema_2", "condition": f"crosses_{way}", "value": "ema_3"}
        for way in ("above", "below")
    ]
    return {
        "strategyId": "s",
        "strategyName": "S",
        "symbol": symbol,
        "timeframe": "M15",
        "rules": {
            "entry": {"logic": "OR", "conditions": crosses, "onOppositeSignal": "hedge"},
            "exit": {"takeProfit": {"type": "pips", "value": 1}},
            "riskManagement": {"lotSize": 0.01, "maxPositions": 300},
            "newsFilter": rules,
        },
    }

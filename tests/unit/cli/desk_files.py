"""Files that a person would have: a strategy and prices; and the program run on them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

import numpy as np

from tradewright.cli.program import run
from tradewright.core.calendar import HOUR, format_ts, parse_ts

if TYPE_CHECKING:
    import pytest

Document = dict[str, Any]

BARS: Final = 600
START: Final = parse_ts("2026-01-05T00:00Z")  # a Monday


def strategy(**rules: object) -> Document:
    """A cross of two averages on H1, both sides, with a stop and a target."""
    crosses = ("crosses_above", "crosses_below")
    entry = [{"indicator": "ema_3", "condition": one, "value": "ema_8"} for one in crosses]
    known: dict[str, object] = {
        "entry": {"logic": "OR", "conditions": entry},
        "exit": {
            "stopLoss": {"type": "pips", "value": 8},
            "takeProfit": {"type": "pips", "value": 12},
        },
        "riskManagement": {"lotSize": 0.1, "maxPositions": 1},
    }
    return {
        "strategyId": "cross",
        "strategyName": "Cross",
        "symbol": "EURUSD",
        "timeframe": "H1",
        "rules": known | rules,
    }


def never() -> Document:
    """A strategy whose condition is never met."""
    low = {"indicator": "rsi_14", "condition": "less_than", "value": 0.01, "side": "long"}
    return strategy(entry={"logic": "AND", "conditions": [low]})


def write_json(path: Path, document: object) -> Path:
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def write_prices(folder: Path, bars: int = BARS, name: str = "EURUSD_H1.csv") -> Path:
    """A seeded random walk by the hour, without weekends: Friday 22:00 to Sunday 22:00 UTC."""
    chance = np.random.default_rng(11)
    close = np.round(1.1 + np.cumsum(chance.normal(0.0, 0.0008, bars)), 5)
    opens = np.concatenate([[1.1], close[:-1]])
    high = np.round(np.maximum(opens, close) + 0.0006, 5)
    low = np.round(np.minimum(opens, close) - 0.0006, 5)
    week = np.arange(2 * bars) % 168
    hours = np.flatnonzero((week < 118) | (week >= 166))[:bars]
    lines = [
        f"{format_ts(START + hour * HOUR)},{o:.5f},{h:.5f},{lo:.5f},{c:.5f},100"
        for hour, o, h, lo, c in zip(hours.tolist(), opens, high, low, close, strict=True)
    ]
    path = folder / name
    path.write_text("\n".join(["time,open,high,low,close,volume", *lines]), encoding="utf-8")
    return path


@dataclass(frozen=True)
class Said:
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Document:
        """The one object on stdout."""
        return cast("Document", json.loads(self.out))


def say(capsys: pytest.CaptureFixture[str], *words: str | Path) -> Said:
    """Run a command in this process."""
    capsys.readouterr()
    code = run([str(word) for word in words])
    done = capsys.readouterr()
    return Said(int(code), done.out, done.err)


def command(*words: str | Path) -> list[str]:
    """The command line of the program in a process of its own."""
    return [sys.executable, "-m", "tradewright", *map(str, words)]


def spawn(*words: str | Path, **environment: str) -> Said:
    """Run a command in a process of its own."""
    done = subprocess.run(
        command(*words), capture_output=True, text=True, check=False, env=os.environ | environment
    )
    return Said(done.returncode, done.stdout, done.stderr)

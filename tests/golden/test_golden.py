"""Every example on real EURUSD hours: what came of it, in every mode, and without look-ahead."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Final

import pytest

from tests.golden.cases import case, names, opening, pin, traded
from tests.golden.on_paper import on_paper
from tests.golden.pin import pins
from tests.golden.told import told
from tests.house.tree import ROOT
from tradewright.adapters.clocks.zones import session_zones
from tradewright.core import kernel
from tradewright.services.bias import Trial, lookahead
from tradewright.wire.strategy import parse

LEAST: Final = 12
"""Golden strategies that the project promises."""
TRADES: Final = 20
"""An example that trades less says too little."""
ON_PAPER: Final = 2_500
"""Hours: a bar in a session costs many times what it costs in a backtest."""
INTERPRETED: Final = 800
"""Hours: without compilation a bar costs a thousand times as much."""
AGAIN: Final = "look at the difference, and if it is meant: .venv/bin/python -m tests.golden.pin"


def test_every_example_is_pinned() -> None:
    missing = sorted(set(names()) - set(pins()))
    assert not missing, f"pin them: .venv/bin/python -m tests.golden.pin {' '.join(missing)}"
    assert sorted(pins()) == list(names()), AGAIN
    assert len(names()) >= LEAST


@pytest.mark.parametrize("name", names())
def test_an_example_trades_as_it_is_pinned(name: str) -> None:
    found = pin(traded(case(name)))
    assert found == pins().get(name), f"{AGAIN} {name}"
    assert traded(case(name)).summary.trades >= TRADES


@pytest.mark.parametrize("name", names())
def test_paper_equals_the_backtest_trade_by_trade(name: str) -> None:
    done, paper = traded(case(name), ON_PAPER), on_paper(case(name), ON_PAPER)
    assert paper.complete
    assert list(map(repr, paper.trades)) == list(map(repr, done.trades))
    assert list(map(repr, paper.open)) == list(map(repr, done.open))
    counted = [reasons for reasons in paper.reasons.values() if reasons]
    assert sum(sum(each.values()) for each in counted) == sum(done.reasons.values())
    assert paper.account.equity == done.equity[-1]
    assert done.trades


def test_interpreted_equals_compiled_trade_by_trade() -> None:
    assert kernel.compiled
    run = subprocess.run(
        [sys.executable, "-m", "tests.golden.told", str(INTERPRETED)],
        cwd=ROOT,
        env=os.environ | {"NUMBA_DISABLE_JIT": "1"},
        capture_output=True,
        text=True,
        check=True,
        timeout=100,
    )
    how, *lines = run.stdout.splitlines()
    assert how == "compiled: False"
    assert lines == told(INTERPRETED)
    assert [line for line in lines if " 0 " in line] == []


@pytest.mark.parametrize("name", names())
def test_no_example_looks_ahead(name: str) -> None:
    golden = case(name)
    trials = [
        Trial(
            make=lambda document=document: parse(document),
            bars=bars,
            zones=session_zones(),
            opening=opening(),
        )
        for document, bars in zip(golden.documents, golden.bars(1_500), strict=True)
    ]
    assert [lookahead(trial, cuts=4).findings for trial in trials] == [()] * len(trials)

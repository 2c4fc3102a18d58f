"""Oracle and engine on the hand-worked cases: both are held to pencil and paper."""

from __future__ import annotations

from typing import Any

import pytest

from tests.external import oracle, product
from tests.external.case import HOUR, START, TICK, Case, columns, document
from tests.external.cases_costs import COSTS
from tests.external.cases_exits import EXITS
from tests.external.cases_fills import FILLS
from tests.external.cases_gates import GATES
from tests.external.cases_levels import LEVELS
from tests.external.cases_moves import MOVES
from tests.external.oracle import Outcome

CASES = (*FILLS, *EXITS, *COSTS, *LEVELS, *MOVES, *GATES)


def spelled(outcome: Outcome, symbol: str) -> tuple[str, ...]:
    """The trades in the words of the cases."""
    return tuple(
        f"{one['side']} {leg(one, 'entry', symbol)} -> {leg(one, 'exit', symbol)}"
        f" {one['exit_reason']}"
        for one in outcome.trades
    )


def leg(one: dict[str, Any], name: str, symbol: str) -> str:
    bar = (one[f"{name}_time"] - START) // HOUR
    return f"{bar} {round(one[f'{name}_price'] / TICK[symbol])}"


def check(case: Case, outcome: Outcome) -> None:
    """Compare everything the case states."""
    assert spelled(outcome, case.symbol) == case.trades
    assert len(outcome.open) == case.open
    assert dict(outcome.reasons) == case.reasons
    for key, value in case.first.items():
        assert outcome.trades[0][key] == pytest.approx(value, abs=1e-9), key
    if case.equity is not None:
        assert outcome.equity[-1] == pytest.approx(case.equity, abs=1e-9)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_oracle_agrees_with_pencil_and_paper(case: Case) -> None:
    check(case, oracle.trade(document(case), columns(case), case.terms))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_engine_agrees_with_pencil_and_paper(case: Case) -> None:
    check(case, product.trade(document(case), columns(case), case.terms))

"""The size part of the oracle: how many lots."""

from __future__ import annotations

from tests.external.oracle_facts import down
from tests.external.oracle_market import Market
from tests.external.oracle_settings import Sizing


def lots(
    said: Sizing, market: Market, equity: float, entry: int, lost: float, factor: float
) -> float | None:
    """Lots, rounded down to the step; None below the least volume.

    Parameters
    ----------
    lost : ticks over which `said.percent` of equity is lost.
    factor : of all filters that make the size smaller or larger.
    """
    facts = market.facts
    if said.lots is not None:
        wanted = said.lots
    elif said.worth is not None:
        wanted = equity * said.worth / 100 / market.money(entry, 1.0, entry)
    else:
        wanted = equity * (said.percent or 0) / 100 / market.money(lost, 1.0, entry)
    size = min(min(wanted, said.most) * factor, said.most, facts.volume_max)
    if said.step:
        size = down(size / said.step) * said.step
    steps = down(size / facts.volume_step)
    size = steps * facts.volume_step
    return size if steps >= 1 and size >= said.least - 1e-9 else None

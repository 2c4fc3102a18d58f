"""All studies by name."""

from __future__ import annotations

from typing import Final

from tradewright.core.indicators.studies.days import VWAP
from tradewright.core.indicators.studies.divergence import DIVERGENCE
from tradewright.core.indicators.studies.ichimoku import ICHIMOKU
from tradewright.core.indicators.studies.periods import PIVOT
from tradewright.core.indicators.studies.regime import REGIME
from tradewright.core.indicators.studies.study import Study
from tradewright.core.indicators.studies.swings import SWINGS
from tradewright.core.indicators.studies.volatility import ATR_PERCENTILE, BANDS, REALISED

STUDIES: Final[dict[str, Study]] = {
    study.name: study
    for study in (
        ICHIMOKU,
        VWAP,
        PIVOT,
        SWINGS,
        ATR_PERCENTILE,
        REALISED,
        BANDS,
        REGIME,
        DIVERGENCE,
    )
}

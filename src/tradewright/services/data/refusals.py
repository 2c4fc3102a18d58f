"""Why data was not taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tradewright.services.data.quality import Report


class UnknownLayout(ValueError):
    """Data whose columns or times no dialect explains; the message lists found and accepted."""


class BadData(ValueError):
    """Data that was understood and is not fit to trade on.

    `report` is the whole quality report where the data came that far, else None.
    """

    def __init__(self, message: str, report: Report | None = None) -> None:
        super().__init__(message)
        self.report = report

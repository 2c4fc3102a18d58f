"""What can be wrong with an indicator's name or its options."""

from __future__ import annotations


class IndicatorError(ValueError):
    """An indicator that cannot be read as written."""


class UnknownIndicator(IndicatorError):
    """A name that means no series; the message names the nearest ones."""


class BadOption(IndicatorError):
    """An option that the indicator does not have or cannot take; `option` is its key."""

    def __init__(self, option: str, message: str) -> None:
        super().__init__(message)
        self.option = option


class CoarseBars(IndicatorError):
    """Bars too coarse for the series asked of them."""

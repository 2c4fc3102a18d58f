"""How fast simulated time passes, and what is shown between two bars."""

from __future__ import annotations

import math
from typing import Final, Literal

Speed = float | Literal["max"]
"""Simulated seconds a second, or as fast as the machine can."""

SPEEDS: Final[tuple[Speed, ...]] = (1.0, 10.0, 60.0, 300.0, 1800.0, "max")
"""What a screen offers; any other number > 0 is accepted too."""

DEFAULT_SPEED: Final[Speed] = 60.0


def parse_speed(text: object) -> Speed | None:
    """The speed that is meant by ``60``, ``"60"``, ``"60x"`` or ``"max"``; None stays None.

    Raises
    ------
    ValueError
        If it is neither ``max`` nor a finite number > 0.
    """
    if text is None:
        return None
    if text == "max":
        return "max"
    number = _number(text)
    if number is None or not math.isfinite(number) or number <= 0:
        message = f"speed {text!r} is neither 'max' nor a number > 0 such as 60 or '60x'"
        raise ValueError(message)
    return number


def _number(text: object) -> float | None:
    if isinstance(text, bool) or not isinstance(text, int | float | str):
        return None
    try:
        return (
            float(text.strip().lower().removesuffix("x")) if isinstance(text, str) else float(text)
        )
    except ValueError:
        return None

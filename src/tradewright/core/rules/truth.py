"""Three-valued truth: the one definition that whole columns, single bars and explanations share.

Notes
-----
Kleene's strong logic: unknown stands for "true or false, not known which", so a connective is
known as soon as no completion could change it. Source: Kleene, Introduction to Metamathematics
(1952), section 64.
"""

from __future__ import annotations

from typing import Final

FALSE: Final = 0
TRUE: Final = 1
UNKNOWN: Final = 2


def greater(left: float, right: float) -> int:
    """Truth of left > right; unknown when either is NaN."""
    known = left == left and right == right
    return (1 if left > right else 0) if known else 2


def greater_equal(left: float, right: float) -> int:
    """Truth of left >= right; unknown when either is NaN."""
    known = left == left and right == right
    return (1 if left >= right else 0) if known else 2


def equal(left: float, right: float) -> int:
    """Truth of left == right, exactly; unknown when either is NaN."""
    known = left == left and right == right
    return (1 if left == right else 0) if known else 2


def crosses(left_before: float, right_before: float, left: float, right: float) -> int:
    """Truth of left rising above right between two bars; unknown when any of the four is NaN.

    Notes
    -----
    left_before <= right_before and left > right: a touch on the bar before counts as below.
    """
    known = left == left and right == right
    known = known and left_before == left_before and right_before == right_before
    return (1 if left_before <= right_before and left > right else 0) if known else 2


def both(left: int, right: int) -> int:
    """Kleene AND."""
    if left == 0 or right == 0:
        return 0
    return 1 if left == 1 and right == 1 else 2


def either(left: int, right: int) -> int:
    """Kleene OR."""
    if left == 1 or right == 1:
        return 1
    return 0 if left == 0 and right == 0 else 2


def negate(value: int) -> int:
    """Kleene NOT."""
    return 2 if value == 2 else 1 - value

"""Days of the proleptic Gregorian calendar by integer arithmetic, for numbers and arrays alike."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Whole = TypeVar("Whole", int, NDArray[np.int64])


def days_from_civil(year: int, month: int, day: int) -> int:
    """Days from 1970-01-01 to a date of the Gregorian calendar.

    Parameters
    ----------
    year : any; month : 1..12; day : 1..31 (a day past the month's end counts on into the next).

    Notes
    -----
    Years start in March, so that the leap day comes last; eras are 400 years of 146,097 days.
    Source: H. Hinnant, chrono-Compatible Low-Level Date Algorithms (2013); floor division makes
    his case distinction for negative years unnecessary.
    """
    shifted = year - (month <= 2)
    era = shifted // 400
    of_era = shifted - era * 400
    of_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    return era * 146_097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719_468


def civil_from_days(days: Whole) -> tuple[Whole, Whole, Whole]:
    """Year, month (1..12) and day of month of a count of days since 1970-01-01.

    Parameters
    ----------
    days : whole days, negative before 1970; a number or an (n,) int64 array.
    """
    shifted = days + 719_468
    era = shifted // 146_097
    of_era = shifted - era * 146_097
    year = (of_era - of_era // 1460 + of_era // 36_524 - of_era // 146_096) // 365
    of_year = of_era - (365 * year + year // 4 - year // 100)
    march_month = (5 * of_year + 2) // 153
    day = of_year - (153 * march_month + 2) // 5 + 1
    month = (march_month + 2) % 12 + 1
    return year + era * 400 + march_month // 10, month, day


def days_in_month(year: int, month: int) -> int:
    """Number of days of a month, 28..31."""
    following = days_from_civil(year + month // 12, month % 12 + 1, 1)
    return following - days_from_civil(year, month, 1)

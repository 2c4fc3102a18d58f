"""The rows that tell what protects the account; `messages` has them with all others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from tradewright.wire import vocabulary as w
from tradewright.wire.vocabulary import Meaning


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardianLimit:
    """One limit of the account and where it stands, in the unit of the limit."""

    limit: Annotated[str, Meaning(text="key of the guardian document", example="dailyLoss")]
    measured: Annotated[float, Meaning(text="account currency, per cent or a count", example=81.5)]
    bound: Annotated[float, Meaning(text="the same", example=200.0)]


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardianState:
    """What protects the account: its document, and how its limits stand.

    `breach` is the reason of the limit that was reached, `since` the open of the bar it was reached
    in, `measured` and `bound` what was measured then (account currency or a count); all null while
    no limit is breached. `day_ends` is null before the first bar. Limits that are asked only at an
    entry (rests, correlated positions) stand in the document alone.
    """

    active: bool
    breach: w.ReasonName | None
    since: w.Time | None
    measured: float | None
    bound: float | None
    day_ends: w.Time | None
    limits: tuple[GuardianLimit, ...]
    document: w.Document

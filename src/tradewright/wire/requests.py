"""What clients may send besides a strategy document: small frozen dataclasses, strictly decoded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from tradewright.wire import vocabulary as w
from tradewright.wire.vocabulary import Meaning


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeedRequest:
    """The pace of a simulated or replayed market."""

    speed: w.Speed


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginRequest:
    """The access token, exchanged for a cookie."""

    token: Annotated[str, Meaning(text="access token", example="3fJb0v5o2l0c")]

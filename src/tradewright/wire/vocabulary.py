"""Words shared by all messages: plain JSON types with their unit and an example."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal, TypeAlias


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Meaning:
    """What a JSON value means; becomes `description` and `examples` in the schema.

    Compared by identity: unions of annotated types are hashed, and examples may be lists.
    """

    text: str
    example: object


Time: TypeAlias = Annotated[
    str, Meaning(text="ISO-8601 UTC instant", example="2026-01-05T09:15:00Z")
]
Millis: TypeAlias = Annotated[
    int, Meaning(text="UTC milliseconds since 1970", example=1767604500000)
]
Seconds: TypeAlias = Annotated[int, Meaning(text="UTC seconds since 1970", example=1767604500)]
Duration: TypeAlias = Annotated[float, Meaning(text="seconds", example=12.5)]
Hours: TypeAlias = Annotated[float, Meaning(text="hours", example=1.5)]
AgeMillis: TypeAlias = Annotated[int, Meaning(text="milliseconds", example=420)]
Money: TypeAlias = Annotated[float, Meaning(text="account currency", example=10000.0)]
Percent: TypeAlias = Annotated[float, Meaning(text="per cent", example=1250.0)]
Price: TypeAlias = Annotated[float, Meaning(text="quote currency per unit", example=1.08325)]
Pips: TypeAlias = Annotated[float, Meaning(text="pips", example=12.4)]
Lots: TypeAlias = Annotated[float, Meaning(text="lots", example=0.01)]
Volume: TypeAlias = Annotated[float, Meaning(text="ticks or units traded", example=318.0)]
Multiple: TypeAlias = Annotated[float, Meaning(text="multiples of initial risk R", example=2.5)]
Count: TypeAlias = Annotated[int, Meaning(text="count, >= 0", example=2)]
Ticket: TypeAlias = Annotated[int, Meaning(text="position number", example=17)]
Sequence: TypeAlias = Annotated[int, Meaning(text="position in the channel", example=42)]
StrategyId: TypeAlias = Annotated[str, Meaning(text="strategy id", example="strategy_123")]
StrategyName: TypeAlias = Annotated[str, Meaning(text="title", example="EMA Scalping Pro")]
Symbol: TypeAlias = Annotated[str, Meaning(text="instrument", example="EURUSD")]
TimeframeName: TypeAlias = Annotated[str, Meaning(text="M1 to MN1", example="M15")]
ReasonName: TypeAlias = Annotated[
    str, Meaning(text="why a signal did not trade", example="OUTSIDE_SESSION")
]
ExitName: TypeAlias = Annotated[str, Meaning(text="why a trade closed", example="take_profit")]
JsonPath: TypeAlias = Annotated[
    str, Meaning(text="place in the document", example="rules.entry.conditions[0].indicator")
]
Text: TypeAlias = Annotated[str, Meaning(text="words for a person", example="no such strategy")]
Document: TypeAlias = Annotated[
    dict[str, object],
    Meaning(text="JSON object", example={"strategyId": "strategy_123", "symbol": "EURUSD"}),
]
Speed: TypeAlias = Annotated[
    float | Literal["max"],
    Meaning(text="simulated seconds per second, or max", example=60),
]

SessionState: TypeAlias = Literal["running", "paused", "catching_up"]
StrategyStatus: TypeAlias = Literal["running", "paused", "stopped"]
TradeType: TypeAlias = Literal["BUY", "SELL"]
TradeMode: TypeAlias = Literal["demo", "real"]
RunMode: TypeAlias = Literal["paper", "live"]
Level: TypeAlias = Literal["info", "warning", "error"]
Truth: TypeAlias = Literal["true", "false", "unknown"]
ImpactName: TypeAlias = Literal["high", "medium", "low", "holiday"]
SignalName: TypeAlias = Literal["long", "short", "exit_long", "exit_short"]

"""Every row and answer that leaves a door: frozen dataclasses, camelCase on the wire.

Rows of REST answers double as the data of hub channels (`channels.CHANNELS`). A field without a
value is written as null, never left out. Shapes: contract 04 and docs/reference/http-api.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal, TypeAlias

from tradewright.wire import vocabulary as w
from tradewright.wire.protection import GuardianLimit as GuardianLimit  # noqa: PLC0414 passed on
from tradewright.wire.protection import GuardianState as GuardianState  # noqa: PLC0414 passed on
from tradewright.wire.vocabulary import Meaning

Bar: TypeAlias = Annotated[
    tuple[w.Seconds, w.Price, w.Price, w.Price, w.Price, w.Volume],
    Meaning(
        text="[time, open, high, low, close, volume]; time is the bar's open in UTC seconds",
        example=[1767604500, 1.0832, 1.0841, 1.083, 1.0838, 318.0],
    ),
]
"""One bar as an array: open time in UTC seconds, open, high, low, close, volume."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """Whether the server, the session and its feed are alive."""

    status: Literal["ok"]
    version: str
    uptime_seconds: w.Duration
    session: w.SessionState
    last_bar_at: w.Time | None
    feed_age_seconds: w.Duration | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The account as the broker would show it; `margin_level` is null without a position."""

    number: int
    broker: str
    server: str
    currency: str
    balance: w.Money
    equity: w.Money
    margin: w.Money
    free_margin: w.Money
    margin_level: w.Percent | None
    leverage: int
    trade_mode: w.TradeMode
    profit: w.Money
    open_positions: w.Count


@dataclass(frozen=True, slots=True, kw_only=True)
class StrategyRow:
    """One strategy of the session; `profit` is realised plus unrealised."""

    id: w.StrategyId
    name: w.StrategyName
    status: w.StrategyStatus
    symbol: w.Symbol
    timeframe: w.TimeframeName
    trades: w.Count
    open_positions: w.Count
    profit: w.Money
    last_signal_at: w.Time | None
    last_reason: w.ReasonName | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StrategyDetail:
    """A strategy row with the normalised document it runs."""

    id: w.StrategyId
    name: w.StrategyName
    status: w.StrategyStatus
    symbol: w.Symbol
    timeframe: w.TimeframeName
    trades: w.Count
    open_positions: w.Count
    profit: w.Money
    last_signal_at: w.Time | None
    last_reason: w.ReasonName | None
    document: w.Document


@dataclass(frozen=True, slots=True, kw_only=True)
class StrategyStopped:
    """The answer to a stop: no new trades; positions stay unless their close was asked for."""

    id: w.StrategyId
    status: Literal["stopped"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One fault of a request or document: where, what is wrong, what to do."""

    path: w.JsonPath
    message: w.Text
    fix: w.Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One block of a strategy document: whether it acts, and if not, why."""

    path: w.JsonPath
    support: Literal["supported", "off", "descriptive", "refused"]
    reason: w.Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Validation:
    """The verdict on a strategy document; `normalised` is null when there are problems."""

    ok: bool
    problems: tuple[Problem, ...]
    normalised: w.Document | None
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedOperand:
    """One side of a comparison on the explained bar; null while the series warms up."""

    name: Annotated[str, Meaning(text="series or number", example="ema_9")]
    value: w.Price | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedNode:
    """One condition or group with its truth; groups have members, comparisons operands.

    `missing` is how far the left operand is from making a comparison true; null where it is true,
    unknown or a group.
    """

    path: w.JsonPath
    text: Annotated[str, Meaning(text="the rule in words", example="ema_9 crosses above ema_21")]
    truth: w.Truth
    operands: tuple[ExplainedOperand, ...]
    members: tuple[ExplainedNode, ...]
    missing: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why a strategy did or did not trade on the closed bar that opened `at`.

    `at` is the bar's open time; `reason` is the gate that refused its signal at the next open,
    `detail` what stood behind it, such as the event that paused entries, `measured` and `bound`
    what that gate measured and its limit, where it has numbers of its own.
    """

    strategy_id: w.StrategyId
    symbol: w.Symbol
    timeframe: w.TimeframeName
    at: w.Time
    bar: Bar
    signals: tuple[w.SignalName, ...]
    reason: w.ReasonName | None
    entry_long: ExplainedNode | None
    entry_short: ExplainedNode | None
    exit_long: ExplainedNode | None
    exit_short: ExplainedNode | None
    detail: w.Text | None = None
    measured: float | None = None
    bound: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTrade:
    """An open position marked at its closing-side price; `profit` excludes swap, commission.

    `initial_volume` was opened; where parts were closed, `realised` is what they brought, net.
    """

    ticket: w.Ticket
    strategy_id: w.StrategyId
    strategy: w.StrategyName
    symbol: w.Symbol
    type: w.TradeType
    volume: w.Lots
    open_time: w.Time
    open_price: w.Price
    current_price: w.Price
    stop_loss: w.Price | None
    take_profit: w.Price | None
    profit: w.Money
    pips: w.Pips
    swap: w.Money
    commission: w.Money
    initial_volume: w.Lots
    realised: w.Money


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedTrade:
    """A finished trade; `profit` is net of costs, `r_multiple` null without a stop.

    Parts of one position share its ticket; `level` is the number of the ladder's level, 0 for none.
    """

    ticket: w.Ticket
    strategy_id: w.StrategyId
    strategy: w.StrategyName
    symbol: w.Symbol
    type: w.TradeType
    volume: w.Lots
    open_time: w.Time
    open_price: w.Price
    close_time: w.Time
    close_price: w.Price
    reason: w.ExitName
    profit: w.Money
    pips: w.Pips
    r_multiple: w.Multiple | None
    level: w.Count


@dataclass(frozen=True, slots=True, kw_only=True)
class TradeHistory:
    """One page of closed trades, newest first; `total` counts all of them."""

    total: w.Count
    trades: tuple[ClosedTrade, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TradeClosing:
    """A close was accepted; the fill follows at the next price on channel `trades`."""

    ticket: w.Ticket
    status: Literal["closing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class KillSwitch:
    """No new trades while active; `estimate` is the profit if all positions closed now."""

    active: bool
    since: w.Time | None
    open_positions: w.Count
    estimate: w.Money


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingAll:
    """How many positions will close at the next price."""

    closing: w.Count


@dataclass(frozen=True, slots=True, kw_only=True)
class SymbolInfo:
    """How to print prices of one instrument."""

    symbol: w.Symbol
    digits: Annotated[int, Meaning(text="decimals of a price", example=5)]
    pip: Annotated[float, Meaning(text="price change of one pip", example=0.0001)]
    point: Annotated[float, Meaning(text="smallest price change", example=0.00001)]


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """The running session: what it trades, how fast, since when, from where."""

    version: str
    python: str
    platform: str
    mode: w.RunMode
    market: Annotated[str, Meaning(text="the feed", example="simulated:EURUSD:7")]
    symbols: tuple[SymbolInfo, ...]
    timeframe: w.TimeframeName
    speed: w.Speed
    speeds: tuple[w.Speed, ...]
    kill_switch: KillSwitch
    simulated_time: w.Time | None
    data_dir: str
    pid: int
    uptime_seconds: w.Duration


@dataclass(frozen=True, slots=True, kw_only=True)
class BarSeries:
    """Closed bars, oldest first, and the bar still forming."""

    symbol: w.Symbol
    timeframe: w.TimeframeName
    digits: int
    bars: tuple[Bar, ...]
    forming: Bar | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEntry:
    """One line of the event log; `event` is a word such as TRADE_ENTRY or SIGNAL_REFUSED."""

    id: Annotated[int, Meaning(text="ascending", example=981)]
    time: w.Time
    level: w.Level
    event: Annotated[str, Meaning(text="kind of event", example="TRADE_ENTRY")]
    strategy_id: w.StrategyId | None
    symbol: w.Symbol | None
    message: w.Text
    data: w.Document


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsEvent:
    """One economic event ahead, as it is known now; `pauses` are the strategies it will pause."""

    time: w.Time
    currency: Annotated[str, Meaning(text="currency, or ALL", example="USD")]
    impact: w.ImpactName
    title: Annotated[str, Meaning(text="what happens", example="Non-Farm Payrolls")]
    pauses: tuple[w.StrategyId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """The economic calendar: where from, how old in market time, what it has ahead.

    `stale` by the shortest `max_age_hours` of its strategies (24); `trouble` of the last look.
    """

    source: str | None
    confirmed_at: w.Time | None
    age_hours: w.Hours | None
    max_age_hours: w.Hours
    stale: bool
    trouble: w.Text | None
    events: tuple[NewsEvent, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """The newest prices of a symbol; `time` is market (simulated) time."""

    symbol: w.Symbol
    bid: w.Price
    ask: w.Price
    time: w.Millis


@dataclass(frozen=True, slots=True, kw_only=True)
class Candle:
    """A bar of one timeframe, forming (channel `candles`) or closed (channel `bars`)."""

    symbol: w.Symbol
    timeframe: w.TimeframeName
    time: w.Seconds
    open: w.Price
    high: w.Price
    low: w.Price
    close: w.Price
    volume: w.Volume


@dataclass(frozen=True, slots=True, kw_only=True)
class HubStats:
    """What the hub did since the server started; `closed_slow` counts clients closed with 4008."""

    connections: w.Count
    published: w.Count
    conflated: w.Count
    replayed: w.Count
    snapshots: w.Count
    closed_slow: w.Count


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a request was refused, in words."""

    detail: w.Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Problems:
    """Everything wrong with what was sent."""

    detail: tuple[Problem, ...]

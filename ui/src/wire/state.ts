// What the screen knows: one immutable value, replaced by the reducer and by nothing else.
import type { Account, Candle, ChannelName, ClosedTrade, GuardianState, LogEntry, OpenTrade, Quote, StrategyRow, System } from "./generated";

export type Rows<Row> = Readonly<Record<string, Row>>;

export interface LiveState {
  readonly account: Account | null;
  readonly system: System | null;
  /** What protects the account, and how its limits stand. */
  readonly guardian: GuardianState | null;
  readonly quotes: Rows<Quote>;
  /** The candle still forming, by "EURUSD:M15". */
  readonly candles: Rows<Candle>;
  /** Candles closed while watching, oldest first, by "EURUSD:M15". */
  readonly bars: Rows<readonly Candle[]>;
  readonly strategies: Rows<StrategyRow>;
  readonly positions: Rows<OpenTrade>;
  /** Trades closed within the server's memory, oldest first; the REST history goes further back. */
  readonly trades: readonly ClosedTrade[];
  /** Oldest first, as the server keeps it. */
  readonly log: readonly LogEntry[];
  /** How often a channel began anew; whoever loaded its past by REST loads it again. */
  readonly restarts: Readonly<Partial<Record<ChannelName, number>>>;
  /** Age of each source as of the newest heartbeat, in milliseconds. */
  readonly sources: Readonly<Record<string, number>>;
}

export const EMPTY: LiveState = {
  account: null,
  system: null,
  guardian: null,
  quotes: {},
  candles: {},
  bars: {},
  strategies: {},
  positions: {},
  trades: [],
  log: [],
  restarts: {},
  sources: {},
};

/** The server's ring: contract 03 promises 1000 entries. */
export const RING = 1000;

export const candleKey = (symbol: string, timeframe: string): string => `${symbol}:${timeframe}`;

/** What tells closed trades apart: parts of one position share its ticket. */
export const tradeKey = (trade: ClosedTrade): string => `${trade.ticket}:${trade.level}`;

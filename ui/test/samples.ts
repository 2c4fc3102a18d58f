// Rows and frames as the server writes them, for tests.
import type { Account, Candle, ChannelName, ClosedTrade, GuardianState, LogEntry, OpenTrade, Published, Snapshot, StrategyRow, System } from "@/wire/generated";

export const account = (change: Partial<Account> = {}): Account => ({
  number: 10001,
  broker: "Tradewright",
  server: "Paper",
  currency: "USD",
  balance: 10_000,
  equity: 10_012.5,
  margin: 36,
  freeMargin: 9_976.5,
  marginLevel: 27_812,
  leverage: 30,
  tradeMode: "demo",
  profit: 12.5,
  openPositions: 1,
  ...change,
});

export const guardian = (change: Partial<GuardianState> = {}): GuardianState => ({
  active: true,
  breach: null,
  since: null,
  measured: null,
  bound: null,
  dayEnds: "2026-01-06T00:00:00Z",
  limits: [
    { limit: "dailyLoss", measured: 50, bound: 200 },
    { limit: "maxPositions", measured: 3, bound: 5 },
  ],
  document: { limits: { dailyLoss: 200, maxPositions: 5 }, rearm: "manual" },
  ...change,
});

export const system = (change: Partial<System> = {}): System => ({
  version: "0.1.0",
  python: "3.11.7",
  platform: "linux",
  mode: "paper",
  market: "simulated:EURUSD:7",
  symbols: [{ symbol: "EURUSD", digits: 5, pip: 0.0001, point: 0.00001 }],
  timeframe: "M1",
  speed: 60,
  speeds: [1, 60, "max"],
  killSwitch: { active: false, since: null, openPositions: 0, estimate: 0 },
  simulatedTime: "2026-01-05T09:15:00Z",
  dataDir: "/data",
  pid: 7,
  uptimeSeconds: 3,
  ...change,
});

export const strategy = (change: Partial<StrategyRow> = {}): StrategyRow => ({
  id: "strategy_123",
  name: "EMA Scalping Pro",
  status: "running",
  symbol: "EURUSD",
  timeframe: "M15",
  trades: 41,
  openPositions: 1,
  profit: -3.2,
  lastSignalAt: "2026-01-05T09:00:00Z",
  lastReason: "OUTSIDE_SESSION",
  ...change,
});

export const open = (change: Partial<OpenTrade> = {}): OpenTrade => ({
  ticket: 17,
  strategyId: "strategy_123",
  strategy: "EMA Scalping Pro",
  symbol: "EURUSD",
  type: "BUY",
  volume: 0.01,
  openTime: "2026-01-05T09:15:00Z",
  openPrice: 1.08325,
  currentPrice: 1.0845,
  stopLoss: 1.0812,
  takeProfit: 1.0887,
  profit: 1.25,
  pips: 12.5,
  swap: 0,
  commission: 0,
  initialVolume: 0.01,
  realised: 0,
  ...change,
});

export const closed = (change: Partial<ClosedTrade> = {}): ClosedTrade => ({
  ticket: 16,
  strategyId: "strategy_123",
  strategy: "EMA Scalping Pro",
  symbol: "EURUSD",
  type: "SELL",
  volume: 0.01,
  openTime: "2026-01-05T08:00:00Z",
  openPrice: 1.085,
  closeTime: "2026-01-05T09:07:00Z",
  closePrice: 1.0838,
  reason: "take_profit",
  profit: 1.2,
  pips: 12,
  rMultiple: 2.5,
  level: 0,
  ...change,
});

export const candle = (change: Partial<Candle> = {}): Candle => ({
  symbol: "EURUSD",
  timeframe: "M15",
  time: 1_767_604_500,
  open: 1.083,
  high: 1.084,
  low: 1.082,
  close: 1.0835,
  volume: 318,
  ...change,
});

export const entry = (id: number, change: Partial<LogEntry> = {}): LogEntry => ({
  id,
  time: "2026-01-05T09:15:00Z",
  level: "info",
  event: "TRADE_ENTRY",
  strategyId: "strategy_123",
  symbol: "EURUSD",
  message: `event ${id}`,
  data: {},
  ...change,
});

export const pub = (ch: ChannelName, seq: number, d: unknown, k: string | null = null, ep = "e1"): Published => ({ v: 1, t: "pub", ch, ep, seq, ts: 1_767_604_500_000, d, k });

export const snap = (ch: ChannelName, seq: number, content: { rows?: Record<string, unknown>; events?: readonly unknown[] }, ep = "e1"): Snapshot => ({
  v: 1,
  t: "snap",
  ch,
  ep,
  seq,
  ts: 1_767_604_500_000,
  d: {
    rows: content.rows ?? {},
    events: (content.events ?? []).map((d, index, all) => ({ seq: seq - all.length + index + 1, ts: 1_767_604_500_000, d })),
  },
});

// The one place where frames become state. Pure: the same transcript gives the same state, so it is tested as data.
import type { Account, Candle, ChannelName, ClosedTrade, GuardianState, LogEntry, OpenTrade, Quote, StrategyRow, System } from "./generated";
import type { Published, ServerFrame, Snapshot } from "./generated";
import { isChannel } from "./sequence";
import { candleKey, RING } from "./state";
import type { LiveState, Rows } from "./state";

/** The state after one frame. */
export function reduce(state: LiveState, frame: ServerFrame): LiveState {
  switch (frame.t) {
    case "pub":
      return isChannel(frame.ch) ? publish(state, frame.ch, frame) : state;
    case "snap":
      return isChannel(frame.ch) ? restart(state, frame.ch, frame) : state;
    case "hb":
      return { ...state, sources: ages(frame.d.sources) };
    case "ack":
    case "err":
      return state;
  }
}

/** The state after many frames, in order. */
export function reduceAll(state: LiveState, frames: readonly ServerFrame[]): LiveState {
  return frames.reduce(reduce, state);
}

// The server's schema types `d` per channel (x-channels); the casts below state exactly that table.
function publish(state: LiveState, channel: ChannelName, frame: Published): LiveState {
  const { d, k } = frame;
  switch (channel) {
    case "account":
      return { ...state, account: d as Account };
    case "system":
      return { ...state, system: d as System };
    case "guardian":
      return { ...state, guardian: d as GuardianState };
    case "quotes":
      return { ...state, quotes: upsert(state.quotes, k, d as Quote | null) };
    case "candles":
      return { ...state, candles: upsert(state.candles, k, d as Candle | null) };
    case "strategies":
      return { ...state, strategies: upsert(state.strategies, k, d as StrategyRow | null) };
    case "positions":
      return { ...state, positions: upsert(state.positions, k, d as OpenTrade | null) };
    case "bars":
      return { ...state, bars: withBar(state.bars, d as Candle) };
    case "trades":
      return { ...state, trades: push(state.trades, d as ClosedTrade) };
    case "log":
      return { ...state, log: push(state.log, d as LogEntry) };
  }
}

function restart(state: LiveState, channel: ChannelName, frame: Snapshot): LiveState {
  const { rows, events } = frame.d;
  const past = events.map((event) => event.d);
  const restarts = { ...state.restarts, [channel]: (state.restarts[channel] ?? 0) + 1 };
  const next = { ...state, restarts };
  switch (channel) {
    case "account":
      return { ...next, account: (Object.values(rows)[0] ?? null) as Account | null };
    case "system":
      return { ...next, system: (Object.values(rows)[0] ?? null) as System | null };
    case "guardian":
      return { ...next, guardian: (Object.values(rows)[0] ?? null) as GuardianState | null };
    case "quotes":
      return { ...next, quotes: rows as Rows<Quote> };
    case "candles":
      return { ...next, candles: rows as Rows<Candle> };
    case "strategies":
      return { ...next, strategies: rows as Rows<StrategyRow> };
    case "positions":
      return { ...next, positions: rows as Rows<OpenTrade> };
    case "bars":
      return { ...next, bars: (past as Candle[]).reduce(withBar, {}) };
    case "trades":
      return { ...next, trades: (past as ClosedTrade[]).slice(-RING) };
    case "log":
      return { ...next, log: (past as LogEntry[]).slice(-RING) };
  }
}

function upsert<Row>(rows: Rows<Row>, key: string | null | undefined, row: Row | null): Rows<Row> {
  if (key === undefined || key === null) return rows;
  if (row !== null) return { ...rows, [key]: row };
  return Object.fromEntries(Object.entries(rows).filter(([name]) => name !== key));
}

function push<Item>(ring: readonly Item[], item: Item): readonly Item[] {
  const start = Math.max(0, ring.length + 1 - RING);
  return [...ring.slice(start), item];
}

function withBar(bars: Rows<readonly Candle[]>, bar: Candle): Rows<readonly Candle[]> {
  const key = candleKey(bar.symbol, bar.timeframe);
  return { ...bars, [key]: push(bars[key] ?? [], bar) };
}

function ages(sources: Readonly<Record<string, { readonly ageMs: number }>>): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(sources).map(([name, source]) => [name, source.ageMs]));
}

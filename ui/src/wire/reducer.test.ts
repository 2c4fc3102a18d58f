import { describe, expect, it } from "vitest";
import { account, candle, closed, entry, open, pub, snap, strategy, system } from "@test/samples";
import { reduce, reduceAll } from "./reducer";
import { EMPTY, RING } from "./state";
import type { ServerFrame } from "./generated";

describe("a transcript of one session", () => {
  const transcript: ServerFrame[] = [
    { v: 1, t: "ack", id: 1, ts: 1, ch: "account", ep: "e1", seq: 3, recovered: false },
    snap("account", 3, { rows: { account: account() } }),
    snap("system", 1, { rows: { system: system() } }),
    snap("strategies", 5, { rows: { strategy_123: strategy() } }),
    snap("positions", 9, { rows: { 17: open(), 18: open({ ticket: 18 }) } }),
    snap("log", 2, { events: [entry(1), entry(2)] }),
    snap("bars", 1, { events: [candle()] }),
    pub("positions", 10, open({ profit: -0.5 }), "17"),
    pub("positions", 11, null, "18"),
    pub("trades", 1, closed({ ticket: 18 })),
    pub("log", 3, entry(3)),
    pub("bars", 2, candle({ time: 1_767_605_400 })),
    pub("candles", 7, candle({ time: 1_767_606_300, close: 1.09 }), "EURUSD:M15"),
    pub("quotes", 8, { symbol: "EURUSD", bid: 1.09, ask: 1.0901, time: 5 }, "EURUSD"),
    { v: 1, t: "hb", ts: 2, d: { serverTime: 2, sources: { feed: { ageMs: 420 } } } },
  ];
  const state = reduceAll(EMPTY, transcript);

  it("keeps the newest of every latest value", () => {
    expect(state.account?.equity).toBe(10_012.5);
    expect(state.quotes.EURUSD?.bid).toBe(1.09);
    expect(state.candles["EURUSD:M15"]?.close).toBe(1.09);
    expect(state.system?.killSwitch.active).toBe(false);
  });

  it("upserts and deletes rows of tables", () => {
    expect(Object.keys(state.positions)).toEqual(["17"]);
    expect(state.positions["17"]?.profit).toBe(-0.5);
  });

  it("appends events in order", () => {
    expect(state.log.map((row) => row.id)).toEqual([1, 2, 3]);
    expect(state.trades.map((row) => row.ticket)).toEqual([18]);
    expect(state.bars["EURUSD:M15"]?.map((bar) => bar.time)).toEqual([1_767_604_500, 1_767_605_400]);
  });

  it("knows the age of each source", () => expect(state.sources).toEqual({ feed: 420 }));

  it("counts a snapshot as a restart and a publication as none", () => {
    expect(state.restarts).toEqual({ account: 1, system: 1, strategies: 1, positions: 1, log: 1, bars: 1 });
  });
});

describe("a snapshot replaces what was there", () => {
  it("drops rows that the server no longer has", () => {
    const before = reduceAll(EMPTY, [snap("positions", 4, { rows: { 17: open(), 18: open({ ticket: 18 }) } })]);
    const after = reduce(before, snap("positions", 1, { rows: { 18: open({ ticket: 18 }) } }, "e2"));
    expect(Object.keys(after.positions)).toEqual(["18"]);
  });

  it("drops events of the epoch before", () => {
    const before = reduceAll(EMPTY, [pub("log", 1, entry(1)), pub("trades", 1, closed())]);
    const after = reduceAll(before, [snap("log", 0, {}, "e2"), snap("trades", 0, {}, "e2")]);
    expect([after.log, after.trades]).toEqual([[], []]);
  });
});

describe("the ring", () => {
  it("keeps the newest thousand", () => {
    const frames = Array.from({ length: RING + 25 }, (_, index) => pub("log", index + 1, entry(index + 1)));
    const { log } = reduceAll(EMPTY, frames);
    expect(log).toHaveLength(RING);
    expect([log[0]?.id, log.at(-1)?.id]).toEqual([26, RING + 25]);
  });
});

describe("what is not understood", () => {
  it("leaves the state as it is", () => {
    expect(reduce(EMPTY, { ...pub("log", 1, entry(1)), ch: "a channel to come" })).toBe(EMPTY);
    expect(reduce(EMPTY, { v: 1, t: "err", id: 1, ts: 1, code: "unknown_channel", detail: "no such channel" })).toBe(EMPTY);
  });

  it("never changes the state it was given", () => {
    const before = reduceAll(EMPTY, [snap("positions", 1, { rows: { 17: open() } }), pub("log", 1, entry(1))]);
    const copy = structuredClone(before);
    reduceAll(before, [pub("positions", 2, null, "17"), pub("log", 2, entry(2))]);
    expect(before).toEqual(copy);
  });
});

// Decisions of the views that need no view.
import { describe, expect, it } from "vitest";
import { fitting } from "@/shared/components/DataTable";
import type { Column } from "@/shared/components/DataTable";
import type { Explanation } from "@/wire/generated";
import { closed, entry } from "@test/samples";
import { linkWord } from "./connection/ConnectionPill";
import { speedWord } from "./clock/SimClock";
import { untold } from "./explain/Tree";
import { barMinutes, moved, verdict } from "./explain/verdict";
import { fresh, sentence } from "./fills/fills";
import { summary } from "./history/HistoryPanel";
import { era, mergeTrades } from "./history/useHistory";
import { ALL_LEVELS, shown } from "./log/frozen";
import { ACTIONS, consequence } from "./strategies/consequence";
import { readDraft } from "./strategies/document";

describe("the state of a strategy", () => {
  it("is named by its consequence", () => {
    expect(consequence("paused", false, 2).sentence).toBe("No new trades; open trades managed");
    expect(consequence("running", true, 0).word).toBe("Held");
    expect(consequence("stopped", false, 1).sentence).toContain("keep their stops and targets");
  });
  it("always offers a way on", () => expect(Object.values(ACTIONS).every((actions) => actions.length > 0)).toBe(true));
});

describe("the frozen log", () => {
  const log = [entry(1), entry(2, { level: "error" }), entry(3), entry(4)];
  it("follows while nobody reads back", () => expect(shown(log, ALL_LEVELS, null)).toEqual({ entries: log, fresh: 0 }));
  it("holds still and counts", () => {
    const held = shown(log, ALL_LEVELS, 2);
    expect([held.entries.length, held.fresh]).toEqual([2, 2]);
  });
  it("counts only what its filter lists", () => expect(shown(log, { ...ALL_LEVELS, info: false }, 1)).toEqual({ entries: [], fresh: 1 }));
});

describe("the history", () => {
  it("shows each ticket once, newest close first, the stream over the pages", () => {
    const page = { total: 2, trades: [closed({ ticket: 2, profit: 0 }), closed({ ticket: 1, closeTime: "2026-01-04T00:00:00Z" })] };
    const merged = mergeTrades([closed({ ticket: 2, profit: 5 }), closed({ ticket: 3, closeTime: "2026-01-06T00:00:00Z" })], [page]);
    expect(merged.map((trade) => [trade.ticket, trade.profit])).toEqual([
      [3, 1.2],
      [2, 5],
      [1, 1.2],
    ]);
  });
  it("is asked anew before the ring forgets what no page has", () => {
    const ring = (first: number) => Array.from({ length: 1000 }, (_, index) => closed({ ticket: first + index }));
    expect([era(ring(1).slice(1)), era(ring(1)), era(ring(499)), era(ring(500)), era(ring(1100))]).toEqual([0, 0, 0, 1, 2]);
  });
  it("states the share of winners only when it knows all", () => {
    const trades = [closed(), closed({ ticket: 2, profit: -1 })];
    expect([summary(trades, 2), summary(trades, 900)]).toEqual(["2 trades · 50.0% won", "900 trades"]);
  });
});

describe("an explanation", () => {
  const base: Explanation = {
    strategyId: "s", symbol: "EURUSD", timeframe: "M15", at: "2026-01-05T09:15:00Z", bar: [0, 1, 1, 1, 1, 1],
    signals: [], reason: null, entryLong: null, entryShort: null, exitLong: null, exitShort: null,
  };
  const node = { path: "rules.entry", text: "", truth: "unknown", operands: [], members: [] } as const;
  it.each([
    ["quiet", base],
    ["unknown", { ...base, entryLong: node }],
    ["traded", { ...base, signals: ["long"] as const }],
    ["refused", { ...base, signals: ["long"] as const, reason: "OUTSIDE_SESSION" }],
  ] as const)("is %s", (tone, explanation) => expect(verdict(explanation).tone).toBe(tone));
  it("does not say a number twice", () => {
    const operands = [{ name: "ema_9", value: 1.08 }, { name: "rsi_14", value: 47 }, { name: "30", value: 30 }];
    expect(untold({ ...node, truth: "true", text: "ema_9 (1.08) is above", operands }).map(({ name }) => name)).toEqual(["rsi_14"]);
  });
  it("steps by whole bars", () => expect(moved("2026-01-05T09:15:00Z", -barMinutes("H1"))).toBe("2026-01-05T08:15:00Z"));
});

describe("fills aloud", () => {
  it("are one sentence however many there are", () => {
    const many = [entry(1), entry(2), entry(3, { event: "TRADE_EXIT" })];
    expect([sentence(many.slice(0, 1)), sentence(many)]).toEqual(["event 1", "2 trades opened, 1 trade closed."]);
  });
  it("are only the new ones", () => {
    const news = fresh([entry(1), entry(2), entry(3, { level: "error", event: "SESSION_FAILED" })], 1);
    expect([news.fills.map((row) => row.id), news.errors.map((row) => row.id)]).toEqual([[2], [3]]);
  });
});

describe("a pasted document", () => {
  it("is read", () => expect(readDraft('{"a": 1}')).toEqual({ kind: "document", document: { a: 1 } }));
  it("is nothing when there is nothing", () => expect(readDraft(" \n")).toEqual({ kind: "empty" }));
  it("says where it breaks", () => {
    const draft = readDraft('{\n  "a": 1,\n  "b": oops\n}');
    expect(draft.kind === "broken" && draft.problem.path).toBe("line 3, column 8");
  });
});

it("says what the connection is worth", () => {
  expect([linkWord("open", "live", true), linkWord("open", "stale", true), linkWord("waiting", "late", true), linkWord("refused", "stale", false), linkWord("connecting", "stale", false), linkWord("open", "stale", true, true)]).toEqual([
    "Live", "Stale", "Reconnecting", "Not signed in", "Connecting", "No prices",
  ]);
});

it("names speeds", () => expect([speedWord(60), speedWord("max"), speedWord(0)]).toEqual(["60×", "Max", "Paused"]));

it("lets the least important column leave first", () => {
  const column = (id: string, width: number, priority: number): Column<object> => ({ id, header: id, width, cell: () => id, priority });
  const columns = [column("a", 100, 1), column("b", 100, 2), column("c", 100, 3), column("d", 100, 2)];
  expect([500, 350, 250, 50].map((width) => fitting(columns, width).map((row) => row.id).join(""))).toEqual(["abcd", "abd", "ab", "a"]);
});

import { describe, expect, it } from "vitest";
import { candle, closed, open } from "@test/samples";
import { barsOf, barTimeAt, news } from "./bars";
import { levelsOf, marksOf, reach, segmentsOf } from "./marks";
import { faded } from "./palette";

const series = (forming: number | null) => ({
  symbol: "EURUSD",
  timeframe: "M15",
  digits: 5,
  bars: [
    [900, 1, 2, 0.5, 1.5, 10],
    [1800, 1.5, 2, 1, 1.2, 10],
  ] as const,
  forming: forming === null ? null : ([forming, 1.2, 1.3, 1.1, 1.25, 3] as const),
});

describe("bars", () => {
  it("end with the forming one", () => expect(barsOf(series(2700)).map((bar) => bar.time)).toEqual([900, 1800, 2700]));
  it("never go back in time", () => expect(barsOf(series(1800)).map((bar) => bar.time)).toEqual([900, 1800]));
  it("find the bar that holds an instant", () => {
    const times = [900, 1800, 7200];
    expect([899, 900, 1799, 1800, 7199, 9999].map((at) => barTimeAt(times, at))).toEqual([null, 900, 900, 1800, 1800, 7200]);
  });
});

describe("what is new since the last drawn bar", () => {
  const [first, second, third] = [900, 1800, 2700].map((time) => candle({ time }));
  it("is the last bar again and all after it, the forming one last", () => {
    expect(news(1800, [first, second] as never, third).map((bar) => bar.time)).toEqual([1800, 2700]);
  });
  it("is the forming bar alone while none closed", () => expect(news(2700, [], third).map((bar) => bar.time)).toEqual([2700]));
  it("prefers a closed bar to its own forming past", () => {
    const drawn = news(1800, [candle({ time: 1800, close: 9 })], candle({ time: 1800, close: 5 }));
    expect(drawn.map((bar) => bar.close)).toEqual([9]);
  });
  it("never is a forming bar from before", () => expect(news(2700, [], second)).toEqual([]));
});

describe("marks", () => {
  const at = (instant: string): number => Date.parse(instant) / 1000;
  const times = ["2026-01-05T08:00:00Z", "2026-01-05T08:15:00Z", "2026-01-05T09:00:00Z", "2026-01-05T09:15:00Z"].map(at);
  it("stand on existing bars, in order", () => {
    const marks = marksOf(times, [closed()], [open()]);
    expect(marks.map((mark) => [mark.kind, mark.time])).toEqual([
      ["entry", at("2026-01-05T08:00:00Z")],
      ["exit", at("2026-01-05T09:00:00Z")],
      ["entry", at("2026-01-05T09:15:00Z")],
    ]);
    expect(marks.every((mark) => times.includes(mark.time))).toBe(true);
  });
  it("leave out what happened before the first bar", () => expect(marksOf(times, [closed({ openTime: "2026-01-04T08:00:00Z" })], [])).toHaveLength(1));
  it("join entry and exit with the result", () => {
    expect(segmentsOf(times, [closed({ profit: -1 })])).toEqual([{ from: { time: at("2026-01-05T08:00:00Z"), price: 1.085 }, to: { time: at("2026-01-05T09:00:00Z"), price: 1.0838 }, won: false }]);
  });
});

describe("levels", () => {
  it("are entry, stop and target of each position", () => {
    expect(levelsOf([open()]).map((level) => [level.kind, level.price, level.title])).toEqual([
      ["entry", 1.08325, "BUY"],
      ["stop", 1.0812, "SL"],
      ["target", 1.0887, "TP"],
    ]);
  });
  it("name the position when there are several, and skip what is not set", () => {
    const levels = levelsOf([open({ stopLoss: null }), open({ ticket: 18, takeProfit: null, type: "SELL" })]);
    expect(levels.map((level) => level.title)).toEqual(["BUY #17", "TP #17", "SELL #18", "SL #18"]);
  });
});

describe("the price scale", () => {
  const candles = { minValue: 1.1, maxValue: 1.2 };
  it("reaches for stops and targets", () => expect(reach(candles, [1.05, 1.3])).toEqual({ minValue: 1.05, maxValue: 1.3 }));
  it("but not so far that the candles go flat", () => expect(reach(candles, [1.5, 1.05])).toEqual({ minValue: 1.05, maxValue: 1.2 }));
});

it("fades a colour", () => expect(faded("#102030", 0.5)).toBe("#10203080"));

import { expect, it } from "vitest";
import { isChannel, standing } from "./sequence";

it.each([
  ["next", "log", { ep: "a", seq: 4 }, { ep: "a", seq: 5 }],
  ["old", "log", { ep: "a", seq: 4 }, { ep: "a", seq: 4 }],
  ["old", "log", { ep: "a", seq: 4 }, { ep: "a", seq: 2 }],
  ["gap", "log", { ep: "a", seq: 4 }, { ep: "a", seq: 6 }],
  ["gap", "positions", { ep: "a", seq: 4 }, { ep: "b", seq: 5 }],
  ["gap", "trades", undefined, { ep: "a", seq: 1 }],
  ["next", "quotes", { ep: "a", seq: 4 }, { ep: "a", seq: 90 }],
  ["old", "quotes", { ep: "a", seq: 4 }, { ep: "a", seq: 3 }],
  ["next", "quotes", undefined, { ep: "a", seq: 90 }],
] as const)("is %s on %s after %j for %j", (expected, channel, cursor, frame) => {
  expect(standing(channel, cursor, frame)).toBe(expected);
});

it("knows the channels of this version only", () => {
  expect([isChannel("positions"), isChannel("orders"), isChannel("toString")]).toEqual([true, false, false]);
});

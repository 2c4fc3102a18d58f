import { expect, it } from "vitest";
import { freshness, isQuiet } from "./staleness";

const at = { heardAt: 100_000, openedAt: 50_000, dataAt: 100_000 };

it.each([
  ["live", at, 107_499],
  ["late", at, 107_500],
  ["late", at, 114_999],
  ["stale", at, 115_000],
  ["late", { ...at, openedAt: null }, 101_000],
  ["stale", { ...at, openedAt: null }, 115_000],
  ["stale", { heardAt: 120_000, openedAt: 119_000, dataAt: 100_000 }, 120_100],
  ["live", { heardAt: 120_000, openedAt: 119_000, dataAt: 119_500 }, 120_100],
  ["stale", { heardAt: null, openedAt: null, dataAt: null }, 0],
  ["stale", { heardAt: 10, openedAt: 5, dataAt: null }, 20],
] as const)("is %s for %j at %d", (expected, reception, now) => {
  expect(freshness(reception, now)).toBe(expected);
});

it.each([
  [false, 14_999, 60],
  [true, 15_000, 60],
  [true, 15_000, "max"],
  [false, 179_000, 1],
  [true, 180_000, 1],
  [false, undefined, 60],
  [false, 99_000, undefined],
] as const)("is quiet: %s after %s ms at speed %s", (expected, age, speed) => {
  expect(isQuiet(age, speed)).toBe(expected);
});

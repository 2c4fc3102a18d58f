import { expect, it } from "vitest";
import { attemptAfter, delay } from "./backoff";

it("doubles the ceiling from a quarter second to twenty", () => {
  const ceilings = [0, 1, 2, 3, 4, 5, 6, 7, 50].map((attempt) => delay(attempt, 1));
  expect(ceilings).toEqual([250, 500, 1000, 2000, 4000, 8000, 16_000, 20_000, 20_000]);
});

it("is uniform below the ceiling", () => {
  expect([delay(3, 0), delay(3, 0.5)]).toEqual([0, 1000]);
});

it("forgives only a connection that held for thirty seconds", () => {
  expect([attemptAfter(6, 29_999), attemptAfter(6, 30_000)]).toEqual([7, 0]);
});

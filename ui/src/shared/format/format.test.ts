import { describe, expect, it } from "vitest";
import { arrow, fixed, gain, lots, price, signed } from "./numbers";
import { date, dayTime, full, iso, span, time } from "./times";
import { counted, exitWord, reasonSentence, reasonTitle } from "./words";

describe("numbers", () => {
  it("have fixed decimals, a real minus and no exponent", () => {
    expect([fixed(1234.5, 2), fixed(-3.14159, 2), fixed(1e-7, 8), fixed(12_345_678, 0)]).toEqual(["1,234.50", "−3.14", "0.00000010", "12,345,678"]);
  });
  it("have no negative zero", () => expect([fixed(-0.001, 2), signed(-0.001, 2), signed(0.001, 2)]).toEqual(["0.00", "0.00", "0.00"]));
  it("say plus for gains", () => expect([signed(1.2, 1), signed(-1.2, 1), gain(12.3, "USD")]).toEqual(["+1.2", "−1.2", "+12.30 USD"]));
  it("are a dash when missing", () => expect([fixed(null, 2), fixed(undefined, 2), fixed(Number.NaN, 2)]).toEqual(["–", "–", "–"]));
  it("print prices by the digits of the symbol", () => expect([price(1.08325, 5), price(157.2, 3), price(64_120.15, 2)]).toEqual(["1.08325", "157.200", "64120.15"]));
  it("print volumes by their own step", () => expect([lots(0.1), lots(1), lots(0.00125)]).toEqual(["0.10", "1.00", "0.00125"]));
  it("repeat the sign as an arrow", () => expect([arrow(1), arrow(-1), arrow(0)]).toEqual(["▲", "▼", ""]));
});

describe("times", () => {
  const instant = "2026-01-05T09:15:07Z";
  it("are UTC wherever the browser is", () => {
    expect([time(instant), dayTime(instant), date(instant)]).toEqual(["09:15:07", "05 Jan 09:15", "Mon, 05 Jan 2026"]);
    expect(full(instant)).toBe("Mon, 05 Jan 2026 09:15:07 UTC");
  });
  it("take milliseconds, too", () => expect(time(Date.parse(instant))).toBe("09:15:07"));
  it("are a dash when there is none", () => expect([time(null), date("nonsense")]).toEqual(["–", "–"]));
  it("go back to the server as it writes them", () => expect(iso(Date.parse(instant) / 1000)).toBe(instant));
  it("are spoken as spans", () => {
    expect([-5, 400, 18_000, 240_000, 7_500_000, 273_600_000].map(span)).toEqual(["0 s", "0 s", "18 s", "4 min", "2 h 05 min", "3 d 04 h"]);
  });
});

describe("words", () => {
  it("translate the closed sets", () => expect([exitWord("stop_loss"), reasonTitle("SPREAD_TOO_WIDE")]).toEqual(["Stop loss", "Spread too wide"]));
  it("spell out words to come instead of hiding them", () => expect([exitWord("moon_phase"), reasonSentence("MOON_PHASE")]).toEqual(["Moon phase", "Moon phase."]));
  it("count", () => expect([counted(1, "position"), counted(3, "entry", "entries")]).toEqual(["1 position", "3 entries"]));
});

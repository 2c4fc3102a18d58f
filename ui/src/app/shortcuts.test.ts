// @vitest-environment jsdom
import { expect, it } from "vitest";
import { parseView } from "./route";
import { meant } from "./shortcuts";

const press = (init: KeyboardEventInit, target: HTMLElement = document.body): KeyboardEvent => {
  const event = new KeyboardEvent("keydown", { bubbles: true, ...init });
  document.body.append(target === document.body ? "" : target);
  target.dispatchEvent(event);
  return event;
};

it.each([
  ["kill", { key: "K", ctrlKey: true, shiftKey: true }],
  ["kill", { key: "k", metaKey: true, shiftKey: true }],
  ["help", { key: "?", shiftKey: true }],
  ["new", { key: "n" }],
  ["trades", { key: "3" }],
  [null, { key: "n", ctrlKey: true }],
  [null, { key: "x" }],
] as const)("means %s by %j", (expected, init) => {
  expect(meant(press(init))).toBe(expected);
});

it("lets people type, but never blocks the kill switch", () => {
  const field = document.createElement("textarea");
  expect(meant(press({ key: "n" }, field))).toBeNull();
  expect(meant(press({ key: "K", ctrlKey: true, shiftKey: true }, field))).toBe("kill");
});

it("reads the view from the address", () => {
  expect(["", "#/", "#/trades", "#/nowhere"].map(parseView)).toEqual(["home", "home", "trades", "home"]);
});

// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { live } from "@/wire/store";
import { account, open, strategy, system } from "@test/samples";
import { serve, show } from "@test/screen";
import { KillBand, KillButton } from "./KillSwitch";

afterEach(cleanup);

const ON = { active: true, since: "2026-01-05T09:15:00Z", openPositions: 2, estimate: 2.5 };
const OFF = { active: false, since: null, openPositions: 2, estimate: 2.5 };
const killed = { system: system({ killSwitch: ON }), account: account(), strategies: { strategy_123: strategy() }, positions: { 17: open(), 18: open({ ticket: 18 }) } };

it("acts on one click, without a question", async () => {
  const calls = serve({ "POST /api/kill": ON });
  show(<KillButton />, { system: system() });
  fireEvent.click(screen.getByRole("button"));
  await waitFor(() => expect(live.getState().data.system?.killSwitch.active).toBe(true));
  expect(calls).toEqual(["POST /api/kill"]);
  expect(screen.queryByRole("dialog")).toBeNull();
});

it("then offers to close all, with the estimate", async () => {
  const calls = serve({ "POST /api/kill/close-all": { closing: 2 } });
  show(<KillBand />, killed);
  fireEvent.click(screen.getByRole("button", { name: "Close all 2 positions (estimate +2.50 USD)" }));
  await waitFor(() => expect(calls).toEqual(["POST /api/kill/close-all"]));
});

it("asks before trading is allowed again", async () => {
  const calls = serve({ "DELETE /api/kill": OFF });
  show(<KillBand />, killed);
  fireEvent.click(screen.getByRole("button", { name: "Re-arm…" }));
  expect(calls).toEqual([]);
  expect(await screen.findByRole("dialog")).toHaveProperty("textContent", expect.stringContaining("1 running strategy may open positions"));
  fireEvent.click(screen.getByRole("button", { name: "Allow new trades" }));
  await waitFor(() => expect(calls).toEqual(["DELETE /api/kill"]));
  await waitFor(() => expect(live.getState().data.system?.killSwitch.active).toBe(false));
});

it("says so when nothing is open", () => {
  show(<KillBand />, { ...killed, system: system({ killSwitch: { ...ON, openPositions: 0 } }), positions: {} });
  expect(screen.getByRole("alert").textContent).toContain("No positions are open.");
});

it("shows no band while trading is allowed", () => {
  show(<KillBand />, { system: system() });
  expect(screen.queryByRole("alert")).toBeNull();
});

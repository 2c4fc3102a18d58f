// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { live } from "@/wire/store";
import { account, open, strategy, system } from "@test/samples";
import { serve, show } from "@test/screen";
import { StrategiesPanel } from "./StrategiesPanel";

afterEach(cleanup);

const world = { account: account(), system: system(), strategies: { strategy_123: strategy() }, positions: { 17: open() } };

it("pauses by one click and names the consequence", async () => {
  const calls = serve({ "POST /api/strategies/strategy_123/pause": strategy({ status: "paused" }) });
  show(<StrategiesPanel />, world);
  expect(screen.getByText("Opens and manages trades", { exact: false })).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: /^Pause EMA Scalping Pro/ }));
  await waitFor(() => expect(calls).toEqual(["POST /api/strategies/strategy_123/pause"]));
});

it("asks what happens to open trades before it stops", async () => {
  const calls = serve({ "DELETE /api/strategies/strategy_123?closePositions=true": { id: "strategy_123", status: "stopped" } });
  show(<StrategiesPanel />, world);
  fireEvent.click(screen.getByRole("button", { name: /^Stop… EMA Scalping Pro/ }));
  expect(calls).toEqual([]);
  fireEvent.click(await screen.findByRole("checkbox", { name: "Also close 1 open position (estimate +1.25 USD)" }));
  fireEvent.click(screen.getByRole("button", { name: "Stop and close" }));
  await waitFor(() => expect(calls).toEqual(["DELETE /api/strategies/strategy_123?closePositions=true"]));
});

it("sends nothing while there is no connection", () => {
  const calls = serve({});
  show(<StrategiesPanel />, world);
  live.setState(({ connection }) => ({ connection: { ...connection, status: "waiting" } }));
  return waitFor(() => {
    const pause = screen.getByRole("button", { name: /^Pause/ });
    expect(pause).toHaveProperty("disabled", true);
    fireEvent.click(pause);
    expect(calls).toEqual([]);
  });
});

it("lists the faults of a document with their paths, and starts nothing", async () => {
  const problems = [{ path: "rules.entry.conditions[0].indicator", message: '"emma_9" is not an indicator', fix: "did you mean ema_9?" }];
  const calls = serve({ "POST /api/strategies/validate": { ok: false, problems, normalised: null } });
  show(<StrategiesPanel />, world);
  fireEvent.click(screen.getByRole("button", { name: "New" }));
  fireEvent.change(await screen.findByRole("textbox"), { target: { value: '{"strategyName": "x"}' } });
  expect(await screen.findByText("rules.entry.conditions[0].indicator")).toBeTruthy();
  expect(screen.getByText("did you mean ema_9?")).toBeTruthy();
  expect(screen.getByRole("button", { name: "Start on paper" })).toHaveProperty("disabled", true);
  expect(calls).toEqual(["POST /api/strategies/validate"]);
});

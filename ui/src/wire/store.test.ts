import { beforeEach, expect, it, vi } from "vitest";
import { account, entry, pub, snap, system } from "@test/samples";
import { EMPTY } from "./state";
import { confirmKillSwitch, FrameBatch, live } from "./store";

beforeEach(() => live.setState({ data: EMPTY }));

it("writes once a frame, however many messages came", () => {
  const paints: (() => void)[] = [];
  const batch = new FrameBatch((run) => paints.push(run));
  const writes = vi.fn();
  const stop = live.subscribe(writes);
  for (let id = 1; id <= 400; id += 1) batch.add(pub("log", id, entry(id)));
  batch.add(snap("account", 1, { rows: { account: account() } }));
  expect(paints).toHaveLength(1);
  expect(writes).not.toHaveBeenCalled();
  paints[0]?.();
  stop();
  expect(writes).toHaveBeenCalledTimes(1);
  expect(live.getState().data.log).toHaveLength(400);
  expect(live.getState().connection.dataAt).not.toBeNull();
});

it("does not let a heartbeat pass for data", () => {
  const batch = new FrameBatch((run) => run());
  const before = live.getState().connection.dataAt;
  batch.add({ v: 1, t: "hb", ts: 5, d: { serverTime: 5, sources: {} } });
  batch.flush();
  expect(live.getState().connection.dataAt).toBe(before);
  expect(live.getState().connection.heardAt).not.toBeNull();
});

it("shows the server's answer to the kill switch at once", () => {
  live.setState({ data: { ...EMPTY, system: system() } });
  confirmKillSwitch({ active: true, since: "2026-01-05T09:15:00Z", openPositions: 2, estimate: -3 });
  expect(live.getState().data.system?.killSwitch.active).toBe(true);
});

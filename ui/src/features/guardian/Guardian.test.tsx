// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { live } from "@/wire/store";
import { guardian } from "@test/samples";
import { serve, show } from "@test/screen";
import { GuardianBadge, GuardianBand } from "./Guardian";

afterEach(cleanup);

const BREACHED = guardian({ breach: "GUARDIAN_DAILY_LOSS", since: "2026-01-05T09:15:00Z", measured: 201.5, bound: 200 });

it("shows no band while no limit is breached", () => {
  show(<GuardianBand />, { guardian: guardian() });
  expect(screen.queryByRole("alert")).toBeNull();
});

it("says which limit is breached, with its numbers", () => {
  show(<GuardianBand />, { guardian: BREACHED });
  const text = screen.getByRole("alert").textContent;
  expect(text).toContain("GUARDIAN_DAILY_LOSS since");
  expect(text).toContain("201.50 of 200.00 reached");
  expect(text).toContain("until it is re-armed.");
});

it("asks before it is re-armed, and believes the answer at once", async () => {
  const calls = serve({ "POST /api/guardian/rearm": guardian() });
  show(<GuardianBand />, { guardian: BREACHED });
  fireEvent.click(screen.getByRole("button", { name: "Re-arm guardian…" }));
  expect(calls).toEqual([]);
  expect(await screen.findByRole("dialog")).toHaveProperty("textContent", expect.stringContaining("measured anew"));
  fireEvent.click(screen.getByRole("button", { name: "Re-arm" }));
  await waitFor(() => expect(calls).toEqual(["POST /api/guardian/rearm"]));
  await waitFor(() => expect(live.getState().data.guardian?.breach).toBeNull());
});

it("tells how much of the nearest limit is used, and lists all", async () => {
  show(<GuardianBadge />, { guardian: guardian() });
  fireEvent.click(screen.getByRole("button", { name: "Guardian 60%" }));
  const dialog = await screen.findByRole("dialog");
  expect(dialog.textContent).toContain("Loss of the day50.00 of 200.00");
  expect(dialog.textContent).toContain("Open positions3 of 5");
});

it("shows nothing on an account without limits", () => {
  show(<GuardianBadge />, { guardian: guardian({ active: false, limits: [] }) });
  expect(screen.queryByRole("button")).toBeNull();
});

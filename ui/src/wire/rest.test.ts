import { expect, it, vi } from "vitest";
import { Refused, request, Unreachable } from "./rest";

const answer = (status: number, body: unknown): void => {
  vi.stubGlobal("fetch", () => Promise.resolve(new Response(JSON.stringify(body), { status })));
};

it("gives the answer of the server", async () => {
  answer(200, { ok: true });
  await expect(request("GET", "/api/health")).resolves.toEqual({ ok: true });
});

it("says why the server refused", async () => {
  answer(409, { detail: "strategy_123 is running already" });
  await expect(request("POST", "/api/strategies")).rejects.toMatchObject({ status: 409, message: "strategy_123 is running already" });
});

it("keeps every problem of a document", async () => {
  const problems = [{ path: "rules.entry", message: "is missing", fix: "add it" }];
  answer(422, { detail: problems });
  const refusal = await request("POST", "/api/strategies").catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(Refused);
  expect((refusal as Refused).problems).toEqual(problems);
});

it("tells silence from refusal", async () => {
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("failed")));
  await expect(request("GET", "/api/health")).rejects.toBeInstanceOf(Unreachable);
});

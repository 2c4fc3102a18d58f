// The generator of the wire types: every shape the server's schema uses.
import { expect, it } from "vitest";
// @ts-expect-error: a plain script without types of its own
import { render, typeOf } from "../scripts/render.mjs";

const type = typeOf as (node: unknown) => string;

it.each([
  [{ type: "string" }, "string"],
  [{ type: "integer" }, "number"],
  [{ anyOf: [{ type: "number" }, { type: "null" }] }, "number | null"],
  [{ anyOf: [{ type: "number" }, { enum: ["max"] }] }, 'number | "max"'],
  [{ $ref: "#/$defs/Account" }, "Account"],
  [{ type: "array", items: { $ref: "#/$defs/Account" } }, "readonly Account[]"],
  [{ type: "array", items: { anyOf: [{ type: "string" }, { type: "null" }] } }, "readonly (string | null)[]"],
  [{ type: "array", prefixItems: [{ type: "integer" }, { type: "number" }] }, "readonly [number, number]"],
  [{ type: "array", items: { type: "array", prefixItems: [{ type: "number" }] } }, "readonly (readonly [number])[]"],
  [{ type: "object", additionalProperties: {} }, "Readonly<Record<string, unknown>>"],
  [{}, "unknown"],
])("%j is %s", (node, expected) => {
  expect(type(node)).toBe(expected);
});

it("refuses a shape it does not know, by name", () => {
  expect(() => type({ type: "binary" })).toThrow('"binary" is unknown');
});

it("writes optional keys, comments, channels and unions", () => {
  const text = (render as (document: unknown) => string)({
    $defs: { Ping: { description: "Ask.", properties: { op: { enum: ["ping"] }, "two words": { type: "null", description: "odd" } }, required: ["op"] } },
    "x-channels": { log: { kind: "events", key: "", data: { $ref: "#/$defs/Ping" } } },
    "x-client-frames": ["#/$defs/Ping"],
    "x-server-frames": ["#/$defs/Ping"],
  });
  expect(text).toContain('/** Ask. */\nexport interface Ping {\n  readonly op: "ping";\n  /** odd */\n  readonly "two words"?: null;\n}');
  expect(text).toContain('  log: "events",\n} as const;');
  expect(text).toContain("export type ClientFrame = Ping;");
});

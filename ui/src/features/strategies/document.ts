// Reading what a person pasted: JSON with a place for the fault; its content is judged by the server.
import type { Problem } from "@/wire/generated";
import { jsonFault } from "./jsonFault";

export type Draft =
  | { readonly kind: "empty" }
  | { readonly kind: "broken"; readonly problem: Problem }
  | { readonly kind: "document"; readonly document: unknown };

/** The text as a JSON document, or where it stops being one. */
export function readDraft(text: string): Draft {
  if (text.trim() === "") return { kind: "empty" };
  const fault = jsonFault(text);
  if (fault === null) return { kind: "document", document: JSON.parse(text) };
  const before = text.slice(0, fault.offset).split("\n");
  const path = `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
  const [rest = ""] = text.slice(fault.offset, fault.offset + 24).split("\n");
  const fix = rest === "" ? "The text ends here." : `Here stands: ${rest}`;
  return { kind: "broken", problem: { path, message: `This is not JSON: ${fault.message}.`, fix } };
}

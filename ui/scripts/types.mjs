// Writes src/wire/generated.ts from the server's own JSON Schema; with --check it only says whether the file is fresh.
// The schema comes from `python -m tradewright.wire.schema`, so the screen and the server cannot disagree.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { render } from "./render.mjs";

const here = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const target = here("../src/wire/generated.ts");

function python() {
  const candidates = [process.env.PYTHON, here("../../.venv/bin/python"), here("../../.venv/Scripts/python.exe")];
  const found = candidates.find((path) => path && existsSync(path));
  if (!found) throw new Error("No Python to read the schema with: run `python3 dev.py setup`, or set PYTHON to an interpreter.");
  return found;
}

function schema() {
  const env = { ...process.env, PYTHONPATH: here("../../src") };
  return JSON.parse(execFileSync(python(), ["-m", "tradewright.wire.schema"], { env, maxBuffer: 1 << 26 }).toString());
}

const wanted = render(schema());
if (process.argv.includes("--check")) {
  const present = existsSync(target) ? readFileSync(target, "utf8").replaceAll("\r\n", "\n") : "";
  if (present !== wanted) {
    console.error("src/wire/generated.ts is older than src/tradewright/wire: run `npm run types` in ui/ and commit the result.");
    process.exit(1);
  }
} else {
  writeFileSync(target, wanted);
  console.log(`wrote ${target}`);
}

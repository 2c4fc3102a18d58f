// The plan of the screen is law: each rule is proved by planting a violation.
import { fileURLToPath } from "node:url";
import { ESLint } from "eslint";
import { beforeAll, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
let eslint: ESLint;

beforeAll(() => {
  // The rule needs no types, and without them the test takes a second instead of twenty.
  const overrideConfig = { files: ["**/*.{ts,tsx}"], languageOptions: { parserOptions: { projectService: false } } };
  eslint = new ESLint({ cwd: root, overrideConfig, ruleFilter: ({ ruleId }) => ruleId === "no-restricted-imports" });
});

async function faults(file: string, code: string): Promise<readonly (string | null)[]> {
  const results = await eslint.lintText(code, { filePath: `${root}/${file}` });
  return results.flatMap((result) => result.messages.map((message) => message.ruleId));
}

const importing = (path: string): string => `import { x } from "${path}";\nexport const y = x;\n`;

it.each([
  ["features are strangers", "src/features/log/LogPanel.tsx", "@/features/chart/bars"],
  ["features do not know the app", "src/features/log/LogPanel.tsx", "@/app/route"],
  ["features do not climb", "src/features/log/LogPanel.tsx", "../chart/bars"],
  ["shared does not know features", "src/shared/format/numbers.ts", "@/features/chart/bars"],
  ["shared does not know the app", "src/shared/format/numbers.ts", "@/app/route"],
  ["wire does not know shared", "src/wire/reducer.ts", "@/shared/format/numbers"],
  ["wire works without React", "src/wire/reducer.ts", "react"],
  ["wire works without a kit", "src/wire/reducer.ts", "@mantine/core"],
])("%s", async (_, file, path) => {
  expect(await faults(file, importing(path))).toEqual(["no-restricted-imports"]);
}, 30_000);

it.each([
  ["src/features/log/LogPanel.tsx", "@/shared/format/numbers"],
  ["src/features/log/LogPanel.tsx", "@/wire/store"],
  ["src/features/log/LogPanel.tsx", "./frozen"],
  ["src/app/Frame.tsx", "@/features/chart/bars"],
  ["src/shared/live/hooks.ts", "@/wire/store"],
])("%s may import %s", async (file, path) => {
  expect(await faults(file, importing(path))).toEqual([]);
}, 30_000);

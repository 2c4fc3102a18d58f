import { readdirSync } from "node:fs";
import js from "@eslint/js";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

// The plan of the screen: app > features (strangers to each other) > shared > wire. Arrows only point down, and a
// path that climbs ("../") could slip past the rule, so crossing a folder always goes through "@/".
const climb = { regex: "^\\.\\./", message: 'Cross folders through "@/…", so that the layer rule sees it.' };
const ban = (regex, message) => ({ regex, message });
const layer = (files, patterns) => ({ files, rules: { "no-restricted-imports": ["error", { patterns: [climb, ...patterns] }] } });

const noApp = ban("^@/app/", "Only the application shell knows itself; pass what you need down from it.");
const noFeatures = ban("^@/features/", "shared and wire serve the features; they never know one.");
const noShared = ban("^@/shared/", "wire is the lowest layer: pure types, reducer and socket.");
const noView = ban("^(react|react-dom|@mantine/.*|@tanstack/.*)$", "wire works without a screen: no React here.");
const strangers = (name) =>
  ban(`^@/features/(?!${name}/)`, "Features are strangers: share through @/shared, compose in @/app.");

const features = readdirSync(new URL("./src/features", import.meta.url)).map((name) =>
  layer([`src/features/${name}/**/*.{ts,tsx}`], [noApp, strangers(name)]),
);

export default tseslint.config(
  { ignores: ["node_modules", "src/wire/generated.ts"] },
  js.configs.recommended,
  {
    files: ["**/*.{ts,tsx}"],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "max-lines": ["error", { max: 300, skipBlankLines: true, skipComments: true }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
    },
  },
  { files: ["src/**/*.{ts,tsx}"], ...reactHooks.configs.flat["recommended-latest"] },
  // Warns that the React Compiler skips components with TanStack Virtual; this build does not run that compiler.
  { files: ["src/**/*.{ts,tsx}"], rules: { "react-hooks/incompatible-library": "off" } },
  layer(["src/app/**/*.{ts,tsx}"], []),
  ...features,
  layer(["src/shared/**/*.{ts,tsx}"], [noApp, noFeatures]),
  layer(["src/wire/**/*.ts"], [noApp, noFeatures, noShared, noView]),
  {
    files: ["*.js", "scripts/**", "public/**"],
    languageOptions: {
      globals: { process: "readonly", console: "readonly", URL: "readonly", document: "readonly", localStorage: "readonly", matchMedia: "readonly" },
    },
  },
);

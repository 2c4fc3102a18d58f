import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
const server = process.env.TRADEWRIGHT_URL ?? "http://127.0.0.1:8081";

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { "@": path("./src"), "@test": path("./test") } },
  build: {
    // The Python server serves the built screen from its own package, so a wheel carries it.
    outDir: path("../src/tradewright/server/static"),
    emptyOutDir: true,
    target: "es2022",
    chunkSizeWarningLimit: 700,
  },
  server: {
    proxy: {
      "/api": { target: server, changeOrigin: true },
      "/ws": { target: server, ws: true, changeOrigin: true, rewriteWsOrigin: true },
    },
  },
  test: {
    environment: "node",
    include: ["src/**/*.test.{ts,tsx}", "test/**/*.test.ts"],
    restoreMocks: true,
  },
});

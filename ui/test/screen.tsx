// Renders a view with the providers of the application and a known state.
import { vi } from "vitest";
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import type { ReactElement } from "react";
import { EMPTY } from "@/wire/state";
import type { LiveState } from "@/wire/state";
import { live } from "@/wire/store";

class NoResize {
  observe(): void {
    // jsdom has no layout, so there is nothing to observe.
  }
  unobserve(): void {
    // As above.
  }
  disconnect(): void {
    // As above.
  }
}

/** Show a view as if the server had said `state` a moment ago. */
export function show(view: ReactElement, state: Partial<LiveState> = {}): void {
  vi.stubGlobal("ResizeObserver", NoResize);
  window.matchMedia = (query: string): MediaQueryList =>
    ({ matches: false, media: query, addEventListener: () => undefined, removeEventListener: () => undefined, addListener: () => undefined, removeListener: () => undefined }) as unknown as MediaQueryList;
  const now = performance.now();
  live.setState({ data: { ...EMPTY, ...state }, connection: { status: "open", retryAt: null, heardAt: now, openedAt: now - 1, dataAt: now, serverOffsetMs: 0 } });
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={queries}>{view}</QueryClientProvider>
    </MantineProvider>,
  );
}

/** Answers of the server by "METHOD /path"; gives the list of calls. */
export function serve(answers: Readonly<Record<string, unknown>>): string[] {
  const calls: string[] = [];
  vi.stubGlobal("fetch", (path: string, options: RequestInit) => {
    const call = `${options.method} ${path}`;
    calls.push(call);
    const found = answers[call];
    const status = found === undefined ? 404 : 200;
    return Promise.resolve(new Response(JSON.stringify(found ?? { detail: `no ${call}` }), { status }));
  });
  return calls;
}

// Providers around the frame; the one place that connects the store to the server.
import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useEffect } from "react";
import type { ReactElement } from "react";
import { Refused } from "@/wire/rest";
import { connect } from "@/wire/store";
import { ErrorBoundary } from "./ErrorBoundary";
import { Frame } from "./Frame";
import { PAGES } from "./pages/views";
import { useView } from "./route";
import { resolver, schemeManager, theme } from "./theme";

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      refetchOnWindowFocus: false,
      networkMode: "always",
      // A refusal will not change by asking again; silence may.
      retry: (failures, error) => !(error instanceof Refused) && failures < 5,
    },
  },
});

function Page(): ReactElement {
  const View = PAGES[useView()];
  return <View />;
}

export function App(): ReactElement {
  useEffect(() => connect(), []);
  return (
    <MantineProvider theme={theme} cssVariablesResolver={resolver} colorSchemeManager={schemeManager} defaultColorScheme="dark">
      <QueryClientProvider client={queries}>
        <Notifications position="bottom-right" limit={4} zIndex={400} />
        <Frame>
          <ErrorBoundary>
            <Page />
          </ErrorBoundary>
        </Frame>
      </QueryClientProvider>
    </MantineProvider>
  );
}

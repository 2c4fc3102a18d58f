// A view that breaks must not take the kill switch with it.
import { Button } from "@mantine/core";
import { Component } from "react";
import type { ReactNode } from "react";
import { Empty } from "@/shared/components/Empty";

export class ErrorBoundary extends Component<{ readonly children: ReactNode }, { readonly error: Error | null }> {
  override state: { readonly error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error): { readonly error: Error } {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <Empty title="This view broke" tone="error">
        {error.message}. Trading is not affected: it runs in the server.{" "}
        <Button size="compact-sm" variant="default" mt="sm" onClick={() => this.setState({ error: null })}>
          Show it again
        </Button>
      </Empty>
    );
  }
}

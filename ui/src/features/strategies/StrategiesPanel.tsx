// All strategies of the session as cards; the chosen one is on the chart.
import { Button } from "@mantine/core";
import { lazy, Suspense, useEffect, useState } from "react";
import type { ReactElement } from "react";
import { Empty } from "@/shared/components/Empty";
import { Icon } from "@/shared/components/Icon";
import { Panel } from "@/shared/components/Panel";
import { useConnection, useLiveShallow } from "@/shared/live/hooks";
import { useSelectedStrategy, useSelection } from "@/shared/selection/selection";
import classes from "./Strategies.module.css";
import { StrategyCard } from "./StrategyCard";

const StartDialog = lazy(() => import("./StartDialog"));

/** Dispatched by the keyboard; any view may ask for the dialog. */
export const NEW_STRATEGY = "tradewright:new-strategy";

export function StrategiesPanel({ className }: { readonly className?: string | undefined }): ReactElement {
  const rows = useLiveShallow(({ strategies }) => Object.values(strategies));
  const chosen = useSelectedStrategy();
  const select = useSelection((state) => state.select);
  const [opened, setOpened] = useState(false);
  useEffect(() => {
    const open = (): void => setOpened(true);
    addEventListener(NEW_STRATEGY, open);
    return () => removeEventListener(NEW_STRATEGY, open);
  }, []);
  const running = rows.filter((row) => row.status === "running").length;
  const add = (
    <Button size="compact-xs" variant="subtle" leftSection={<Icon name="plus" size={15} />} onClick={() => setOpened(true)} aria-keyshortcuts="N">
      New
    </Button>
  );
  return (
    <Panel title="Strategies" count={rows.length > 0 ? `${running} of ${rows.length} running` : undefined} actions={add} className={className}>
      {rows.length === 0 ? <Nothing /> : null}
      <ul className={classes.cards} data-live>
        {rows.map((row) => (
          <StrategyCard key={row.id} row={row} chosen={row.id === chosen?.id} choose={() => select(row.id)} />
        ))}
      </ul>
      {opened && (
        <Suspense>
          <StartDialog close={() => setOpened(false)} />
        </Suspense>
      )}
    </Panel>
  );
}

function Nothing(): ReactElement {
  const known = useConnection().dataAt !== null;
  if (!known) return <Empty title="Loading strategies…" />;
  return <Empty title="No strategy yet">Choose “New” and paste a strategy file; it is checked before anything starts.</Empty>;
}

// The red button of every view, and the band that stays until trading is allowed again.
import { Button, Group, Modal, Text } from "@mantine/core";
import { useState } from "react";
import type { ReactElement } from "react";
import { Icon } from "@/shared/components/Icon";
import { gain } from "@/shared/format/numbers";
import { time } from "@/shared/format/times";
import { counted } from "@/shared/format/words";
import { useCurrency, useLive } from "@/shared/live/hooks";
import type { KillSwitch as State } from "@/wire/generated";
import classes from "./KillSwitch.module.css";
import { useCloseAll, useKill, useRearm } from "./killSwitch";

export function KillButton(): ReactElement {
  const active = useLive((state) => state.system?.killSwitch.active ?? false);
  const { kill, pending } = useKill();
  return (
    <button
      type="button"
      className={classes.kill}
      data-active={active}
      aria-pressed={active}
      aria-busy={pending}
      aria-keyshortcuts="Control+Shift+K"
      disabled={active}
      title={active ? "The kill switch is on" : "No new trades, at once (Ctrl+Shift+K). Open trades stay managed."}
      onClick={kill}
    >
      <Icon name="power" size={16} />
      {active ? "Kill switch on" : pending ? "Stopping…" : "Kill switch"}
    </button>
  );
}

export function KillBand(): ReactElement | null {
  const state = useLive((data) => data.system?.killSwitch ?? null);
  const [asking, setAsking] = useState(false);
  if (state?.active !== true) return null;
  return (
    <div className={classes.band} role="alert">
      <Icon name="power" size={18} />
      <div className={classes.words}>
        <strong>Kill switch on{state.since === null ? "" : ` since ${time(state.since)} UTC`}.</strong> No new trades; open trades stay managed by their stops and targets.
      </div>
      <div className={classes.choices}>
        <Flatten state={state} />
        <Button size="compact-sm" variant="default" onClick={() => setAsking(true)}>
          Re-arm…
        </Button>
      </div>
      <RearmDialog opened={asking} close={() => setAsking(false)} />
    </div>
  );
}

function Flatten({ state }: { readonly state: State }): ReactElement | null {
  const currency = useCurrency();
  const profit = useLive(({ positions }) => Object.values(positions).reduce((sum, row) => sum + row.profit, 0));
  const open = useLive(({ positions }) => Object.keys(positions).length);
  const { closeAll, pending } = useCloseAll();
  const count = Math.max(open, state.openPositions);
  if (count === 0) return <span className={classes.flat}>No positions are open.</span>;
  const estimate = open > 0 ? profit : state.estimate;
  return (
    <Button size="compact-sm" color="var(--danger)" loading={pending} onClick={closeAll}>
      Close {count === 1 ? "the position" : `all ${counted(count, "position")}`} (estimate {gain(estimate, currency)})
    </Button>
  );
}

function RearmDialog({ opened, close }: { readonly opened: boolean; readonly close: () => void }): ReactElement {
  const account = useLive((state) => state.account);
  const running = useLive(({ strategies }) => Object.values(strategies).filter((row) => row.status === "running").length);
  const { rearm, pending } = useRearm();
  const confirm = (): void => {
    void rearm().then(close, () => undefined);
  };
  return (
    <Modal opened={opened} onClose={close} title="Allow new trades again?" centered>
      <Text size="sm">
        {counted(running, "running strategy", "running strategies")} may open positions at the next signal, on account {account?.number ?? "–"} (
        {account?.tradeMode === "real" ? "REAL MONEY" : "DEMO"}).
      </Text>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={close} data-autofocus>
          Keep it off
        </Button>
        <Button loading={pending} onClick={confirm}>
          Allow new trades
        </Button>
      </Group>
    </Modal>
  );
}

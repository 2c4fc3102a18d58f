// What protects the account: the band while a limit is breached, and the badge that tells how much of the limits is used.
import { Button, Group, Modal, Text } from "@mantine/core";
import { useState } from "react";
import type { ReactElement } from "react";
import { Icon } from "@/shared/components/Icon";
import { fixed } from "@/shared/format/numbers";
import { time } from "@/shared/format/times";
import { useLive } from "@/shared/live/hooks";
import type { GuardianLimit, GuardianState } from "@/wire/generated";
import classes from "./Guardian.module.css";
import { nearest, numbers, used, words } from "./limits";
import { useRearmGuardian } from "./rearm";

export function GuardianBand(): ReactElement | null {
  const state = useLive((data) => data.guardian);
  const [asking, setAsking] = useState(false);
  if (state?.breach == null) return null;
  return (
    <div className={classes.band} role="alert">
      <Icon name="power" size={18} />
      <div className={classes.words}>
        <strong>
          Guardian: {state.breach}
          {state.since === null ? "" : ` since ${time(state.since)} UTC`}.
        </strong>{" "}
        {reached(state)}No new trades until it is re-armed{state.document.rearm === "period" ? " or the period ends" : ""}.
      </div>
      <Button size="compact-sm" variant="default" onClick={() => setAsking(true)}>
        Re-arm guardian…
      </Button>
      <RearmDialog opened={asking} close={() => setAsking(false)} />
    </div>
  );
}

export function GuardianBadge(): ReactElement | null {
  const state = useLive((data) => data.guardian);
  const [open, setOpen] = useState(false);
  if (state?.active !== true) return null;
  const most = nearest(state);
  const told = state.breach === null ? (most === undefined ? "on" : `${fixed(used(most) * 100, 0)}%`) : "breached";
  return (
    <>
      <button type="button" className={classes.badge} data-breached={state.breach !== null} title="What protects the account" onClick={() => setOpen(true)}>
        Guardian {told}
      </button>
      <Modal opened={open} onClose={() => setOpen(false)} title="What protects the account" centered>
        <Limits limits={state.limits} />
      </Modal>
    </>
  );
}

function reached({ measured, bound }: GuardianState): string {
  return measured === null || bound === null ? "" : `${fixed(measured, 2)} of ${fixed(bound, 2)} reached. `;
}

function Limits({ limits }: { readonly limits: readonly GuardianLimit[] }): ReactElement {
  if (limits.length === 0) return <Text size="sm">Its limits are asked at an entry only.</Text>;
  return (
    <dl className={classes.limits}>
      {limits.map((one) => (
        <div key={one.limit}>
          <dt>{words(one)}</dt>
          <dd>{numbers(one)}</dd>
          <meter min={0} max={1} high={0.8} value={used(one)} aria-label={`${words(one)}: ${numbers(one)}`} />
        </div>
      ))}
    </dl>
  );
}

function RearmDialog({ opened, close }: { readonly opened: boolean; readonly close: () => void }): ReactElement {
  const { rearm, pending } = useRearmGuardian();
  const confirm = (): void => {
    void rearm().then(close, () => undefined);
  };
  return (
    <Modal opened={opened} onClose={close} title="Re-arm the guardian?" centered>
      <Text size="sm">Strategies may open positions at the next signal. Losses, drawdowns and the streak are measured anew from now on.</Text>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={close} data-autofocus>
          Keep it as it is
        </Button>
        <Button loading={pending} onClick={confirm}>
          Re-arm
        </Button>
      </Group>
    </Modal>
  );
}

// One strategy: what it is, what its state means, how it does, and what may be done with it.
import { ActionIcon, Tooltip } from "@mantine/core";
import { useState } from "react";
import type { ReactElement } from "react";
import { Icon } from "@/shared/components/Icon";
import { Signed } from "@/shared/components/Signed";
import { useCommand } from "@/shared/commands/useCommand";
import { gain } from "@/shared/format/numbers";
import { dayTime } from "@/shared/format/times";
import { counted, reasonTitle } from "@/shared/format/words";
import { useConnection, useCurrency, useLive } from "@/shared/live/hooks";
import { api } from "@/wire/api";
import type { StrategyRow } from "@/wire/generated";
import { ACTION_WORDS, ACTIONS, consequence } from "./consequence";
import type { Action } from "./consequence";
import { StopDialog } from "./StopDialog";
import classes from "./Strategies.module.css";

interface CardProps {
  readonly row: StrategyRow;
  readonly chosen: boolean;
  readonly choose: () => void;
}

export function StrategyCard({ row, chosen, choose }: CardProps): ReactElement {
  const killed = useLive((state) => state.system?.killSwitch.active ?? false);
  const currency = useCurrency();
  const state = consequence(row.status, killed, row.openPositions);
  const [pending, setPending] = useState(false);
  return (
    <li className={classes.card} data-chosen={chosen} data-pending={pending}>
      <div className={classes.top}>
        <button type="button" className={classes.name} onClick={choose} aria-pressed={chosen} title="Show on the chart">
          {row.name}
        </button>
        <Controls row={row} setPending={setPending} />
      </div>
      <p className={classes.state} data-status={killed && row.status === "running" ? "held" : row.status}>
        <span className={classes.dot} aria-hidden />
        <span>
          <strong>{state.word}</strong> · {state.sentence}
        </span>
      </p>
      <dl className={classes.facts}>
        <Fact label="Market" value={`${row.symbol} ${row.timeframe}`} />
        <Fact label="Trades" value={String(row.trades)} />
        <Fact label="Open" value={String(row.openPositions)} />
        <div>
          <dt>Profit</dt>
          <dd>
            <Signed value={row.profit} text={gain(row.profit, currency)} />
          </dd>
        </div>
      </dl>
      <p className={classes.signal}>{lastSignal(row)}</p>
    </li>
  );
}

function lastSignal(row: StrategyRow): string {
  if (row.lastSignalAt === null) return "No signal yet";
  const outcome = row.lastReason === null ? "" : ` · refused: ${reasonTitle(row.lastReason).toLowerCase()}`;
  return `Last signal ${dayTime(row.lastSignalAt)} UTC${outcome}`;
}

function Fact({ label, value }: { readonly label: string; readonly value: string }): ReactElement {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}

const ICONS = { start: "play", resume: "play", pause: "pause", stop: "stop" } as const;

function Controls({ row, setPending }: { readonly row: StrategyRow; readonly setPending: (pending: boolean) => void }): ReactElement {
  const offline = useConnection().status !== "open";
  const [stopping, setStopping] = useState(false);
  const command = useCommand(
    async (action: Exclude<Action, "stop">) => {
      setPending(true);
      return api[action](row.id).finally(() => setPending(false));
    },
    { title: row.name },
  );
  const act = (action: Action): void => {
    if (action === "stop") setStopping(true);
    else command.mutate(action);
  };
  return (
    <div className={classes.controls}>
      {ACTIONS[row.status].map((action) => (
        <Tooltip key={action} label={offline ? "Waiting for the connection" : ACTION_WORDS[action].hint} openDelay={400}>
          <ActionIcon
            variant="default"
            size="md"
            aria-label={`${ACTION_WORDS[action].label} ${row.name} (${counted(row.openPositions, "open position")})`}
            loading={command.isPending && command.variables === action}
            disabled={offline}
            onClick={() => act(action)}
          >
            <Icon name={ICONS[action]} size={15} />
          </ActionIcon>
        </Tooltip>
      ))}
      <StopDialog row={row} opened={stopping} close={() => setStopping(false)} />
    </div>
  );
}

// Market time and how fast it runs: the one thing a newcomer must not mistake for the wall clock.
import { Button, Menu } from "@mantine/core";
import type { ReactElement } from "react";
import { Icon } from "@/shared/components/Icon";
import { useCommand } from "@/shared/commands/useCommand";
import { date, full, time } from "@/shared/format/times";
import { useLive } from "@/shared/live/hooks";
import { api } from "@/wire/api";
import type { System } from "@/wire/generated";
import classes from "./SimClock.module.css";

/** "60×", "max", "paused" for 0. */
export function speedWord(speed: System["speed"]): string {
  if (speed === "max") return "Max";
  return speed === 0 ? "Paused" : `${speed}×`;
}

function speedNote(speed: System["speed"]): string {
  if (speed === "max") return "as fast as it goes";
  if (speed === 0) return "the market stands still";
  if (speed === 1) return "real time";
  return `one hour in ${speed >= 3600 ? `${Math.round((3600 / speed) * 10) / 10} s` : `${Math.round(3600 / speed)} s`}`;
}

export function SimClock(): ReactElement | null {
  const system = useLive((state) => state.system);
  const quoted = useLive(({ quotes }) => Object.values(quotes).reduce((newest, quote) => Math.max(newest, quote.time), 0));
  if (system === null) return null;
  const known = system.simulatedTime === null ? 0 : Date.parse(system.simulatedTime);
  const instant = Math.max(known, quoted) || null;
  return (
    <div className={classes.clock} data-live>
      <div className={classes.time} title={`Market time: ${full(instant)}`}>
        <span className={classes.date}>{date(instant)}</span>
        <span className={classes.hms}>
          {time(instant)} <abbr title="Coordinated Universal Time">UTC</abbr>
        </span>
      </div>
      <SpeedMenu system={system} />
    </div>
  );
}

function SpeedMenu({ system }: { readonly system: System }): ReactElement {
  const change = useCommand(api.speed, { title: "Change the market's speed" });
  return (
    <Menu position="bottom-end" shadow="md" width={210}>
      <Menu.Target>
        <Button
          variant="default"
          size="compact-sm"
          loading={change.isPending}
          leftSection={<Icon name="gauge" size={15} />}
          disabled={system.speeds.length === 0}
          title="Speed of the simulated market"
          aria-label={`Market speed: ${speedWord(system.speed)}. Change`}
        >
          {speedWord(system.speed)}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {system.speeds.map((speed) => (
          <Menu.Item key={String(speed)} onClick={() => change.mutate(speed)} aria-current={speed === system.speed} className={classes.choice}>
            <span>{speedWord(speed)}</span>
            <span className={classes.note}>{speedNote(speed)}</span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

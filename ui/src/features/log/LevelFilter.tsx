// Which levels to list, each with its count, so that an error cannot hide behind a filter.
import type { ReactElement } from "react";
import type { LogEntry } from "@/wire/generated";
import type { Levels } from "./frozen";
import classes from "./Log.module.css";

const WORDS = { info: "Info", warning: "Warnings", error: "Errors" } as const;

interface FilterProps {
  readonly log: readonly LogEntry[];
  readonly levels: Levels;
  readonly setLevels: (levels: Levels) => void;
}

export function LevelFilter({ log, levels, setLevels }: FilterProps): ReactElement {
  return (
    <div className={classes.filter} role="group" aria-label="Levels to list">
      {(["info", "warning", "error"] as const).map((level) => {
        const count = log.filter((entry) => entry.level === level).length;
        return (
          <button
            key={level}
            type="button"
            className={classes.toggle}
            data-level={level}
            aria-pressed={levels[level]}
            aria-label={`${WORDS[level]}: ${count}`}
            title={`${levels[level] ? "Hide" : "List"} ${WORDS[level].toLowerCase()}`}
            onClick={() => setLevels({ ...levels, [level]: !levels[level] })}
          >
            <span className={classes.mark} aria-hidden />
            {count}
          </button>
        );
      })}
    </div>
  );
}

// Is what I see true? One word, one dot, and the details on demand.
import { Popover } from "@mantine/core";
import type { ReactElement } from "react";
import { span, time } from "@/shared/format/times";
import { useConnection, useFreshness, useLive, useQuiet, useSecond } from "@/shared/live/hooks";
import type { Freshness } from "@/wire/staleness";
import type { LinkStatus } from "@/wire/socket";
import classes from "./ConnectionPill.module.css";

/** The word beside the dot: the link says what it does, the data says what it is worth. */
export function linkWord(status: LinkStatus, fresh: Freshness, everHeard: boolean, quiet = false): string {
  if (status === "refused") return "Not signed in";
  if (status === "waiting" || (status === "connecting" && everHeard)) return "Reconnecting";
  if (status === "connecting") return "Connecting";
  if (quiet) return "No prices";
  if (fresh === "live") return "Live";
  return fresh === "late" ? "Late" : "Stale";
}

export function ConnectionPill(): ReactElement {
  const connection = useConnection();
  const fresh = useFreshness();
  const word = linkWord(connection.status, fresh, connection.heardAt !== null, useQuiet());
  return (
    <Popover position="bottom-end" withArrow shadow="md" width={290}>
      <Popover.Target>
        <button type="button" className={classes.pill} data-fresh={connection.status === "refused" ? "stale" : fresh} aria-label={`Connection: ${word}. Show details`}>
          <span className={classes.dot} aria-hidden />
          <span className={classes.word}>{word}</span>
        </button>
      </Popover.Target>
      <Popover.Dropdown className={classes.details}>
        <Details />
      </Popover.Dropdown>
    </Popover>
  );
}

function Details(): ReactElement {
  const now = useSecond();
  const connection = useConnection();
  const sources = useLive((state) => state.sources);
  const market = useLive((state) => state.system?.market);
  const rows: [string, string][] = [
    ["Last message", connection.heardAt === null ? "none yet" : `${span(now - connection.heardAt)} ago`],
    ["Next try", connection.retryAt === null ? "–" : `in ${span(connection.retryAt - now)}`],
    ["Server clock", `${time(now + connection.serverOffsetMs)} UTC`],
    ["Market", market ?? "–"],
    ...Object.entries(sources).map(([name, age]): [string, string] => [`Source “${name}”`, `${span(age)} old`]),
  ];
  return (
    <dl className={classes.rows}>
      {rows.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The line under the header while the data is old: since when, and what still works. */
export function StaleBanner(): ReactElement | null {
  const now = useSecond();
  const connection = useConnection();
  const fresh = useFreshness();
  const quiet = useQuiet();
  const age = useLive((state) => state.sources.feed ?? 0);
  if (connection.status === "refused") {
    return (
      <div className={classes.banner} role="alert">
        The server asks for its access token. Open <code>/login</code> on this server once, then come back.
      </div>
    );
  }
  if (fresh !== "stale" || connection.heardAt === null) return null;
  if (quiet && connection.status === "open") {
    return (
      <div className={classes.banner} role="status">
        <strong>No new prices</strong> for {span(age)}. The server answers, but its market is silent: the data may have ended, or the session failed (see the log).
      </div>
    );
  }
  const at = time(connection.heardAt + connection.serverOffsetMs);
  return (
    <div className={classes.banner} role="status">
      <strong>Not live.</strong> Numbers as of {at} UTC server time, {span(now - connection.heardAt)} ago. The kill switch still works; other commands wait for the connection.
    </div>
  );
}

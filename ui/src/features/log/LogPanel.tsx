// The newest 1000 events, newest at the foot; it follows until someone scrolls up, then holds still and counts.
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useMemo, useRef, useState } from "react";
import type { ReactElement } from "react";
import { Empty } from "@/shared/components/Empty";
import { Icon } from "@/shared/components/Icon";
import { Panel } from "@/shared/components/Panel";
import { daySecond, full } from "@/shared/format/times";
import { counted } from "@/shared/format/words";
import { useConnection, useLive } from "@/shared/live/hooks";
import type { LogEntry } from "@/wire/generated";
import { ALL_LEVELS, shown } from "./frozen";
import type { Levels } from "./frozen";
import { LevelFilter } from "./LevelFilter";
import classes from "./Log.module.css";

const AT_FOOT_PX = 24;

export function LogPanel({ className, wide = false }: { readonly className?: string | undefined; readonly wide?: boolean }): ReactElement {
  const log = useLive((state) => state.log);
  const [levels, setLevels] = useState<Levels>(ALL_LEVELS);
  const [frozenAt, setFrozenAt] = useState<number | null>(null);
  const { entries, fresh } = useMemo(() => shown(log, levels, frozenAt), [log, levels, frozenAt]);
  const newest = log.at(-1)?.id ?? 0;
  return (
    <Panel title="Event log" count={log.length > 0 ? `${counted(entries.length, "entry", "entries")} · UTC` : undefined} className={className} actions={<LevelFilter log={log} levels={levels} setLevels={setLevels} />}>
      {entries.length === 0 ? (
        <Nothing filtered={log.length > 0} />
      ) : (
        <Entries entries={entries} wide={wide} following={frozenAt === null} freeze={(frozen) => setFrozenAt((before) => (frozen ? (before ?? newest) : null))} fresh={fresh} />
      )}
    </Panel>
  );
}

function Nothing({ filtered }: { readonly filtered: boolean }): ReactElement {
  const known = useConnection().dataAt !== null;
  if (filtered) return <Empty title="Nothing at these levels">Choose more levels to see the other entries.</Empty>;
  return known ? <Empty title="Nothing happened yet">Entries, exits, refusals and commands are noted here.</Empty> : <Empty title="Loading events…" />;
}

interface EntriesProps {
  readonly entries: readonly LogEntry[];
  readonly following: boolean;
  readonly freeze: (frozen: boolean) => void;
  readonly fresh: number;
  readonly wide: boolean;
}

function Entries({ entries, following, freeze, fresh, wide }: EntriesProps): ReactElement {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (wide ? 30 : 46),
    overscan: 10,
    getItemKey: (index) => entries[index]?.id ?? index,
  });
  const last = entries.at(-1)?.id;
  useEffect(() => {
    if (following) virtual.scrollToIndex(entries.length - 1, { align: "end" });
  }, [following, last, entries.length, virtual]);
  const onScroll = (): void => {
    const box = scroller.current;
    if (box === null) return;
    const atFoot = box.scrollHeight - box.scrollTop - box.clientHeight <= AT_FOOT_PX;
    if (atFoot && fresh === 0) freeze(false);
  };
  const readBack = (): void => {
    const box = scroller.current;
    if (box !== null && box.scrollHeight > box.clientHeight) freeze(true);
  };
  return (
    <>
      <div
        ref={scroller}
        className={classes.scroll}
        role="log"
        aria-live="off"
        aria-label="Events, newest last"
        tabIndex={0}
        onScroll={onScroll}
        onWheel={(event) => event.deltaY < 0 && readBack()}
        onTouchMove={readBack}
        onKeyDown={(event) => ["ArrowUp", "PageUp", "Home"].includes(event.key) && readBack()}
        onPointerDown={(event) => event.target === event.currentTarget && readBack()}
      >
        <div style={{ height: virtual.getTotalSize(), position: "relative" }}>
          {virtual.getVirtualItems().map((item) => {
            const entry = entries[item.index];
            if (entry === undefined) return null;
            return (
              <div key={item.key} ref={virtual.measureElement} data-index={item.index} className={classes.slot} style={{ transform: `translateY(${item.start}px)` }}>
                <Entry entry={entry} wide={wide} />
              </div>
            );
          })}
        </div>
      </div>
      {!following && (
        <button type="button" className={classes.fresh} onClick={() => freeze(false)}>
          <Icon name="down" size={14} />
          {fresh > 0 ? `${fresh} new` : "Follow"}
        </button>
      )}
    </>
  );
}

function Entry({ entry, wide }: { readonly entry: LogEntry; readonly wide: boolean }): ReactElement {
  return (
    <article className={classes.entry} data-level={entry.level} data-wide={wide}>
      <span className={classes.mark} aria-hidden />
      <time dateTime={entry.time} title={full(entry.time)}>
        {daySecond(entry.time)}
      </time>
      <span className={classes.event}>{entry.event}</span>
      <span className={classes.message}>
        {entry.level !== "info" && <span className={classes.level}>{entry.level === "error" ? "Error: " : "Warning: "}</span>}
        {entry.message}
      </span>
    </article>
  );
}

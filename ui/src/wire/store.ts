// The live store, outside any view: frames pile up between paints and become one write per animation frame.
import { createStore } from "zustand/vanilla";
import type { GuardianState, KillSwitch, ServerFrame } from "./generated";
import { reduceAll } from "./reducer";
import { Link } from "./socket";
import type { LinkStatus, World } from "./socket";
import type { Reception } from "./staleness";
import { EMPTY } from "./state";
import type { LiveState } from "./state";

export interface Connection extends Reception {
  readonly status: LinkStatus;
  /** When the next try starts, by the monotonic clock; null unless waiting. */
  readonly retryAt: number | null;
  /** Server time (UTC ms) minus the monotonic clock, from the newest frame: an instant plus this is server time. */
  readonly serverOffsetMs: number;
}

export interface Live {
  readonly data: LiveState;
  readonly connection: Connection;
}

const UNCONNECTED: Connection = { status: "connecting", retryAt: null, heardAt: null, openedAt: null, dataAt: null, serverOffsetMs: 0 };

export const live = createStore<Live>(() => ({ data: EMPTY, connection: UNCONNECTED }));

/** Take the server's answer to a kill or re-arm at once: it must show even when the socket is dead. */
export function confirmKillSwitch(killSwitch: KillSwitch): void {
  live.setState(({ data }) => (data.system === null ? {} : { data: { ...data, system: { ...data.system, killSwitch } } }));
}

/** Take the server's answer to a re-arm of the guardian at once, likewise. */
export function confirmGuardian(guardian: GuardianState): void {
  live.setState(({ data }) => ({ data: { ...data, guardian } }));
}

const now = (): number => performance.now();

/** Wait for the next paint; a hidden tab never paints, so it is served by a timer. */
function beforePaint(run: () => void): void {
  if (document.visibilityState === "hidden") setTimeout(run, 500);
  else requestAnimationFrame(run);
}

const MOST_WAITING = 5_000;

/** Collects frames and writes them to the store once per animation frame. */
export class FrameBatch {
  private waiting: ServerFrame[] = [];
  private readonly schedule: (run: () => void) => void;

  constructor(schedule: (run: () => void) => void = beforePaint) {
    this.schedule = schedule;
  }

  add(frame: ServerFrame): void {
    if (this.waiting.length === 0) this.schedule(() => this.flush());
    this.waiting.push(frame);
    if (this.waiting.length >= MOST_WAITING) this.flush();
  }

  flush(): void {
    const frames = this.waiting;
    if (frames.length === 0) return;
    this.waiting = [];
    live.setState(({ data, connection }) => ({ data: reduceAll(data, frames), connection: heard(connection, frames) }));
  }
}

function heard(connection: Connection, frames: readonly ServerFrame[]): Connection {
  const at = now();
  const carriesData = frames.some((frame) => frame.t === "pub" || frame.t === "snap");
  const newest = frames.at(-1);
  const serverOffsetMs = newest === undefined ? connection.serverOffsetMs : newest.ts - at;
  return { ...connection, heardAt: at, dataAt: carriesData ? at : connection.dataAt, serverOffsetMs };
}

function socketAddress(): string {
  return `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws`;
}

const BROWSER: World = {
  open: () => new WebSocket(socketAddress()),
  now,
  random: Math.random,
  later: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

const HIDDEN_TOO_LONG_MS = 30_000;

/** Connect the store to the server; the answer disconnects it. */
export function connect(world: World = BROWSER): () => void {
  const batch = new FrameBatch();
  const link = new Link(world, {
    frame: (frame) => batch.add(frame),
    status: (status, retryAt) =>
      live.setState(({ connection }) => ({ connection: { ...connection, status, retryAt, openedAt: status === "open" ? now() : null } })),
  });
  let hiddenAt: number | null = null;
  const onVisibility = (): void => {
    if (document.visibilityState === "hidden") hiddenAt = now();
    else if (hiddenAt !== null && now() - hiddenAt > HIDDEN_TOO_LONG_MS) link.resnapshot();
  };
  document.addEventListener("visibilitychange", onVisibility);
  link.start();
  return () => {
    document.removeEventListener("visibilitychange", onVisibility);
    link.stop();
  };
}

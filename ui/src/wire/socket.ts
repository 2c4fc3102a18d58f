// One socket: subscribe to every channel, resume where the last one ended, come back with jitter, hand frames over in order.
// Nothing is ever queued towards the server: a command goes by REST now or fails now.
import { attemptAfter, delay } from "./backoff";
import { CHANNEL_KINDS } from "./generated";
import type { ChannelName, ClientFrame, Place, ServerFrame } from "./generated";
import { isChannel, standing } from "./sequence";

export type LinkStatus = "connecting" | "open" | "waiting" | "refused";

/** The part of the browser the link needs; tests give their own. */
export interface World {
  readonly open: () => WebSocket;
  readonly now: () => number;
  readonly random: () => number;
  readonly later: (ms: number, run: () => void) => () => void;
}

export interface Listener {
  readonly frame: (frame: ServerFrame) => void;
  readonly status: (status: LinkStatus, retryAt: number | null) => void;
}

/** Close code of a client without a valid token; retrying does not help. */
const UNAUTHORISED = 4401;
/** Messages per key and second of the fast channels: smooth for the eye, far below a frame. */
const MAX_HZ = 20;
const SILENCE_MS = 20_000;
const CHANNELS = Object.keys(CHANNEL_KINDS) as ChannelName[];

export class Link {
  private socket: WebSocket | null = null;
  private cursors = new Map<ChannelName, Place>();
  private repairing = new Set<ChannelName>();
  private attempt = 0;
  private openedAt: number | null = null;
  private requests = 0;
  private cancelRetry: () => void = () => undefined;
  private cancelSilence: () => void = () => undefined;
  private readonly world: World;
  private readonly listener: Listener;

  constructor(world: World, listener: Listener) {
    this.world = world;
    this.listener = listener;
  }

  /** Open the socket; harmless when it is open already. */
  start(): void {
    if (this.socket !== null) return;
    this.cancelRetry();
    this.listener.status("connecting", null);
    const socket = this.world.open();
    this.socket = socket;
    socket.onopen = () => this.opened();
    socket.onmessage = (event: MessageEvent<string>) => this.received(event.data);
    socket.onclose = (event) => this.closed(event.code);
  }

  /** Close for good (until `start`). */
  stop(): void {
    this.cancelRetry();
    this.cancelSilence();
    const socket = this.socket;
    this.socket = null;
    if (socket === null) return;
    socket.onclose = null;
    socket.onmessage = null;
    socket.close();
  }

  /** Forget every position and ask for whole snapshots: for a tab that slept too long to trust its state. */
  resnapshot(): void {
    this.cursors.clear();
    this.stop();
    this.attempt = 0;
    this.start();
  }

  private opened(): void {
    this.openedAt = this.world.now();
    this.repairing.clear();
    this.listener.status("open", null);
    this.expectSpeech();
    CHANNELS.forEach((channel) => this.subscribe(channel));
  }

  private subscribe(ch: ChannelName): void {
    const since = this.cursors.get(ch);
    const latest = CHANNEL_KINDS[ch] === "latest";
    this.requests += 1;
    this.send({ op: "sub", id: this.requests, ch, ...(since && { since }), ...(latest && { max_hz: MAX_HZ }) });
  }

  private send(frame: ClientFrame): void {
    this.socket?.send(JSON.stringify(frame));
  }

  private received(text: string): void {
    this.expectSpeech();
    const frame = JSON.parse(text) as ServerFrame;
    if (this.admit(frame)) this.listener.frame(frame);
  }

  /** Keep the cursors, and hold back what follows a gap until the channel is whole again. */
  private admit(frame: ServerFrame): boolean {
    if (frame.t === "ack" && frame.ch !== null && isChannel(frame.ch)) this.acknowledged(frame.ch, frame.recovered);
    if ((frame.t !== "pub" && frame.t !== "snap") || !isChannel(frame.ch)) return true;
    const place = frame.t === "snap" ? "next" : standing(frame.ch, this.cursors.get(frame.ch), frame);
    if (place === "gap") this.repair(frame.ch);
    if (place !== "next") return false;
    this.cursors.set(frame.ch, { ep: frame.ep, seq: frame.seq });
    return true;
  }

  private acknowledged(channel: ChannelName, recovered: boolean | null): void {
    if (recovered === false) this.cursors.delete(channel);
    this.repairing.delete(channel);
  }

  private repair(channel: ChannelName): void {
    if (this.repairing.has(channel)) return;
    this.repairing.add(channel);
    this.subscribe(channel);
  }

  /** A socket can die without a close (sleep, a pulled cable): silence beyond four heartbeats ends it. */
  private expectSpeech(): void {
    this.cancelSilence();
    this.cancelSilence = this.world.later(SILENCE_MS, () => {
      this.stop();
      this.closed(1006);
    });
  }

  private closed(code: number): void {
    this.cancelSilence();
    this.socket = null;
    const now = this.world.now();
    this.attempt = this.openedAt === null ? this.attempt + 1 : attemptAfter(this.attempt, now - this.openedAt);
    this.openedAt = null;
    if (code === UNAUTHORISED) {
      this.listener.status("refused", null);
      return;
    }
    const wait = delay(this.attempt, this.world.random());
    this.listener.status("waiting", now + wait);
    this.cancelRetry = this.world.later(wait, () => this.start());
  }
}

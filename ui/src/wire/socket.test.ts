import { beforeEach, expect, it } from "vitest";
import { entry, pub, snap } from "@test/samples";
import type { ClientFrame, ServerFrame, Subscribe } from "./generated";
import { Link } from "./socket";
import type { LinkStatus } from "./socket";

class FakeSocket {
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  readonly sent: ClientFrame[] = [];
  closedByUs = false;

  send(text: string): void {
    this.sent.push(JSON.parse(text) as ClientFrame);
  }

  close(): void {
    this.closedByUs = true;
  }

  say(...frames: ServerFrame[]): void {
    frames.forEach((frame) => this.onmessage?.({ data: JSON.stringify(frame) }));
  }

  subscriptions(channel: string): Subscribe[] {
    return this.sent.filter((frame): frame is Subscribe => frame.op === "sub" && frame.ch === channel);
  }
}

let sockets: FakeSocket[];
let timers: { readonly ms: number; readonly run: () => void }[];
let now: number;
let heard: ServerFrame[];
let statuses: LinkStatus[];
let link: Link;

const socket = (): FakeSocket => {
  const last = sockets.at(-1);
  if (last === undefined) throw new Error("no socket was opened");
  return last;
};

/** Run the newest timer of so many milliseconds. */
const fire = (ms: number): void => {
  const timer = timers.findLast((row) => row.ms === ms);
  if (timer === undefined) throw new Error(`no timer of ${ms} ms among ${timers.map((row) => row.ms).join()}`);
  timers.splice(timers.indexOf(timer), 1);
  timer.run();
};

beforeEach(() => {
  sockets = [];
  timers = [];
  now = 0;
  heard = [];
  statuses = [];
  link = new Link(
    {
      open: () => {
        sockets.push(new FakeSocket());
        return socket() as unknown as WebSocket;
      },
      now: () => now,
      random: () => 0.5,
      later: (ms, run) => {
        const timer = { ms, run };
        timers.push(timer);
        return () => void (timers = timers.filter((row) => row !== timer));
      },
    },
    { frame: (frame) => heard.push(frame), status: (status) => statuses.push(status) },
  );
  link.start();
  socket().onopen?.();
});

it("subscribes to every channel and thins only the latest ones", () => {
  expect(socket().sent.map((frame) => (frame as Subscribe).ch)).toEqual([
    "quotes", "candles", "bars", "account", "system", "guardian", "strategies", "positions", "trades", "log",
  ]);
  expect(socket().subscriptions("quotes")[0]?.max_hz).toBe(20);
  expect(socket().subscriptions("trades")[0]).not.toHaveProperty("max_hz");
});

it("hands frames over in order and drops repeated ones", () => {
  socket().say(snap("log", 2, { events: [entry(1), entry(2)] }), pub("log", 3, entry(3)), pub("log", 3, entry(3)), pub("log", 2, entry(2)), pub("log", 4, entry(4)));
  expect(heard.map((frame) => ("seq" in frame ? frame.seq : null))).toEqual([2, 3, 4]);
});

it("holds back what follows a gap and asks once, from the last good place", () => {
  socket().say(snap("log", 2, {}), pub("log", 5, entry(5)), pub("log", 6, entry(6)));
  expect(heard).toHaveLength(1);
  const asked = socket().subscriptions("log");
  expect(asked).toHaveLength(2);
  expect(asked[1]?.since).toEqual({ ep: "e1", seq: 2 });
  socket().say({ v: 1, t: "ack", id: 10, ts: 1, ch: "log", ep: "e1", seq: 6, recovered: true });
  socket().say(pub("log", 3, entry(3)), pub("log", 4, entry(4)), pub("log", 5, entry(5)), pub("log", 6, entry(6)));
  expect(heard.filter((frame) => frame.t === "pub").map((frame) => frame.seq)).toEqual([3, 4, 5, 6]);
});

it("resumes after a lost connection, waiting with jitter", () => {
  socket().say(snap("trades", 7, {}));
  now = 1000;
  socket().onclose?.({ code: 1006 });
  expect(statuses).toEqual(["connecting", "open", "waiting"]);
  fire(250);
  socket().onopen?.();
  expect(sockets).toHaveLength(2);
  expect(socket().subscriptions("trades")[0]?.since).toEqual({ ep: "e1", seq: 7 });
  expect(socket().subscriptions("log")[0]).not.toHaveProperty("since");
});

it("waits longer each time it fails, and anew after a steady connection", () => {
  socket().onclose?.({ code: 1006 });
  fire(250);
  socket().onclose?.({ code: 1006 });
  fire(500);
  socket().onclose?.({ code: 1006 });
  fire(1000);
  socket().onopen?.();
  now += 30_000;
  socket().onclose?.({ code: 1006 });
  expect(timers.map((timer) => timer.ms)).toContain(125);
});

it("does not come back when the server asks for a token", () => {
  socket().onclose?.({ code: 4401 });
  expect(statuses.at(-1)).toBe("refused");
  expect(timers).toEqual([]);
});

it("gives up a socket that went silent", () => {
  const silent = socket();
  fire(20_000);
  expect(silent.closedByUs).toBe(true);
  expect(statuses.at(-1)).toBe("waiting");
});

it("forgets its places for a fresh snapshot", () => {
  socket().say(snap("trades", 7, {}));
  link.resnapshot();
  socket().onopen?.();
  expect(socket().subscriptions("trades")[0]).not.toHaveProperty("since");
});

it("takes a snapshot of a new epoch as the new truth", () => {
  socket().say(snap("log", 9, {}), { v: 1, t: "ack", id: 1, ts: 1, ch: "log", ep: "e2", seq: 0, recovered: false }, snap("log", 0, {}, "e2"), pub("log", 1, entry(1), null, "e2"));
  expect(heard.at(-1)).toMatchObject({ t: "pub", seq: 1, ep: "e2" });
});

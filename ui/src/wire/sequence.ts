// Where a frame stands in its channel. Pure, so that the rules of loss and repetition are tested without a socket.
import { CHANNEL_KINDS } from "./generated";
import type { ChannelName, Place, Published } from "./generated";

/** `next`: take it. `old`: seen already. `gap`: something before it was missed; nothing after counts until that is repaired. */
export type Standing = "next" | "old" | "gap";

/** Whether a name is a channel of this version; frames of channels to come are ignored, not feared. */
export function isChannel(name: string): name is ChannelName {
  return Object.hasOwn(CHANNEL_KINDS, name);
}

/** Where `frame` stands after `cursor`, the place read so far. */
export function standing(channel: ChannelName, cursor: Place | undefined, frame: Pick<Published, "ep" | "seq">): Standing {
  if (cursor?.ep !== frame.ep) return CHANNEL_KINDS[channel] === "latest" ? "next" : "gap";
  if (frame.seq <= cursor.seq) return "old";
  // Latest channels are conflated: numbers are skipped by design.
  return CHANNEL_KINDS[channel] === "latest" || frame.seq === cursor.seq + 1 ? "next" : "gap";
}

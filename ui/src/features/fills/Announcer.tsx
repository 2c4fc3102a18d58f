// Fills and errors for people who listen instead of looking; invisible.
import { useEffect, useRef, useState } from "react";
import type { ReactElement } from "react";
import { live } from "@/wire/store";
import { fresh, sentence } from "./fills";

const BATCH_MS = 2000;

export function Announcer(): ReactElement {
  const [polite, setPolite] = useState("");
  const [assertive, setAssertive] = useState("");
  const spokenUpTo = useRef<number | null>(null);
  useEffect(() => {
    const timer = setInterval(() => {
      const { log } = live.getState().data;
      const newest = log.at(-1)?.id ?? null;
      const before = spokenUpTo.current;
      spokenUpTo.current = newest;
      // The past that came with the snapshot is not news.
      if (before === null || newest === null || newest === before) return;
      const { fills, errors } = fresh(log, before);
      if (fills.length > 0) setPolite(sentence(fills));
      if (errors.length > 0) setAssertive(errors.at(-1)?.message ?? "");
    }, BATCH_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <div className="visually-hidden">
      <div role="status" aria-live="polite" data-testid="fills">
        {polite}
      </div>
      <div role="alert" aria-live="assertive">
        {assertive}
      </div>
    </div>
  );
}

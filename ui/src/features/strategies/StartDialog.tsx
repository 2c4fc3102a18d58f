// A new strategy from a pasted or dropped file. It is validated while typing; nothing starts before the server is content.
import { Button, Group, Modal, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useRef, useState } from "react";
import type { DragEvent, ReactElement } from "react";
import { useCommand } from "@/shared/commands/useCommand";
import { useSelection } from "@/shared/selection/selection";
import { api } from "@/wire/api";
import type { Problem } from "@/wire/generated";
import { Refused } from "@/wire/rest";
import { readDraft } from "./document";
import type { Draft } from "./document";
import { Problems } from "./Problems";
import classes from "./StartDialog.module.css";

function useVerdict(draft: Draft): { readonly problems: readonly Problem[]; readonly ok: boolean; readonly checking: boolean; readonly error: Error | null } {
  const [settled] = useDebouncedValue(draft, 300);
  const query = useQuery({
    queryKey: ["validate", settled],
    queryFn: () => api.validate(settled.kind === "document" ? settled.document : null),
    enabled: settled.kind === "document",
    retry: false,
  });
  if (draft.kind === "broken") return { problems: [draft.problem], ok: false, checking: false, error: null };
  const current = settled === draft && draft.kind === "document" ? query.data : undefined;
  return { problems: current?.problems ?? [], ok: current?.ok ?? false, checking: draft.kind === "document" && current === undefined && !query.isError, error: query.error };
}

export default function StartDialog({ close }: { readonly close: () => void }): ReactElement {
  const [text, setText] = useState("");
  const draft = useMemo(() => readDraft(text), [text]);
  const verdict = useVerdict(draft);
  const select = useSelection((state) => state.select);
  const start = useCommand((document: unknown) => api.startNew(document), { title: "Start the strategy", done: (row) => `${row.name} is running.` });
  const submit = (): void => {
    if (draft.kind !== "document") return;
    start.mutate(draft.document, {
      onSuccess: (row) => {
        select(row.id);
        close();
      },
    });
  };
  const refused = start.error instanceof Refused ? start.error.problems : [];
  return (
    <Modal opened onClose={close} title="New strategy" size="xl" centered>
      <Editor text={text} setText={setText} />
      <div className={classes.verdict} aria-live="polite">
        {verdict.error !== null && <p className={classes.fault}>The file could not be checked: {verdict.error.message}</p>}
        {verdict.checking && <Text size="sm" c="dimmed">Checking…</Text>}
        {verdict.ok && <p className={classes.fine}>The server understands every line of this strategy.</p>}
        <Problems problems={verdict.problems.length > 0 ? verdict.problems : refused} />
      </div>
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={close}>
          Cancel
        </Button>
        <Button disabled={!verdict.ok} loading={start.isPending} onClick={submit}>
          Start on paper
        </Button>
      </Group>
    </Modal>
  );
}

function Editor({ text, setText }: { readonly text: string; readonly setText: (text: string) => void }): ReactElement {
  const file = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = (given: File | undefined): void => {
    setOver(false);
    if (given !== undefined) void given.text().then(setText);
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    take(event.dataTransfer.files[0]);
  };
  const drag = (event: DragEvent): void => {
    event.preventDefault();
    setOver(true);
  };
  return (
    <div className={classes.editor} data-over={over} onDrop={drop} onDragOver={drag} onDragLeave={() => setOver(false)}>
      <div className={classes.bar}>
        <label htmlFor="strategy-document">Strategy document (JSON)</label>
        <Button size="compact-sm" variant="default" onClick={() => file.current?.click()}>
          Open file…
        </Button>
        <input ref={file} type="file" accept=".json,application/json" hidden aria-label="Strategy file" onChange={(event) => take(event.currentTarget.files?.[0])} />
      </div>
      <textarea
        id="strategy-document"
        className={classes.text}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        spellCheck={false}
        autoComplete="off"
        data-autofocus
        placeholder={'Paste a strategy here, or drop a .json file.\n\n{\n  "strategyName": "…",\n  "symbol": "EURUSD",\n  "timeframe": "M15",\n  "rules": { … }\n}'}
      />
    </div>
  );
}

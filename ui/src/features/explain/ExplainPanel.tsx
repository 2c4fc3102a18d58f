// Why it did, or did not, trade on one bar: each condition with its numbers, and the gate that refused.
import { ActionIcon, Group } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { ReactElement } from "react";
import { Empty } from "@/shared/components/Empty";
import { Icon } from "@/shared/components/Icon";
import { price } from "@/shared/format/numbers";
import { dayTime } from "@/shared/format/times";
import { reasonSentence, reasonTitle } from "@/shared/format/words";
import { useLive, useSymbol } from "@/shared/live/hooks";
import { useSelection } from "@/shared/selection/selection";
import type { ExplainTarget } from "@/shared/selection/selection";
import { api } from "@/wire/api";
import type { Explanation } from "@/wire/generated";
import classes from "./Explain.module.css";
import { Tree } from "./Tree";
import { barMinutes, moved, verdict } from "./verdict";

/** Beside the chart, not over it: other bars can be clicked, and the kill switch stays in reach. */
export function ExplainPanel(): ReactElement | null {
  const target = useSelection((state) => state.explaining);
  return target === null ? null : <Aside target={target} />;
}

function Aside({ target }: { readonly target: ExplainTarget }): ReactElement {
  const close = useSelection((state) => state.closeExplanation);
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    box.current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === "Escape") close();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [close]);
  return (
    <aside ref={box} tabIndex={-1} className={classes.aside} aria-label="Why did it trade, or not?">
      <div className={classes.head}>
        <h2>Why did it (not) trade?</h2>
        <ActionIcon variant="subtle" color="gray" aria-label="Close the explanation" onClick={close}>
          <Icon name="close" size={16} />
        </ActionIcon>
      </div>
      <Content target={target} />
    </aside>
  );
}

function Content({ target }: { readonly target: ExplainTarget }): ReactElement {
  const query = useQuery({
    queryKey: ["explain", target.strategyId, target.at],
    queryFn: () => api.explain(target.strategyId, target.at),
    retry: false,
    placeholderData: (previous) => (previous?.strategyId === target.strategyId ? previous : undefined),
  });
  return (
    <>
      <Steps target={target} />
      {query.isError ? (
        <Empty title="This bar cannot be explained" tone="error">
          {query.error.message}
        </Empty>
      ) : query.data === undefined ? (
        <Empty title="Asking the rules…" />
      ) : (
        <Answer explanation={query.data} />
      )}
    </>
  );
}

function Steps({ target }: { readonly target: ExplainTarget }): ReactElement {
  const row = useLive(({ strategies }) => strategies[target.strategyId]);
  const explain = useSelection((state) => state.explain);
  const minutes = barMinutes(row?.timeframe ?? "");
  const go = (bars: number) => () => explain({ ...target, at: moved(target.at, bars * minutes) });
  return (
    <Group justify="space-between" wrap="nowrap" className={classes.steps}>
      <ActionIcon variant="default" aria-label="Previous bar" onClick={go(-1)} disabled={minutes === 0}>
        <span aria-hidden>‹</span>
      </ActionIcon>
      <div className={classes.bar}>
        <strong>{row?.name ?? target.strategyId}</strong>
        <span>
          {row ? `${row.symbol} ${row.timeframe} bar of ` : ""}
          {dayTime(target.at)} UTC
        </span>
      </div>
      <ActionIcon variant="default" aria-label="Next bar" onClick={go(1)} disabled={minutes === 0}>
        <span aria-hidden>›</span>
      </ActionIcon>
    </Group>
  );
}

function Answer({ explanation }: { readonly explanation: Explanation }): ReactElement {
  const said = verdict(explanation);
  const { digits } = useSymbol(explanation.symbol);
  const [, open, high, low, close] = explanation.bar;
  const trees = [
    { title: "Buy when", node: explanation.entryLong },
    { title: "Sell when", node: explanation.entryShort },
    { title: "Close a buy when", node: explanation.exitLong },
    { title: "Close a sell when", node: explanation.exitShort },
  ];
  return (
    <div className={classes.answer}>
      <div className={classes.verdict} data-tone={said.tone} aria-live="polite">
        <Icon name={said.tone === "traded" ? "chart" : "why"} />
        <div>
          <strong>{said.title}</strong>
          <p>{said.text}</p>
          {explanation.reason !== null && (
            <p>
              Gate <b>{reasonTitle(explanation.reason)}</b>: {explanation.detail ?? reasonSentence(explanation.reason)}
            </p>
          )}
        </div>
      </div>
      <p className={classes.prices}>
        O {price(open, digits)} · H {price(high, digits)} · L {price(low, digits)} · C {price(close, digits)}
      </p>
      {trees.map(({ title, node }) => node !== null && <Tree key={title} title={title} node={node} digits={digits} />)}
    </div>
  );
}

// The chart of the chosen strategy with its legend; a click on a bar asks why it did, or did not, trade there.
import { ActionIcon, Button, Tooltip } from "@mantine/core";
import { useState } from "react";
import type { KeyboardEvent, ReactElement } from "react";
import { Empty } from "@/shared/components/Empty";
import { Icon } from "@/shared/components/Icon";
import { Panel } from "@/shared/components/Panel";
import { Price } from "@/shared/components/Price";
import { iso } from "@/shared/format/times";
import { useLive, useLiveShallow, useSymbol } from "@/shared/live/hooks";
import { useSelectedStrategy, useSelection } from "@/shared/selection/selection";
import classes from "./Chart.module.css";
import { Legend } from "./Legend";
import { usePriceChart } from "./usePriceChart";
import type { Subject } from "./usePriceChart";

export default function ChartPanel(): ReactElement {
  const strategy = useSelectedStrategy();
  const market = useLiveShallow(({ system }) => (system === null ? null : { id: null, symbol: system.symbols[0]?.symbol ?? "", timeframe: system.timeframe }));
  const subject = strategy ?? market;
  if (subject === null) {
    return (
      <Panel title="Chart">
        <Empty title="Loading the market…" />
      </Panel>
    );
  }
  return <MarketChart subject={subject} />;
}

function MarketChart({ subject }: { readonly subject: Subject }): ReactElement {
  const explain = useSelection((state) => state.explain);
  const why = (time: number): void => {
    if (subject.id !== null) explain({ strategyId: subject.id, at: iso(time) });
  };
  const { box, chart, hovered, loading, error, empty } = usePriceChart(subject, why);
  const [focused, setFocused] = useState<number | null>(null);
  const { digits } = useSymbol(subject.symbol);
  const onKey = (event: KeyboardEvent): void => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by !== undefined && chart !== null) setFocused(chart.step(focused, by * (event.shiftKey ? 10 : 1))?.time ?? null);
    else if (event.key === "Enter" && focused !== null) why(focused);
    else if (event.key === "End") chart?.toLatest();
    else return;
    event.preventDefault();
  };
  const lastClosed = (): void => {
    const time = chart?.times.at(-2);
    if (time !== undefined) why(time);
  };
  const actions = (
    <>
      <Button disabled={subject.id === null} size="compact-xs" variant="subtle" leftSection={<Icon name="why" size={15} />} onClick={lastClosed} aria-label="Why no trade?" aria-keyshortcuts="W" data-shortcut="why">
        Why<span className={classes.long}>&nbsp;no trade</span>?
      </Button>
      <Tooltip label="To the newest bar (End)">
        <ActionIcon variant="subtle" color="gray" aria-label="To the newest bar" onClick={() => chart?.toLatest()}>
          <Icon name="latest" size={16} />
        </ActionIcon>
      </Tooltip>
    </>
  );
  return (
    <Panel title={subject.symbol} count={<Heading subject={subject} />} actions={actions}>
      <div className={classes.frame} data-live>
        <Legend bar={hovered ?? chart?.last ?? null} digits={digits} live={hovered === null} symbol={subject.symbol} timeframe={subject.timeframe} />
        <div
          ref={box}
          className={classes.canvas}
          role="application"
          tabIndex={0}
          aria-label={`Candle chart of ${subject.symbol} ${subject.timeframe}. Arrow keys move from bar to bar, Enter explains the bar, End shows the newest.`}
          onKeyDown={onKey}
        />
        {loading && <Overlay title="Loading bars…" />}
        {error !== null && <Overlay title="The bars could not be loaded" text={error.message} tone="error" />}
        {empty && <Overlay title="No bars yet" text="The market has not closed a bar of this timeframe." />}
      </div>
    </Panel>
  );
}

function Heading({ subject }: { readonly subject: Subject }): ReactElement {
  const quote = useLive(({ quotes }) => quotes[subject.symbol]);
  const { digits, pip } = useSymbol(subject.symbol);
  return (
    <span className={classes.heading}>
      <span>{subject.timeframe} · UTC</span>
      {quote && (
        <span className={classes.quote} data-live title={`Bid and ask; spread ${((quote.ask - quote.bid) / pip).toFixed(1)} pips`}>
          <Price value={quote.bid} digits={digits} pip={pip} />
          <span aria-hidden>/</span>
          <Price value={quote.ask} digits={digits} pip={pip} />
        </span>
      )}
    </span>
  );
}

interface OverlayProps {
  readonly title: string;
  readonly text?: string;
  readonly tone?: "calm" | "error";
}

function Overlay({ title, text, tone = "calm" }: OverlayProps): ReactElement {
  return (
    <div className={classes.overlay}>
      <Empty title={title} tone={tone}>
        {text}
      </Empty>
    </div>
  );
}

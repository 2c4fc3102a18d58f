// Where features that never meet stand side by side.
import { lazy, Suspense } from "react";
import type { ReactElement } from "react";
import { HistoryPanel } from "@/features/history/HistoryPanel";
import { LogPanel } from "@/features/log/LogPanel";
import { PositionsPanel } from "@/features/positions/PositionsPanel";
import { StrategiesPanel } from "@/features/strategies/StrategiesPanel";
import { Empty } from "@/shared/components/Empty";
import { Panel } from "@/shared/components/Panel";
import type { View } from "@/app/route";
import classes from "./views.module.css";

// The chart library is a third of the bundle; the numbers do not wait for it.
const ChartPanel = lazy(() => import("@/features/chart/ChartPanel"));

function Chart(): ReactElement {
  const waiting = (
    <Panel title="Chart">
      <Empty title="Loading the chart…" />
    </Panel>
  );
  return (
    <div className={classes.chart}>
      <Suspense fallback={waiting}>
        <ChartPanel />
      </Suspense>
    </div>
  );
}

function Home(): ReactElement {
  return (
    <div className={classes.home}>
      <div className={classes.market}>
        <Chart />
        <PositionsPanel className={classes.positions} />
        <HistoryPanel className={classes.history} />
      </div>
      <div className={classes.rail}>
        <StrategiesPanel className={classes.strategies} />
        <LogPanel className={classes.log} />
      </div>
    </div>
  );
}

function ChartView(): ReactElement {
  return (
    <div className={classes.chartView}>
      <Chart />
      <PositionsPanel />
    </div>
  );
}

function Trades(): ReactElement {
  return (
    <div className={classes.tradesView}>
      <PositionsPanel />
      <HistoryPanel />
    </div>
  );
}

function Log(): ReactElement {
  return (
    <div className={classes.logView}>
      <LogPanel wide />
    </div>
  );
}

export const PAGES: Readonly<Record<View, () => ReactElement>> = { home: Home, chart: ChartView, trades: Trades, log: Log };

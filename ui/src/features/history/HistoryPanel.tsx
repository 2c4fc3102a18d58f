// Closed trades, newest first, as many as there are.
import { useMemo } from "react";
import type { ReactElement } from "react";
import { DataTable } from "@/shared/components/DataTable";
import type { Column } from "@/shared/components/DataTable";
import { Empty } from "@/shared/components/Empty";
import { Panel } from "@/shared/components/Panel";
import { Price } from "@/shared/components/Price";
import { Side } from "@/shared/components/Side";
import { Signed } from "@/shared/components/Signed";
import { fixed, gain, lots, signed } from "@/shared/format/numbers";
import { dayTime } from "@/shared/format/times";
import { counted, exitWord } from "@/shared/format/words";
import { useCurrency, useDigits } from "@/shared/live/hooks";
import type { ClosedTrade } from "@/wire/generated";
import { tradeKey } from "@/wire/state";
import { useHistory } from "./useHistory";

function columns(digits: (symbol: string) => number, currency: string): readonly Column<ClosedTrade>[] {
  const at = (row: ClosedTrade, value: number): ReactElement => <Price value={value} digits={digits(row.symbol)} />;
  return [
    { id: "closeTime", header: "Closed (UTC)", width: 98, cell: (row) => dayTime(row.closeTime), sort: (row) => row.closeTime },
    { id: "symbol", header: "Symbol", width: 74, cell: (row) => row.symbol, priority: 2, sort: (row) => row.symbol },
    { id: "type", header: "Side", width: 54, cell: (row) => <Side type={row.type} /> },
    { id: "volume", header: "Lots", width: 54, align: "end", cell: (row) => lots(row.volume), priority: 4, sort: (row) => row.volume },
    { id: "strategy", header: "Strategy", width: 120, cell: (row) => row.strategy, priority: 7 },
    { id: "openTime", header: "Opened (UTC)", width: 98, cell: (row) => dayTime(row.openTime), priority: 6, sort: (row) => row.openTime },
    { id: "openPrice", header: "Entry", width: 72, align: "end", cell: (row) => at(row, row.openPrice), priority: 3 },
    { id: "closePrice", header: "Exit", width: 72, align: "end", cell: (row) => at(row, row.closePrice), priority: 3 },
    { id: "reason", header: "Closed by", width: 116, cell: (row) => (row.level > 0 ? `Level ${row.level}` : exitWord(row.reason)), priority: 3, sort: (row) => row.reason },
    { id: "pips", header: "Pips", width: 62, align: "end", cell: (row) => signed(row.pips, 1), priority: 2, sort: (row) => row.pips },
    { id: "r", header: "R", width: 52, align: "end", cell: (row) => (row.rMultiple === null ? "–" : signed(row.rMultiple, 2)), priority: 5, sort: (row) => row.rMultiple ?? -Infinity },
    {
      id: "profit",
      header: "Profit",
      width: 104,
      align: "end",
      cell: (row) => <Signed value={row.profit} text={gain(row.profit, currency)} />,
      sort: (row) => row.profit,
    },
  ];
}

/** "412 trades · 47.3% won", over the loaded ones once all are loaded. */
export function summary(trades: readonly ClosedTrade[], total: number): string {
  const won = trades.filter((trade) => trade.profit > 0).length;
  const share = trades.length === total && total > 0 ? ` · ${fixed((won / total) * 100, 1)}% won` : "";
  return `${counted(total, "trade")}${share}`;
}

export function HistoryPanel({ className }: { readonly className?: string | undefined }): ReactElement {
  const history = useHistory();
  const currency = useCurrency();
  const digits = useDigits();
  const shape = useMemo(() => columns(digits, currency), [digits, currency]);
  const count = history.total > 0 ? summary(history.trades, history.total) : undefined;
  return (
    <Panel title="Closed trades" count={count} className={className} live>
        <DataTable label="Closed trades" rows={history.trades} columns={shape} rowKey={tradeKey} onEnd={history.more} empty={<Nothing history={history} />} />
    </Panel>
  );
}

function Nothing({ history }: { readonly history: ReturnType<typeof useHistory> }): ReactElement {
  if (history.error !== null) {
    return (
      <Empty title="The history could not be loaded" tone="error">
        {history.error.message}
      </Empty>
    );
  }
  if (history.loading) return <Empty title="Loading trades…" />;
  return <Empty title="No closed trades yet">Each one appears here the moment it closes.</Empty>;
}

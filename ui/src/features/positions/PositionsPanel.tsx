// Open positions: what is held, where it ends by itself, what it is worth now, and a way out.
import { ActionIcon, Tooltip } from "@mantine/core";
import { useMemo } from "react";
import type { ReactElement } from "react";
import { DataTable } from "@/shared/components/DataTable";
import type { Column } from "@/shared/components/DataTable";
import { Empty } from "@/shared/components/Empty";
import { Icon } from "@/shared/components/Icon";
import { Panel } from "@/shared/components/Panel";
import { Price } from "@/shared/components/Price";
import { Side } from "@/shared/components/Side";
import { Signed } from "@/shared/components/Signed";
import { useCommand } from "@/shared/commands/useCommand";
import { gain, lots, signed } from "@/shared/format/numbers";
import { dayTime } from "@/shared/format/times";
import { useConnection, useCurrency, useDigits, useLiveShallow } from "@/shared/live/hooks";
import { useSelection } from "@/shared/selection/selection";
import { api } from "@/wire/api";
import type { OpenTrade } from "@/wire/generated";

function columns(digits: (symbol: string) => number, currency: string): readonly Column<OpenTrade>[] {
  const at = (row: OpenTrade, value: number | null): ReactElement => <Price value={value} digits={digits(row.symbol)} />;
  return [
    { id: "symbol", header: "Symbol", width: 74, cell: (row) => row.symbol, sort: (row) => row.symbol },
    { id: "type", header: "Side", width: 54, cell: (row) => <Side type={row.type} /> },
    { id: "volume", header: "Lots", width: 92, align: "end", cell: (row) => (row.volume < row.initialVolume ? `${lots(row.volume)} of ${lots(row.initialVolume)}` : lots(row.volume)), priority: 2, sort: (row) => row.volume },
    { id: "openTime", header: "Opened (UTC)", width: 98, cell: (row) => dayTime(row.openTime), priority: 4, sort: (row) => row.openTime },
    { id: "strategy", header: "Strategy", width: 120, cell: (row) => row.strategy, priority: 7 },
    { id: "openPrice", header: "Entry", width: 72, align: "end", cell: (row) => at(row, row.openPrice), priority: 3 },
    { id: "stopLoss", header: "Stop", width: 72, align: "end", cell: (row) => at(row, row.stopLoss), priority: 3 },
    { id: "takeProfit", header: "Target", width: 72, align: "end", cell: (row) => at(row, row.takeProfit), priority: 3 },
    { id: "currentPrice", header: "Price", width: 72, align: "end", cell: (row) => at(row, row.currentPrice), priority: 5 },
    { id: "pips", header: "Pips", width: 62, align: "end", cell: (row) => signed(row.pips, 1), priority: 2, sort: (row) => row.pips },
    {
      id: "profit",
      header: "Profit",
      width: 104,
      align: "end",
      cell: (row) => <Signed value={row.profit} text={gain(row.profit, currency)} />,
      sort: (row) => row.profit,
    },
    { id: "close", header: "Close", width: 50, align: "end", cell: (row) => <CloseButton row={row} /> },
  ];
}

export function PositionsPanel({ className }: { readonly className?: string | undefined }): ReactElement {
  const rows = useLiveShallow(({ positions }) => Object.values(positions).sort((a, b) => b.ticket - a.ticket));
  const currency = useCurrency();
  const digits = useDigits();
  const select = useSelection((state) => state.select);
  const shape = useMemo(() => columns(digits, currency), [digits, currency]);
  const total = rows.reduce((sum, row) => sum + row.profit, 0);
  const count = rows.length === 0 ? undefined : <span data-live>{rows.length} · {gain(total, currency)}</span>;
  return (
    <Panel title="Open positions" count={count} className={className} live>
        <DataTable
          label="Open positions"
          rows={rows}
          columns={shape}
          rowKey={(row) => String(row.ticket)}
          onSelect={(row) => select(row.strategyId)}
          empty={<Empty title="No open positions">A strategy opens one at the bar after its signal.</Empty>}
        />
    </Panel>
  );
}

function CloseButton({ row }: { readonly row: OpenTrade }): ReactElement {
  const offline = useConnection().status !== "open";
  const command = useCommand(() => api.closeTrade(row.ticket), { title: `Close position ${row.ticket}` });
  // Accepted is not done: the row stays, marked, until the fill takes it away.
  const waiting = command.isPending || command.isSuccess;
  return (
    <Tooltip label={waiting ? "Closes at the next price" : "Close at the next price"} openDelay={400}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="sm"
        loading={waiting}
        disabled={offline}
        aria-label={`Close ${row.type} ${lots(row.volume)} ${row.symbol}, position ${row.ticket}`}
        onClick={(event) => {
          event.stopPropagation();
          command.mutate();
        }}
      >
        <Icon name="close" size={14} />
      </ActionIcon>
    </Tooltip>
  );
}

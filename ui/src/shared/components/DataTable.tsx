// A virtual table: thousands of rows, a few dozen elements. Columns of low priority leave when the table gets narrow.
import { useElementSize } from "@mantine/hooks";
import { createSortedRowModel, rowSortingFeature, sortFn_basic, tableFeatures, useTable } from "@tanstack/react-table";
import type { ColumnDef, SortingState } from "@tanstack/react-table";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useMemo, useRef } from "react";
import type { ReactElement, ReactNode } from "react";
import classes from "./DataTable.module.css";

export interface Column<Row> {
  readonly id: string;
  readonly header: string;
  /** Least width in pixels; spare room is shared in proportion. */
  readonly width: number;
  readonly cell: (row: Row) => ReactNode;
  /** What the column sorts by; without it the head is not a button. */
  readonly sort?: (row: Row) => number | string;
  readonly align?: "start" | "end";
  /** 1 always stays; higher numbers leave first when there is no room. */
  readonly priority?: number;
}

interface DataTableProps<Row> {
  readonly label: string;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly rowKey: (row: Row) => string;
  readonly empty: ReactNode;
  readonly initialSort?: SortingState;
  readonly onSelect?: (row: Row) => void;
  /** Called when the last rows come into view. */
  readonly onEnd?: () => void;
}

const ROW_HEIGHT = 34;
const GUTTER = 24;
const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel(), sortFns: { basic: sortFn_basic } });

/** The columns that fit: the least important leave first. */
export function fitting<Row>(columns: readonly Column<Row>[], width: number): readonly Column<Row>[] {
  if (width === 0) return columns;
  let kept = [...columns];
  for (;;) {
    const needed = kept.reduce((sum, column) => sum + column.width, GUTTER);
    const worst = Math.max(...kept.map((column) => column.priority ?? 1));
    if (needed <= width || worst <= 1) return kept;
    const leaving = kept.findLastIndex((column) => (column.priority ?? 1) === worst);
    kept = kept.filter((_, index) => index !== leaving);
  }
}

function definitions<Row extends object>(columns: readonly Column<Row>[]): ColumnDef<typeof features, Row>[] {
  return columns.map((column) => ({
    id: column.id,
    header: column.header,
    accessorFn: column.sort ?? (() => 0),
    enableSorting: column.sort !== undefined,
    sortFn: "basic" as const,
    sortDescFirst: true,
  }));
}

export function DataTable<Row extends object>(props: DataTableProps<Row>): ReactElement {
  const { label, rows, columns, rowKey, empty, initialSort, onSelect, onEnd } = props;
  const { ref: sizeRef, width } = useElementSize<HTMLDivElement>();
  const scroller = useRef<HTMLDivElement>(null);
  const shown = useMemo(() => fitting(columns, width), [columns, width]);
  const defs = useMemo(() => definitions(columns), [columns]);
  const table = useTable({ features, columns: defs, data: rows, getRowId: rowKey, initialState: { sorting: initialSort ?? [] } });
  const sorted = table.getRowModel().rows;
  const virtual = useVirtualizer({
    count: sorted.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
    getItemKey: (index) => sorted[index]?.id ?? index,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (sorted.length > 0 && last >= sorted.length - 10) onEnd?.();
  }, [last, sorted.length, onEnd]);

  const template = shown.map((column) => `minmax(${column.width}px, ${column.width}fr)`).join(" ");
  return (
    <div className={classes.table} role="table" aria-label={label} aria-rowcount={rows.length + 1} ref={sizeRef}>
      <div role="rowgroup" className={classes.head}>
        <div role="row" className={classes.row} style={{ gridTemplateColumns: template }}>
          {shown.map((column) => (
            <Head key={column.id} column={column} order={table.getColumn(column.id)?.getIsSorted() ?? false} toggle={() => table.getColumn(column.id)?.toggleSorting()} />
          ))}
        </div>
      </div>
      {rows.length === 0 ? (
        empty
      ) : (
        <div className={classes.scroll} ref={scroller} role="rowgroup" tabIndex={0} aria-label={`${label}, rows`}>
          <div style={{ height: virtual.getTotalSize(), position: "relative" }} role="presentation">
            {items.map((item) => {
              const row = sorted[item.index];
              if (row === undefined) return null;
              return (
                <div
                  key={item.key}
                  role="row"
                  aria-rowindex={item.index + 2}
                  className={classes.row}
                  data-selectable={onSelect ? true : undefined}
                  style={{ gridTemplateColumns: template, transform: `translateY(${item.start}px)`, position: "absolute", height: ROW_HEIGHT }}
                  onClick={onSelect && (() => onSelect(row.original))}
                >
                  {shown.map((column) => (
                    <div key={column.id} role="cell" className={classes.cell} data-align={column.align ?? "start"}>
                      {column.cell(row.original)}
                    </div>
                  ))}
                </div>
              );
            })}
          </div>
        </div>
      )}
    </div>
  );
}

interface HeadProps<Row> {
  readonly column: Column<Row>;
  readonly order: "asc" | "desc" | false;
  readonly toggle: () => void;
}

function Head<Row>({ column, order, toggle }: HeadProps<Row>): ReactElement {
  const sorting = order === "asc" ? "ascending" : order === "desc" ? "descending" : "none";
  return (
    <div role="columnheader" aria-sort={column.sort ? sorting : undefined} className={classes.cell} data-align={column.align ?? "start"}>
      {column.sort ? (
        <button type="button" className={classes.sort} onClick={toggle}>
          {column.header}
          <span aria-hidden>{order === "asc" ? " ↑" : order === "desc" ? " ↓" : ""}</span>
        </button>
      ) : (
        column.header
      )}
    </div>
  );
}

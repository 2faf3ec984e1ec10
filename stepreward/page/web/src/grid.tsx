// A table of any length: TanStack sorts and filters it, and only the rows in sight are drawn.
import {
  columnFilteringFeature,
  constructTable,
  createFilteredRowModel,
  createSortedRowModel,
  rowSortingFeature,
  sortFn_basic,
  tableFeatures,
  type ColumnDef,
  type Row,
} from "@tanstack/table-core";
import { storeReactivityBindings } from "@tanstack/table-core/store-reactivity-bindings";
import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
} from "@tanstack/virtual-core";
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useMemo, useReducer, useRef } from "preact/hooks";
import { useRowKeys } from "./keyboard";

const ROW_HEIGHT = 36;

const features = tableFeatures({
  coreReactivityFeature: storeReactivityBindings(),
  columnFilteringFeature,
  rowSortingFeature,
  filteredRowModel: createFilteredRowModel(),
  sortedRowModel: createSortedRowModel(),
});
type Features = typeof features;
interface Entry {
  at: number;
}

export interface GridColumn {
  id: string;
  title: string;
  hint?: string;
  width: string; // a track of a CSS grid
  narrow?: string; // the track where there is little room
  isWide?: boolean; // left out where there is no room
  isNumber?: boolean;
  value: (at: number) => number | string | null;
  cell: (at: number) => ComponentChildren;
}

export interface Sorting {
  id: string;
  desc: boolean;
}

export interface GridProps {
  label: string;
  columns: GridColumn[];
  count: number;
  isWanted: ((at: number) => boolean) | null;
  memory: GridMemory;
  hrefOf: (at: number) => string;
  isNarrow: boolean;
  onRows?: (rows: number[]) => void;
}

// What a table remembers while the reader is elsewhere.
export interface GridMemory {
  sorting: Sorting[];
  active: number; // a row as it is sorted now
  rows: number[];
}

export const newMemory = (sorting: Sorting[] = []): GridMemory => ({
  sorting,
  active: 0,
  rows: [],
});

export function Grid(props: GridProps) {
  const { columns, count, isWanted, memory, isNarrow } = props;
  const [, redraw] = useReducer((drawn: number) => drawn + 1, 0);
  const table = useMemo(() => makeTable(columns, count, memory), [columns, count]);
  const filter = useMemo(() => isWanted ?? undefined, [isWanted]);
  useMemo(() => {
    table.setColumnFilters(filter ? [{ id: columns[0]!.id, value: filter }] : []);
  }, [table, filter]);
  const rows = table.getRowModel().rows as Row<Features, Entry>[];
  memory.rows = useMemo(() => rows.map((row) => row.original.at), [rows]);
  memory.active = Math.min(memory.active, Math.max(rows.length - 1, 0));

  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtual(rows.length, scroller, redraw);
  const activate = (row: number): void => {
    memory.active = Math.max(0, Math.min(row, rows.length - 1));
    virtual.scrollToIndex(memory.active);
    redraw(undefined);
    requestAnimationFrame(() => {
      scroller.current?.querySelector<HTMLElement>(".row.active a")?.focus({ preventScroll: true });
    });
  };
  useRowKeys(memory, activate, () => props.hrefOf(memory.rows[memory.active] ?? 0));
  useLayoutEffect(() => {
    if (memory.active > 0) virtual.scrollToIndex(memory.active, { align: "center" });
  }, []);
  useEffect(() => props.onRows?.(memory.rows), [memory.rows]);

  const shown = columns.filter((column) => !isNarrow || !column.isWide);
  const tracks = {
    gridTemplateColumns: shown
      .map((column) => (isNarrow && column.narrow) || column.width)
      .join(" "),
  };
  const sort = (id: string): void => {
    const before = memory.sorting[0];
    const desc = before?.id === id ? !before.desc : firstIsDown(columns, id);
    memory.sorting = [{ id, desc }];
    table.setSorting(memory.sorting);
    redraw(undefined);
  };
  return (
    <div class="grid" role="table" aria-label={props.label} aria-rowcount={rows.length + 1}>
      <div class="grid-scroll" ref={scroller}>
        <div role="rowgroup" class="grid-head">
          <div class="row head" role="row" aria-rowindex={1} style={tracks}>
            {shown.map((column) => (
              <ColumnHead
                key={column.id}
                column={column}
                sorting={memory.sorting[0]}
                onSort={() => sort(column.id)}
              />
            ))}
          </div>
        </div>
        <div
          role="rowgroup"
          class="grid-body"
          style={{ height: `${Math.max(virtual.getTotalSize(), ROW_HEIGHT)}px` }}
        >
          {virtual.getVirtualItems().map((item) => {
            const at = memory.rows[item.index];
            if (at === undefined) return null;
            return (
              <div
                key={at}
                class={`row${item.index === memory.active ? " active" : ""}`}
                role="row"
                aria-rowindex={item.index + 2}
                style={{ ...tracks, transform: `translateY(${item.start}px)` }}
                onClick={(event) => {
                  memory.active = item.index;
                  if ((event.target as Element).closest("a")) return;
                  location.hash = props.hrefOf(at);
                }}
              >
                {shown.map((column, place) => (
                  <div key={column.id} role="cell" class={column.isNumber ? "cell number" : "cell"}>
                    {place === 0 ? (
                      <a href={props.hrefOf(at)} tabIndex={item.index === memory.active ? 0 : -1}>
                        {column.cell(at)}
                      </a>
                    ) : (
                      column.cell(at)
                    )}
                  </div>
                ))}
              </div>
            );
          })}
        </div>
        {rows.length === 0 && <p class="empty">Nothing matches.</p>}
      </div>
    </div>
  );
}

function ColumnHead(props: {
  column: GridColumn;
  sorting: Sorting | undefined;
  onSort: () => void;
}) {
  const { column, sorting } = props;
  const order = sorting?.id !== column.id ? "none" : sorting.desc ? "descending" : "ascending";
  const arrow = { none: "", ascending: "▲", descending: "▼" }[order];
  return (
    <div
      role="columnheader"
      aria-sort={order as "none"}
      class={column.isNumber ? "cell number" : "cell"}
    >
      <button type="button" title={column.hint} onClick={props.onSort}>
        {column.title}
        <span class="arrow" aria-hidden="true">
          {arrow}
        </span>
      </button>
    </div>
  );
}

function makeTable(columns: GridColumn[], count: number, memory: GridMemory) {
  const data: Entry[] = Array.from({ length: count }, (_, at) => ({ at }));
  const defs = columns.map((column): ColumnDef<Features, Entry> => ({
    id: column.id,
    accessorFn: (entry) => column.value(entry.at) ?? undefined,
    sortFn: sortFn_basic,
    sortUndefined: "last",
    filterFn: (row, _, isWanted: (at: number) => boolean) => isWanted(row.original.at),
  }));
  return constructTable({
    features,
    columns: defs,
    data,
    initialState: { sorting: memory.sorting },
  });
}

// The best comes first: numbers begin with the largest, words with the first letter.
const firstIsDown = (columns: GridColumn[], id: string): boolean =>
  columns.find((column) => column.id === id)?.isNumber ?? false;

function useVirtual(
  count: number,
  scroller: { current: HTMLDivElement | null },
  redraw: (action: undefined) => void,
): Virtualizer<HTMLDivElement, HTMLElement> {
  const options = {
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    scrollToFn: elementScroll,
    observeElementRect,
    observeElementOffset,
    overscan: 8,
    scrollPaddingStart: ROW_HEIGHT,
    paddingEnd: ROW_HEIGHT / 2,
    onChange: () => redraw(undefined),
  };
  const virtual = useMemo(() => new Virtualizer<HTMLDivElement, HTMLElement>(options), []);
  virtual.setOptions(options);
  useLayoutEffect(() => virtual._didMount(), []);
  useLayoutEffect(() => virtual._willUpdate());
  return virtual;
}

// A column of figures: right-aligned, and narrow where there is little room.
import type { GridColumn } from "./grid";
import { figure } from "./words";

export interface Figures {
  id: string;
  title: string;
  hint?: string;
  digits?: number;
  isWide?: boolean;
  value: (at: number) => number | null;
}

export function figuresColumn({ digits = 2, ...column }: Figures): GridColumn {
  return {
    ...column,
    width: "minmax(4.6rem, .5fr)",
    narrow: "3.6rem",
    isNumber: true,
    cell: (at) => figure(column.value(at), digits),
  };
}

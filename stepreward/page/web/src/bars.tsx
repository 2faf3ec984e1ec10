// Counts as bars, one for each run, each leading to its traces.
import type { ComponentChildren } from "preact";
import { hashOf, type Place } from "./route";
import { count, percent } from "./words";

export interface BarRow {
  name: ComponentChildren;
  href: string | null;
  values: number[];
  note?: string;
}

export function Bars(props: { title: string; what: string; rows: BarRow[]; totals: number[] }) {
  const { title, what, rows, totals } = props;
  const most = Math.max(1, ...rows.flatMap((row) => row.values));
  return (
    <section class="card bars">
      <h2>{title}</h2>
      <p class="dim">{what}</p>
      {rows.length === 0 && <p>none</p>}
      <table>
        <tbody>
          {rows.map((row, at) => (
            <tr key={at}>
              <th scope="row">{row.href ? <a href={row.href}>{row.name}</a> : row.name}</th>
              <td>
                {row.values.map((value, run) => (
                  <div key={run} class="bar">
                    <i class={`run-${"ab"[run]}`} style={{ width: `${(100 * value) / most}%` }} />
                    <span>
                      {count(value)} <small>{percent(value, totals[run]!)}</small>
                    </span>
                  </div>
                ))}
              </td>
              {row.note && <td class="number dim">{row.note}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

export const tableOf = (place: Place, changes: Record<string, string>): string =>
  hashOf(place, { view: "traces", ...changes });

// Charts by uPlot, each with its figures in a table for those who would rather read them.
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import uPlot from "uplot";
import type { Theme } from "./theme";

const HEIGHT = 190;

export interface Line {
  name: string;
  colour: string; // a custom property of the style
  values: number[];
  fade?: boolean;
}

export interface ChartProps {
  title: string;
  what: string;
  theme: Theme;
  x: number[];
  lines: Line[];
  kind: "bars" | "line";
  xName: string;
  yName: string;
  nameOf: (at: number) => string; // of a bar or a point
  digits?: number;
  xRange?: [number, number];
  note?: ComponentChildren;
}

export function Chart(props: ChartProps) {
  const { title, what, theme, x, lines, nameOf, digits = 0 } = props;
  const frame = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState<number | null>(null);
  useEffect(() => {
    const holder = frame.current!;
    const plot = new uPlot(
      optionsOf(props, holder.clientWidth, setAt),
      [x, ...lines.map((line) => line.values)],
      holder,
    );
    const watch = new ResizeObserver(() =>
      plot.setSize({ width: holder.clientWidth, height: HEIGHT }),
    );
    watch.observe(holder);
    return () => {
      watch.disconnect();
      plot.destroy();
    };
  }, [theme, x, lines]);
  return (
    <figure class="card chart">
      <figcaption>
        <h2>{title}</h2>
        <p class="dim">{what}</p>
      </figcaption>
      <p class="legend" aria-hidden="true">
        {lines.map((line) => (
          <span key={line.name}>
            <i class={`swatch ${line.colour.slice(2)}${line.fade ? " fade" : ""}`} /> {line.name}
            {at !== null && <b> {(line.values[at] ?? 0).toFixed(digits)}</b>}
          </span>
        ))}
        <span class="dim">{at === null ? "" : `at ${nameOf(at)}`}</span>
      </p>
      <div ref={frame} class="plot" role="img" aria-label={`${title}: ${what}`} />
      {props.note}
      <details>
        <summary>as a table</summary>
        <div class="scroll" tabIndex={0} role="region" aria-label={`${title}, as a table`}>
          <table>
            <thead>
              <tr>
                <th scope="col">{props.xName}</th>
                {lines.map((line) => (
                  <th scope="col" class="number" key={line.name}>
                    {line.name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {x.map((_, row) => (
                <tr key={row}>
                  <th scope="row">{nameOf(row)}</th>
                  {lines.map((line) => (
                    <td class="number" key={line.name}>
                      {(line.values[row] ?? 0).toFixed(digits)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  );
}

function optionsOf(
  { lines, kind, xName, yName, xRange }: ChartProps,
  width: number,
  setAt: (at: number | null) => void,
): uPlot.Options {
  const ink = colourOf("--dim");
  const grid = { stroke: colourOf("--line"), width: 1 };
  const axis = {
    stroke: ink,
    grid,
    ticks: grid,
    font: "12px system-ui, sans-serif",
    labelFont: "12px system-ui, sans-serif",
    labelSize: 18,
    labelGap: 2,
  };
  return {
    width,
    height: HEIGHT,
    legend: { show: false },
    cursor: { y: false, points: { show: kind === "line" }, drag: { x: false, y: false } },
    hooks: { setCursor: [(plot) => setAt(plot.cursor.idx ?? null)] },
    scales: {
      x: { time: false, ...(xRange ? { range: xRange } : {}) },
      y: { range: (_, low, high) => [Math.min(0, low), Math.max(high * 1.08, 1e-9)] },
    },
    axes: [
      { ...axis, label: xName, size: 28 },
      { ...axis, label: yName, size: widthOf },
    ],
    series: [{}, ...lines.map((line, at) => seriesOf(line, at, lines.length, kind))],
  };
}

function seriesOf(line: Line, at: number, count: number, kind: "bars" | "line"): uPlot.Series {
  const stroke = colourOf(line.colour);
  if (kind === "line") {
    const faded = { width: 1, dash: [4, 4], points: { show: false } };
    return { stroke, ...(line.fade ? faded : { width: 2 }) };
  }
  const align = count === 1 ? 0 : at === 0 ? -1 : 1;
  const size: [number, number] = [count === 1 ? 0.86 : 0.43, 60];
  return {
    stroke,
    fill: stroke,
    width: 0,
    points: { show: false },
    paths: uPlot.paths.bars!({ size, align: align as 0 }),
  };
}

const widthOf: uPlot.Axis.Size = (_, values) =>
  14 + 7.5 * Math.max(0, ...(values ?? []).map((value) => value.length));

// A canvas knows no custom properties: the style is asked what they come to.
function colourOf(name: string): string {
  const probe = document.createElement("i");
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

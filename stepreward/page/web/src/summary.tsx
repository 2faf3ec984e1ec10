// The first thing that is seen: the figures over all traces, and where to look next.
import { useMemo } from "preact/hooks";
import { Bars, tableOf, type BarRow } from "./bars";
import { Chart, type Line } from "./chart";
import type { Head, Summary, Verdict } from "./data";
import { MissedKeys } from "./missed";
import type { Place } from "./route";
import type { Theme } from "./theme";
import { VerdictSign } from "./verdict";
import { count, counted, figure, percent, signed } from "./words";

const RUN_COLOURS = ["--run-a", "--run-b"];
const VERDICTS: Verdict[] = ["equal", "different", "undecided", "none"];

export function SummaryView(props: { head: Head; place: Place; theme: Theme }) {
  const { head, place, theme } = props;
  const summaries = head.runs.map((run) => run.summary);
  const letters = summaries.length > 1 ? ["A", "B"] : [""];
  return (
    <main class="summary" id="main">
      <h1 class="unseen">Summary</h1>
      {summaries.map((one, run) => (
        <Origins key={run} summary={one} letter={letters[run]!} />
      ))}
      <Tiles summaries={summaries} />
      <div class="charts">
        <Rewards head={head} theme={theme} />
        {head.runs.map((run, at) => (
          <Coverages key={at} head={head} run={at} name={run.summary.name} theme={theme} />
        ))}
        {summaries.map((one, run) => (
          <Lengths key={run} summary={one} letter={letters[run]!} theme={theme} />
        ))}
        <Verdicts summaries={summaries} place={place} />
        <Rules summaries={summaries} place={place} />
        {summaries.map((one, run) => (
          <MissedKeys key={run} head={head} summary={one} run={run} place={place} />
        ))}
      </div>
    </main>
  );
}

function Origins({ summary, letter }: { summary: Summary; letter: string }) {
  return (
    <p class="origins">
      {letter && <b class={`letter run-${letter.toLowerCase()}`}>{letter}</b>}
      <b>{counted(summary.traces, "trace")}</b> in {counted(summary.groups, "group")} from{" "}
      <bdi>{summary.name}</bdi>
      <span class="dim">
        {summary.labelled > 0 && ` · ${count(summary.labelled)} with a label`}
        {summary.rejected > 0 && ` · ${counted(summary.rejected, "line")} refused`}
        {summary.settings.map((one) => ` · ${one}`)}
      </span>
    </p>
  );
}

interface TileProps {
  name: string;
  hint: string;
  values: (number | null)[];
  note?: string;
}

function Tiles({ summaries }: { summaries: Summary[] }) {
  const of = (pick: (summary: Summary) => number | null): (number | null)[] => summaries.map(pick);
  const { groups, reward } = summaries[0]!.signal;
  const tiles: TileProps[] = [
    { name: "reward", hint: "mean, of 0 to 2.1", values: of((one) => one.means.reward) },
    { name: "accuracy", hint: "right answers", values: of((one) => one.means.accuracy) },
    { name: "coverage", hint: "key steps found", values: of((one) => one.means.coverage) },
    { name: "validity", hint: "whole and in order", values: of((one) => one.means.validity) },
    {
      name: "coverage tells right from wrong",
      hint: "AUC; 0.5 is chance",
      values: of((one) => one.separation),
    },
    {
      name: "groups without a signal",
      hint: `all rewards equal, of ${count(groups)}`,
      values: of((one) => one.signal.reward),
      note: percent(reward, groups),
    },
  ];
  return (
    <dl class={summaries.length > 1 ? "tiles of-two" : "tiles"}>
      {tiles.map((tile) => (
        <Tile key={tile.name} {...tile} />
      ))}
    </dl>
  );
}

function Tile({ name, hint, values, note }: TileProps) {
  const [first, second] = values;
  const digits = note === undefined ? 3 : 0;
  const isPair = values.length > 1 && first != null && second != null;
  return (
    <div class="card tile">
      <dt>
        {name} <small>{hint}</small>
      </dt>
      <dd>
        {figure(first, digits)}
        {values.length > 1 && (
          <>
            <span class="dim"> → </span>
            {figure(second, digits)}
          </>
        )}
        {isPair && <small class="delta">{signed(second - first, digits)}</small>}
        {!isPair && note && <small class="delta">{note}</small>}
      </dd>
    </div>
  );
}

const centres = (edges: number[]): number[] =>
  edges.slice(1).map((edge, at) => (edge + edges[at]!) / 2);

const span = (edges: number[], at: number): string =>
  `${edges[at]!.toFixed(1)} to ${edges[at + 1]!.toFixed(1)}`;

function Rewards({ head, theme }: { head: Head; theme: Theme }) {
  const { edges, counts } = head.histograms.reward;
  const x = useMemo(() => centres(edges), [edges]);
  const lines = useMemo(
    () =>
      counts.map((values, run): Line => ({
        name: counts.length > 1 ? `${"AB"[run]} ${head.runs[run]!.summary.name}` : "traces",
        colour: RUN_COLOURS[run]!,
        values,
      })),
    [counts],
  );
  return (
    <Chart
      title="Reward"
      what="how many traces earn how much"
      theme={theme}
      x={x}
      lines={lines}
      kind="bars"
      xName="reward"
      yName="traces"
      nameOf={(at) => span(edges, at)}
      xRange={[edges[0]!, edges.at(-1)!]}
    />
  );
}

function Coverages(props: { head: Head; run: number; name: string; theme: Theme }) {
  const { head, run, name, theme } = props;
  const { edges, right, wrong } = head.histograms.coverage;
  const x = useMemo(() => centres(edges), [edges]);
  const lines = useMemo(
    (): Line[] => [
      { name: "right", colour: "--good", values: right[run]! },
      { name: "wrong", colour: "--bad", values: wrong[run]! },
    ],
    [right, wrong, run],
  );
  const which = head.runs.length > 1 ? `, ${"AB"[run]} ${name}` : "";
  if ([...right[run]!, ...wrong[run]!].every((one) => one === 0)) return <NoKeySteps />;
  return (
    <Chart
      title={`Coverage${which}`}
      what="the share of key steps found, in right traces and in wrong ones"
      theme={theme}
      x={x}
      lines={lines}
      kind="bars"
      xName="coverage"
      yName="traces"
      nameOf={(at) => (at === x.length - 1 ? "1, all of them" : span(edges, at))}
      xRange={[edges[0]!, edges.at(-1)!]}
    />
  );
}

function NoKeySteps() {
  return (
    <section class="card">
      <h2>Coverage</h2>
      <p class="dim">
        No trace here has key steps. <code>stepreward extract</code> takes them out of reference
        traces, or out of the traces themselves.
      </p>
    </section>
  );
}

function Lengths(props: { summary: Summary; letter: string; theme: Theme }) {
  const { summary, letter, theme } = props;
  const bins = summary.length;
  const x = useMemo(() => bins.map((bin) => bin.characters), [bins]);
  const lines = useMemo(
    (): Line[] => [
      {
        name: "mean reward",
        colour: letter === "B" ? "--run-b" : "--run-a",
        values: bins.map((bin) => bin.mean),
      },
      { name: "lower quartile", colour: "--dim", values: bins.map((bin) => bin.low), fade: true },
      { name: "upper quartile", colour: "--dim", values: bins.map((bin) => bin.high), fade: true },
    ],
    [bins],
  );
  return (
    <Chart
      title={`Reward by length${letter && `, ${letter} ${summary.name}`}`}
      what="traces in ten parts of equal number, from the shortest to the longest"
      theme={theme}
      x={x}
      lines={lines}
      kind="line"
      xName="characters"
      yName="reward"
      nameOf={(at) => `${count(Math.round(x[at]!))} characters`}
      digits={2}
    />
  );
}

function Verdicts({ summaries, place }: { summaries: Summary[]; place: Place }) {
  const rows = VERDICTS.map((verdict): BarRow => ({
    name: <VerdictSign verdict={verdict} />,
    href: tableOf(place, { verdict }),
    values: summaries.map((one) => one.verdicts[verdict]),
  }));
  return (
    <Bars
      title="Accuracy"
      what="what the judge said of the answers"
      rows={rows}
      totals={summaries.map((one) => one.traces)}
    />
  );
}

function Rules({ summaries, place }: { summaries: Summary[]; place: Place }) {
  const valid: BarRow = {
    name: "valid",
    href: tableOf(place, { valid: "yes" }),
    values: summaries.map((one) => Math.round((one.means.validity ?? 0) * one.traces)),
  };
  const names = [...new Set(summaries.flatMap((one) => one.rules.map((rule) => rule.rule)))];
  const broken = names.map((name): BarRow => {
    const found = summaries.map((one) => one.rules.find((rule) => rule.rule === name));
    const right = found[0]?.right ?? 0;
    return {
      name,
      href: tableOf(place, { rule: name }),
      values: found.map((rule) => rule?.traces ?? 0),
      ...(right ? { note: `${count(right)} of them right` } : {}),
    };
  });
  return (
    <Bars
      title="Validity"
      what="valid traces, and the rules that the others break"
      rows={[valid, ...broken]}
      totals={summaries.map((one) => one.traces)}
    />
  );
}

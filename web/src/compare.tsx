// Two runs, trace by trace: what changed, and how much.
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { Columns, Head } from "./data";
import { Rollout } from "./groups";
import { figuresColumn } from "./figures";
import { Grid, type GridColumn, type GridMemory } from "./grid";
import { useKeys } from "./keyboard";
import { useLeaf } from "./leaf";
import { closed, go, hashOf, numberIn, replace, type Place } from "./route";
import { Asked } from "./trace";
import { AnswerCell } from "./verdict";
import { counted, figure, signed } from "./words";

type Pairs = NonNullable<Head["pairs"]>;
type Side = 0 | 1;

export interface CompareProps {
  head: Head;
  pairs: Pairs;
  memory: GridMemory;
  place: Place;
  isNarrow: boolean;
}

export function Compare({ head, pairs, memory, place, isNarrow }: CompareProps) {
  const columns = useMemo(() => pairColumns(head, pairs), [head, pairs]);
  const changes = useMemo(() => pairs.pairs.map((pair) => changeOf(head, pair)), [head, pairs]);
  const more = changes.filter((one) => one > 1e-4).length;
  const less = changes.filter((one) => one < -1e-4).length;
  const isChanged = place.get("changed") === "yes";
  const wanted = useMemo(
    () => (isChanged ? (at: number) => Math.abs(changes[at]!) > 1e-4 : null),
    [isChanged, changes],
  );
  const [first, second] = head.runs.map((run) => run.summary.name);
  return (
    <main class="table-view" id="main">
      <h1 class="unseen">Compare</h1>
      <p class="found">
        <b>A</b> <bdi>{first}</bdi> against <b>B</b> <bdi>{second}</bdi>:{" "}
        {counted(pairs.pairs.length, "pair")} by {pairs.by}; B earns more in {more}, less in {less}
        {pairs.alone[0] + pairs.alone[1] > 0 &&
          `; without a partner: ${pairs.alone[0]} of A, ${pairs.alone[1]} of B`}
        <label class="check">
          <input
            type="checkbox"
            checked={isChanged}
            onInput={() => replace(hashOf(place, { changed: isChanged ? null : "yes" }))}
          />{" "}
          changed ones only
        </label>
      </p>
      <Grid
        label="Pairs of traces"
        columns={columns}
        count={pairs.pairs.length}
        isWanted={wanted}
        memory={memory}
        hrefOf={(at) => hashOf(place, { pair: at })}
        isNarrow={isNarrow}
      />
    </main>
  );
}

const changeOf = (head: Head, [left, right]: [number, number]): number =>
  head.runs[1]!.columns.reward[right]! - head.runs[0]!.columns.reward[left]!;

function pairColumns(head: Head, { pairs }: Pairs): GridColumn[] {
  const sides = head.runs.map((run) => run.columns);
  const of = (side: Side, at: number): number => pairs[at]![side];
  const verdict = (side: Side, title: string): GridColumn => ({
    id: `verdict-${side}`,
    title,
    width: "minmax(5rem, .8fr)",
    isWide: true,
    value: (at) => sides[side]!.verdict[of(side, at)]!,
    cell: (at) => (
      <AnswerCell
        verdict={sides[side]!.verdicts[sides[side]!.verdict[of(side, at)]!]!}
        answer={sides[side]!.answer[of(side, at)]}
      />
    ),
  });
  type Name = "reward" | "coverage" | "validity";
  const number = (side: Side, name: Name, title: string): GridColumn =>
    figuresColumn({
      id: `${name}-${side}`,
      title,
      isWide: name !== "reward",
      value: (at) => sides[side]![name][of(side, at)] ?? null,
    });
  return [
    {
      id: "name",
      title: "trace",
      width: "minmax(7rem, 1.4fr)",
      narrow: "minmax(5rem, 1.4fr)",
      value: (at) => at,
      cell: (at) => <bdi>{sides[0]!.name[of(0, at)]}</bdi>,
    },
    {
      id: "change",
      title: "change",
      hint: "reward of B less that of A; sorted by its size",
      width: "minmax(4.6rem, .5fr)",
      isNumber: true,
      value: (at) => Math.abs(changeOf(head, pairs[at]!)),
      cell: (at) => {
        const change = changeOf(head, pairs[at]!);
        return <span class={toneOf(change)}>{signed(change)}</span>;
      },
    },
    number(0, "reward", "reward A"),
    number(1, "reward", "reward B"),
    number(0, "coverage", "cover. A"),
    number(1, "coverage", "cover. B"),
    number(0, "validity", "valid A"),
    number(1, "validity", "valid B"),
    verdict(0, "answer A"),
    verdict(1, "answer B"),
  ];
}

const PARTS = [
  ["reward", "reward"],
  ["StepRAR", "step_rar"],
  ["accuracy", "accuracy"],
  ["coverage", "coverage"],
  ["validity", "validity"],
] as const;

function Changes({ head, pair }: { head: Head; pair: [number, number] }) {
  const [left, right] = head.runs.map((run) => run.columns) as [Columns, Columns];
  const before = new Set(left.missed[pair[0]]);
  const after = new Set(right.missed[pair[1]]);
  const moved = [
    ["found in B alone", [...before].filter((key) => !after.has(key))],
    ["found in A alone", [...after].filter((key) => !before.has(key))],
  ] as const;
  const isAlike = left.keys[pair[0]] === right.keys[pair[1]];
  return (
    <section class="card changes">
      <table>
        <thead>
          <tr>
            <td />
            <th scope="col">A</th>
            <th scope="col">B</th>
            <th scope="col">change</th>
          </tr>
        </thead>
        <tbody>
          {PARTS.map(([name, column]) => {
            const [a, b] = [left[column][pair[0]] ?? null, right[column][pair[1]] ?? null];
            const change = (b ?? 0) - (a ?? 0);
            return (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{figure(a)}</td>
                <td>{figure(b)}</td>
                <td class={toneOf(change)}>{signed(change, 3)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {isAlike &&
        moved.map(
          ([words, keys]) =>
            keys.length > 0 && (
              <p key={words}>
                {words}:{" "}
                {keys.map((key) => (
                  <span key={key} class={`badge key-${key % 8}`}>
                    {key}
                  </span>
                ))}
              </p>
            ),
        )}
    </section>
  );
}

const toneOf = (change: number): string =>
  Math.abs(change) < 1e-4 ? "dim" : change > 0 ? "good" : "bad";

export function PairView(props: {
  head: Head;
  pair: [number, number];
  order: number[];
  place: Place;
}) {
  const { head, pair, order, place } = props;
  const leaf = useLeaf(head, 0, pair[0]);
  const row = order.indexOf(numberIn(place, "pair") ?? -1);
  const top = useRef<HTMLHeadingElement>(null);
  const move = (by: number) => () => {
    const there = row < 0 ? undefined : order[row + by];
    if (there !== undefined) go(hashOf(place, { pair: there }));
  };
  useEffect(() => {
    scrollTo(0, 0);
    top.current?.focus({ preventScroll: true });
  }, [pair]);
  useKeys({ j: move(1), k: move(-1), Escape: () => go(closed(place)) });
  return (
    <main class="group" id="main">
      <nav class="crumbs" aria-label="pairs">
        <a href={closed(place)} class="button">
          ‹ back
        </a>
        <span class="dim">change of reward {signed(changeOf(head, pair), 3)}</span>
      </nav>
      <h1 ref={top} tabIndex={-1}>
        <bdi>{head.runs[0]!.columns.name[pair[0]]}</bdi>
      </h1>
      {leaf && <Asked head={head} run={0} at={pair[0]} leaf={leaf} />}
      <Changes head={head} pair={pair} />
      <div class="side-by-side pair" tabIndex={0} role="region" aria-label="both runs side by side">
        {pair.map((at, run) => (
          <Rollout
            key={run}
            head={head}
            run={run}
            at={at}
            place={place}
            title={`${run === 0 ? "A" : "B"}: ${head.runs[run]!.summary.name}`}
          />
        ))}
      </div>
    </main>
  );
}

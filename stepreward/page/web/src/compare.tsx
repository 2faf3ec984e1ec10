// Two runs, trace by trace: what changed, and how much.
import { useMemo } from "preact/hooks";
import type { Head } from "./data";
import { figuresColumn } from "./figures";
import { Grid, type GridColumn, type GridMemory } from "./grid";
import { changeOf, toneOf } from "./pair";
import { hashOf, replace, type Place } from "./route";
import { AnswerCell } from "./verdict";
import { counted, signed } from "./words";

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

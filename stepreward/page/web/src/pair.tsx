// One pair: what changed, part by part, and both traces side by side.
import { useEffect, useRef } from "preact/hooks";
import type { Columns, Head } from "./data";
import { Rollout } from "./groups";
import { useKeys } from "./keyboard";
import { useLeaf } from "./leaf";
import { closed, go, hashOf, numberIn, type Place } from "./route";
import { Asked } from "./trace";
import { figure, signed } from "./words";

export const changeOf = (head: Head, [left, right]: [number, number]): number =>
  head.runs[1]!.columns.reward[right]! - head.runs[0]!.columns.reward[left]!;

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

export const toneOf = (change: number): string =>
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

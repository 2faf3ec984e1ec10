// Groups: the rollouts of one question, in a table, and side by side.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { Completion } from "./completion";
import type { Columns, Head } from "./data";
import { figuresColumn } from "./figures";
import { Grid, type GridColumn, type GridMemory } from "./grid";
import { useKeys } from "./keyboard";
import { useLeaf } from "./leaf";
import { closed, go, hashOf, type Place } from "./route";
import { Asked } from "./trace";
import { VerdictSign } from "./verdict";
import { counted, figure, signed } from "./words";

const CLOSE = 1e-4; // rewards are written with four digits
const FIRST = 8; // rollouts that are opened at once

export interface Group {
  number: number;
  members: number[];
  mean: number;
  spread: number;
  right: number;
  coverage: number | null;
}

export function groupsOf(columns: Columns): Group[] {
  const members = new Map<number, number[]>();
  columns.group.forEach((group, at) => {
    const listed = members.get(group);
    if (listed) listed.push(at);
    else members.set(group, [at]);
  });
  return [...members].map(([number, all]) => {
    const rewards = all.map((at) => columns.reward[at]!);
    const covered = all.map((at) => columns.coverage[at]).filter((one) => one != null);
    return {
      number,
      members: all,
      mean: mean(rewards),
      spread: Math.max(...rewards) - Math.min(...rewards),
      right: all.filter((at) => columns.verdicts[columns.verdict[at]!] === "equal").length,
      coverage: covered.length ? mean(covered) : null,
    };
  });
}

const mean = (values: number[]): number =>
  values.reduce((sum, one) => sum + one, 0) / values.length;

export function Groups(props: {
  head: Head;
  run: number;
  groups: Group[];
  memory: GridMemory;
  place: Place;
  isNarrow: boolean;
}) {
  const { head, run, groups, memory, place, isNarrow } = props;
  const { columns } = head.runs[run]!;
  const shown = useMemo(() => groupColumns(columns, groups), [columns, groups]);
  return (
    <main class="table-view" id="main">
      <h1 class="unseen">Groups</h1>
      <p class="found">
        {counted(groups.length, "group")} · where all rewards are equal, there is nothing to learn
      </p>
      <Grid
        label="Groups"
        columns={shown}
        count={groups.length}
        isWanted={null}
        memory={memory}
        hrefOf={(at) => hashOf(place, { group: groups[at]!.number, run: run || null })}
        isNarrow={isNarrow}
      />
    </main>
  );
}

function groupColumns(columns: Columns, groups: Group[]): GridColumn[] {
  const number = (
    id: string,
    title: string,
    digits: number,
    value: (group: Group) => number | null,
  ): GridColumn => figuresColumn({ id, title, digits, value: (at) => value(groups[at]!) });
  return [
    {
      id: "group",
      title: "group",
      width: "minmax(8rem, 2fr)",
      narrow: "minmax(5rem, 1.4fr)",
      value: (at) => at,
      cell: (at) => <bdi>{columns.groups[groups[at]!.number]}</bdi>,
    },
    number("members", "rollouts", 0, (group) => group.members.length),
    number("mean", "mean", 2, (group) => group.mean),
    number("right", "right", 0, (group) => group.right),
    { ...number("coverage", "coverage", 2, (group) => group.coverage), isWide: true },
    {
      id: "spread",
      title: "rewards",
      hint: "each rollout's reward; sorted by how far they lie apart",
      width: "minmax(9rem, 1fr)",
      narrow: "minmax(4rem, 1fr)",
      isNumber: true,
      value: (at) => groups[at]!.spread,
      cell: (at) => <Strip columns={columns} group={groups[at]!} />,
    },
  ];
}

function Strip({ columns, group }: { columns: Columns; group: Group }) {
  const isDead = group.members.length > 1 && group.spread < CLOSE;
  return (
    <span class="strip">
      {group.members.slice(0, 64).map((at) => (
        <i
          key={at}
          style={{ left: `${Math.max(0, Math.min(1, columns.reward[at]! / 2.1)) * 100}%` }}
        />
      ))}
      <span class={isDead ? "bad" : "unseen"}>
        {isDead ? "all equal" : `from the lowest to the highest: ${figure(group.spread, 2)}`}
      </span>
    </span>
  );
}

export function GroupView(props: { head: Head; run: number; group: Group; place: Place }) {
  const { head, run, group, place } = props;
  const { columns } = head.runs[run]!;
  const [opened, setOpened] = useState(FIRST);
  const leaf = useLeaf(head, run, group.members[0]!);
  const top = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    scrollTo(0, 0);
    setOpened(FIRST);
    top.current?.focus({ preventScroll: true });
  }, [group.number]);
  useKeys({ Escape: () => go(closed(place)) });
  const ranked = [...group.members].sort((a, b) => columns.reward[b]! - columns.reward[a]!);
  const rest = ranked.length - opened;
  return (
    <main class="group" id="main">
      <nav class="crumbs" aria-label="groups">
        <a href={closed(place)} class="button">
          ‹ back
        </a>
        <span class="dim">
          {counted(group.members.length, "rollout")}, mean reward {figure(group.mean)}, the best
          first
        </span>
      </nav>
      <h1 ref={top} tabIndex={-1}>
        <bdi>{columns.groups[group.number]}</bdi>
      </h1>
      {leaf && <Asked head={head} run={run} at={group.members[0]!} leaf={leaf} />}
      <div class="side-by-side" tabIndex={0} role="region" aria-label="rollouts side by side">
        {ranked.slice(0, opened).map((at) => (
          <Rollout key={at} head={head} run={run} at={at} place={place} />
        ))}
        {rest > 0 && (
          <button type="button" class="more" onClick={() => setOpened(opened + FIRST)}>
            {rest} more
          </button>
        )}
      </div>
    </main>
  );
}

export function Rollout(props: {
  head: Head;
  run: number;
  at: number;
  place: Place;
  title?: string;
}) {
  const { head, run, at, place } = props;
  const { columns } = head.runs[run]!;
  const leaf = useLeaf(head, run, at);
  const verdict = columns.verdicts[columns.verdict[at]!]!;
  const open = { group: null, pair: null, trace: at, run: run || null };
  return (
    <section class="card rollout">
      <h2>
        <a href={hashOf(place, open)}>
          <bdi>{props.title ?? columns.name[at]}</bdi>
        </a>
      </h2>
      <p class="line">
        <b>{figure(columns.reward[at])}</b>
        <span class="advantage" title="advantage: the reward within its group">
          {signed(columns.advantage[at]!)}
        </span>
        <VerdictSign verdict={verdict} />
        {columns.validity[at]! > 0 ? "valid" : <span class="bad">not valid</span>}
      </p>
      {leaf ? (
        <>
          <ul class="dots" aria-label="key steps">
            {leaf.keys.map((key, one) => (
              <li
                key={one}
                class={`badge key-${one % 8}${key.is_match ? "" : " missed"}`}
                title={`${key.is_match ? "matched" : "missed"}: ${key.forms[0] ?? key.form}`}
              >
                {one}
                <span class="unseen">{key.is_match ? " matched" : " missed"}</span>
              </li>
            ))}
          </ul>
          <Completion leaf={leaf} pointed={null} />
        </>
      ) : (
        <p class="waiting">Reading the trace …</p>
      )}
    </section>
  );
}

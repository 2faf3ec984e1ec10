// One trace: question and image, the completion with its marks, and the reasons beside it.
import { useEffect, useRef, useState } from "preact/hooks";
import { Completion, type Pointed } from "./completion";
import { pictureUrl, type Head, type Leaf } from "./data";
import { useKeys } from "./keyboard";
import { useLeaf } from "./leaf";
import { Answer, Credits, Faults, Keys, Origin, Reward } from "./reasons";
import { closed, go, hashOf, type Place } from "./route";
import { count } from "./words";

export interface TraceViewProps {
  head: Head;
  run: number;
  at: number;
  order: number[]; // the rows of the table, as they were sorted and filtered
  place: Place;
}

export function TraceView({ head, run, at, order, place }: TraceViewProps) {
  const leaf = useLeaf(head, run, at);
  const columns = head.runs[run]!.columns;
  const row = order.indexOf(at);
  const next = (by: number): string | null => {
    const there = row < 0 ? undefined : order[row + by];
    return there === undefined ? null : hashOf(place, { trace: there });
  };
  const move = (by: number) => () => {
    const hash = next(by);
    if (hash !== null) go(hash);
  };
  const top = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    scrollTo(0, 0);
    top.current?.focus({ preventScroll: true });
  }, [run, at]);
  useKeys({
    j: move(1),
    k: move(-1),
    ArrowRight: move(1),
    ArrowLeft: move(-1),
    Escape: () => go(closed(place)),
  });
  const group = columns.group[at]!;
  const others = columns.group.filter((one) => one === group).length;
  return (
    <main class="trace" id="main">
      <nav class="crumbs" aria-label="traces">
        <a href={closed(place)} class="button">
          ‹ back
        </a>
        <Step href={next(-1)} label="previous" />
        <Step href={next(1)} label="next" />
        <span class="dim">
          {row < 0 ? "" : `${count(row + 1)} of ${count(order.length)}`}
          {others > 1 && (
            <>
              {row < 0 ? "" : " · "}
              <a href={hashOf(place, { trace: null, group })}>group of {others}</a>
            </>
          )}
        </span>
      </nav>
      <h1 ref={top} tabIndex={-1}>
        <bdi>{columns.name[at]}</bdi>
      </h1>
      {leaf ? (
        <Opened head={head} run={run} at={at} leaf={leaf} />
      ) : (
        <p class="waiting">Reading the trace …</p>
      )}
    </main>
  );
}

function Step({ href, label }: { href: string | null; label: string }) {
  return href === null ? (
    <span class="button off" aria-disabled="true">
      {label}
    </span>
  ) : (
    <a class="button" href={href}>
      {label}
    </a>
  );
}

export function Asked({ head, run, at, leaf }: OpenedProps) {
  const pictures = head.runs[run]!.columns.pictures[at] ?? [];
  if (!leaf.question && pictures.length === 0) return null;
  return (
    <section class="card asked">
      <h2>Question</h2>
      {pictures.map((one) => (
        <Picture key={one} at={one} />
      ))}
      {leaf.question && <p class="question">{leaf.question}</p>}
    </section>
  );
}

function Picture({ at }: { at: number }) {
  const [isLarge, setLarge] = useState(false);
  return (
    <button
      type="button"
      class={isLarge ? "picture large" : "picture"}
      aria-label={isLarge ? "make the image small" : "make the image large"}
      onClick={() => setLarge(!isLarge)}
    >
      <img src={pictureUrl(at)} alt="the image of the record" />
    </button>
  );
}

interface OpenedProps {
  head: Head;
  run: number;
  at: number;
  leaf: Leaf;
}

function Opened({ head, run, at, leaf }: OpenedProps) {
  const [pointed, setPointed] = useState<Pointed>(null);
  const columns = head.runs[run]!.columns;
  const props = { columns, at, leaf, onPoint: setPointed };
  return (
    <div class="two">
      <div class="text">
        <Asked head={head} run={run} at={at} leaf={leaf} />
        <section class="card">
          <h2>
            Completion <span class="dim">{count(columns.characters[at]!)} characters</span>
          </h2>
          <Completion leaf={leaf} pointed={pointed} />
        </section>
      </div>
      <aside class="reasons" aria-label="reasons">
        <Reward columns={columns} at={at} />
        <Answer leaf={leaf} />
        <Keys {...props} />
        <Faults {...props} />
        <Credits {...props} />
        <Origin leaf={leaf} />
      </aside>
    </div>
  );
}

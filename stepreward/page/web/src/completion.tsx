// A completion with its sections and steps, and every mark where it stands.
import type { ComponentChildren } from "preact";
import { useMemo, useState } from "preact/hooks";
import type { Leaf, Piece } from "./data";
import { Tip, type Told } from "./tip";

// What the reader points at beside the completion, and sees picked out inside it.
export type Pointed = { kind: "key" | "violation" | "credit" | "error"; at: number } | null;

interface Block {
  section: number | null;
  step: number | null;
  isError: boolean;
  hasSteps: boolean; // its section has
  pieces: Piece[];
}

export function Completion(props: { leaf: Leaf; pointed: Pointed }) {
  const { leaf, pointed } = props;
  const [told, setTold] = useState<Told | null>(null);
  const blocks = useMemo(() => blocksOf(leaf.pieces), [leaf]);
  const tell = (event: Event): void => {
    const mark = (event.target as Element).closest?.<HTMLElement>("[data-tell]");
    if (!mark) return;
    const listed = (name: string): number[] =>
      (mark.dataset[name] ?? "").split(" ").filter(Boolean).map(Number);
    setTold({
      keys: listed("keys"),
      near: listed("near"),
      violations: listed("violations"),
      isAnswer: mark.dataset["answer"] !== undefined,
      rect: mark.getClientRects()[0] ?? mark.getBoundingClientRect(),
    });
  };
  const hush = (): void => setTold(null);
  return (
    <div
      class="completion"
      onMouseOver={tell}
      onMouseOut={hush}
      onFocusIn={tell}
      onFocusOut={hush}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || told === null) return;
        event.stopPropagation();
        hush();
      }}
    >
      {blocks.length === 0 && <p class="dim">(says nothing)</p>}
      {blocks.map((block, at) => (
        <BlockView key={at} block={block} leaf={leaf} pointed={pointed} />
      ))}
      {told && <Tip told={told} leaf={leaf} />}
    </div>
  );
}

function BlockView(props: { block: Block; leaf: Leaf; pointed: Pointed }) {
  const { block, leaf, pointed } = props;
  const text = marked(block.pieces, leaf, pointed);
  if (block.step === null) {
    const isBetween = block.hasSteps && block.pieces.every((piece) => !piece.k && !piece.n);
    const kind = block.section === null ? "loose" : isBetween ? "between" : "section";
    return <div class={kind}>{text}</div>;
  }
  const number = leaf.steps[block.step] ?? null;
  const written = number === null ? "" : `, which it numbers ${number}`;
  const isPointed = pointed?.kind === "error" && block.isError;
  return (
    <div class={`step${block.isError ? " wrong" : ""}${isPointed ? " pointed" : ""}`}>
      <span class="step-number" title={`step ${block.step}${written}`}>
        <span class="unseen">step </span>
        {block.step}
      </span>
      <div class="step-text">
        {block.isError && leaf.error && (
          <p class="first-error">
            <b>first error</b> {leaf.error.why}
          </p>
        )}
        {text}
      </div>
    </div>
  );
}

const same = (left: number[] | undefined, right: number[] | undefined): boolean =>
  (left ?? []).join() === (right ?? []).join();

// Neighbours that say the same are one mark: what is spelled out inside it parts nothing.
function marked(pieces: Piece[], leaf: Leaf, pointed: Pointed): ComponentChildren[] {
  const runs: Piece[][] = [];
  for (const piece of pieces) {
    const last = runs.at(-1)?.[0];
    const isSame =
      last !== undefined &&
      same(last.k, piece.k) &&
      same(last.n, piece.n) &&
      same(last.v, piece.v) &&
      same(last.c, piece.c) &&
      last.a === piece.a &&
      last.h === piece.h;
    if (isSame) runs.at(-1)!.push(piece);
    else runs.push([piece]);
  }
  return runs.map((run, at) => (
    <Mark key={at} run={run} next={runs[at + 1]?.[0]} leaf={leaf} pointed={pointed} />
  ));
}

function Mark(props: {
  run: Piece[];
  next: Piece | undefined;
  leaf: Leaf;
  pointed: Pointed;
}): ComponentChildren {
  const { run, next, leaf, pointed } = props;
  const first = run[0]!;
  const text = (first.h ? trimmed(run) : run).map((piece, at) =>
    piece.x ? (
      <span key={at} class="escaped">
        {piece.t}
      </span>
    ) : (
      piece.t
    ),
  );
  const classes = [
    first.h && (run.some((piece) => piece.t.includes("\n")) ? "heading line" : "heading"),
    first.k && `key key-${first.k[0]! % 8}`,
    !first.k && first.n && `near key-${first.n[0]! % 8}`,
    first.v && "violation",
    first.a && `answer ${leaf.answer.verdict}`,
    isPointedAt(first, pointed) && "pointed",
  ].filter(Boolean);
  if (classes.length === 0) return <>{text}</>;
  const isTelling = first.k || first.n || first.v || first.a;
  const badges = [...(first.k ?? [])].filter((key) => !next?.k?.includes(key));
  if (!isTelling) return <span class={classes.join(" ")}>{text}</span>;
  return (
    <mark
      class={classes.join(" ")}
      tabIndex={0}
      aria-describedby="tip"
      data-tell=""
      data-keys={first.k?.join(" ")}
      data-near={first.n?.join(" ")}
      data-violations={first.v?.join(" ")}
      data-answer={first.a && ""}
    >
      {text}
      {badges.map((key) => (
        <sup key={key} class={`badge key-${key % 8}`}>
          {key}
        </sup>
      ))}
    </mark>
  );
}

function isPointedAt(piece: Piece, pointed: Pointed): boolean {
  if (pointed === null) return false;
  const { kind, at } = pointed;
  if (kind === "key") return Boolean(piece.k?.includes(at) || piece.n?.includes(at));
  if (kind === "violation") return Boolean(piece.v?.includes(at));
  return kind === "credit" && Boolean(piece.c?.includes(at));
}

function blocksOf(pieces: Piece[]): Block[] {
  const blocks: Block[] = [];
  const withSteps = new Set(pieces.filter((piece) => piece.p).map((piece) => piece.s?.[0]));
  for (const piece of pieces) {
    const section = piece.s?.[0] ?? null;
    const step = piece.p?.[0] ?? null;
    const last = blocks.at(-1);
    if (last && last.section === section && last.step === step) last.pieces.push(piece);
    else {
      const hasSteps = section !== null && withSteps.has(section);
      blocks.push({ section, step, isError: piece.e === 1, hasSteps, pieces: [piece] });
    }
  }
  return blocks
    .map((block) => ({ ...block, pieces: trimmed(block.pieces) }))
    .filter((block) => block.pieces.some((piece) => piece.t !== ""));
}

// A block begins on a line of its own: the line breaks around it would be seen twice.
function trimmed(all: Piece[]): Piece[] {
  const pieces = all.map((piece) => ({ ...piece }));
  for (const piece of pieces) {
    piece.t = piece.t.replace(/^\n+/, "");
    if (piece.t !== "") break;
  }
  for (const piece of pieces.toReversed()) {
    piece.t = piece.t.replace(/\n+$/, "");
    if (piece.t !== "") break;
  }
  return pieces;
}

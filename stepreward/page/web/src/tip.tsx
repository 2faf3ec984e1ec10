// What hovering, or the focus, tells of a mark in a completion.
import type { Leaf } from "./data";
import { signed } from "./words";

export interface Told {
  keys: number[];
  near: number[];
  violations: number[];
  isAnswer: boolean;
  rect: DOMRect;
}

const WIDTH = 340;

export function Tip({ told, leaf }: { told: Told; leaf: Leaf }) {
  const left = Math.max(8, Math.min(told.rect.left, innerWidth - WIDTH - 8));
  const isBelow = told.rect.bottom < innerHeight * 0.65;
  const place = isBelow
    ? { top: `${told.rect.bottom + 6}px` }
    : { bottom: `${innerHeight - told.rect.top + 6}px` };
  return (
    <div class="tip" role="tooltip" id="tip" style={{ left: `${left}px`, ...place }}>
      {told.keys.map((key) => (
        <p key={`k${key}`}>
          <span class={`badge key-${key % 8}`}>{key}</span> <b>key step matched</b>{" "}
          <span class="credit">{signed(leaf.keys[key]?.credit ?? 0, 3)}</span>
          <br />
          <q>{leaf.keys[key]?.form}</q>
          <br />
          <span class="dim">{leaf.keys[key]?.why}</span>
        </p>
      ))}
      {told.near.map((key) => (
        <p key={`n${key}`}>
          <span class={`badge missed key-${key % 8}`}>{key}</span> <b>came closest, but missed</b>
          <br />
          <q>{leaf.keys[key]?.form}</q>
          <br />
          <span class="dim">{leaf.keys[key]?.why}</span>
        </p>
      ))}
      {told.violations.map((at) => (
        <p key={`v${at}`} class="bad">
          <b>{leaf.violations[at]?.rule}</b> {leaf.violations[at]?.detail}
        </p>
      ))}
      {told.isAnswer && (
        <p>
          <b>the answer that was judged</b>: {leaf.answer.verdict}
          <br />
          <span class="dim">{leaf.answer.reason}</span>
        </p>
      )}
    </div>
  );
}

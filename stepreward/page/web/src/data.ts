// The data of the page: what the head holds at once, and what is unpacked when it is opened.

export interface Summary {
  name: string;
  files: string[];
  traces: number;
  shown: number;
  groups: number;
  rejected: number;
  labelled: number;
  settings: string[];
  means: Record<"reward" | "accuracy" | "coverage" | "validity", number | null>;
  signal: { groups: number; accuracy: number; step_rar: number; reward: number };
  verdicts: Record<Verdict, number>;
  rules: { rule: string; traces: number; right: number }[];
  keys: MissedKey[];
  separation: number | null;
  length: LengthBin[];
}

export interface MissedKey {
  key: number;
  text: string;
  first: number;
  traces: number;
  missed: number;
  right: number;
}

export interface LengthBin {
  characters: number;
  mean: number;
  low: number;
  high: number;
  traces: number;
}

export type Verdict = "equal" | "different" | "undecided" | "none";
type Numbers = (number | null)[];

export interface Columns {
  name: string[];
  group: number[];
  groups: string[];
  question: number[];
  questions: string[];
  truth: number[];
  answer: string[];
  verdict: number[];
  verdicts: Verdict[];
  label: number[];
  reward: number[];
  step_rar: number[];
  accuracy: Numbers;
  coverage: Numbers;
  validity: number[];
  advantage: number[];
  characters: number[];
  steps: number[];
  error: number[];
  rules: number[][];
  rule_names: string[];
  keys: number[];
  missed: number[][];
  pictures: number[][];
}

export interface Run {
  summary: Summary;
  columns: Columns;
  blocks: number[];
}

export interface Head {
  version: string;
  runs: Run[];
  histograms: {
    reward: { edges: number[]; counts: number[][] };
    coverage: { edges: number[]; right: number[][]; wrong: number[][] };
  };
  pairs: { by: string; pairs: [number, number][]; alone: [number, number] } | null;
  pictures_left_out: Record<string, number>;
}

// t: text; s, p: section and step; h: heading; k, n: key steps that matched, nearly matched;
// v, c: violations, credits; a: answer; e: first error; x: spelled out.
export interface Piece {
  t: string;
  s?: number[];
  p?: number[];
  h?: 1;
  k?: number[];
  n?: number[];
  v?: number[];
  c?: number[];
  a?: 1;
  e?: 1;
  x?: 1;
}

export interface Key {
  forms: string[];
  section: string | null;
  is_match: boolean;
  form: string;
  step: number | null;
  text: string;
  why: string;
  credit: number;
}

export interface Leaf {
  place: string;
  question: string;
  golds: string[];
  format: string;
  signature: string;
  sections: string[];
  steps: (number | null)[];
  pieces: Piece[];
  keys: Key[];
  violations: { rule: string; detail: string; step: number | null; breaks: boolean }[];
  credits: { reward: number; why: string }[];
  answer: { text: string | null; verdict: Verdict; reason: string };
  error: { step: number; why: string } | null;
  carried: [string, string][];
}

async function unpack(id: string): Promise<string> {
  const packed = atob(document.getElementById(id)?.textContent ?? "");
  const bytes = Uint8Array.from(packed, (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).text();
}

export const readHead = async (): Promise<Head> => JSON.parse(await unpack("head")) as Head;

export const readLicences = async (): Promise<string> =>
  JSON.parse(await unpack("licences")) as string;

export const pictureUrl = (at: number): string =>
  document.getElementById(`picture-${at}`)?.textContent ?? "";

export const readBlock = async (run: number, first: number): Promise<Leaf[]> =>
  JSON.parse(await unpack(`block-${run}-${first}`)) as Leaf[];

const MAX_KEPT = 8;
const kept = new Map<string, Promise<Leaf[]>>();

// Blocks that were read last are kept: neighbours of a trace are likely to be next.
export async function readLeaf(head: Head, run: number, at: number): Promise<Leaf> {
  const first = head.runs[run]!.blocks.findLast((one) => one <= at)!;
  const id = `${run}-${first}`;
  const block = kept.get(id) ?? readBlock(run, first);
  kept.delete(id);
  kept.set(id, block);
  if (kept.size > MAX_KEPT) kept.delete(kept.keys().next().value!);
  return (await block)[at - first]!;
}

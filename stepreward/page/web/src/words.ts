// Figures and counts in words, the same wherever they are shown.
import type { Verdict } from "./data";

export const figure = (value: number | null | undefined, digits = 3): string =>
  value === null || value === undefined ? "–" : value.toFixed(digits).replace("-", "−");

export const signed = (value: number, digits = 2): string =>
  `${value > 0 ? "+" : value < 0 ? "−" : "±"}${Math.abs(value).toFixed(digits)}`;

export const count = (value: number): string => value.toLocaleString("en");

export const counted = (value: number, noun: string): string =>
  `${count(value)} ${noun}${value === 1 ? "" : "s"}`;

export const percent = (part: number, whole: number): string =>
  whole === 0 ? "–" : `${((100 * part) / whole).toFixed(part === whole ? 0 : 1)} %`;

export const VERDICT_WORDS: Record<Verdict, string> = {
  equal: "right",
  different: "wrong",
  undecided: "undecided",
  none: "no answer",
};

export const VERDICT_SIGNS: Record<Verdict, string> = {
  equal: "✓",
  different: "✗",
  undecided: "?",
  none: "–",
};

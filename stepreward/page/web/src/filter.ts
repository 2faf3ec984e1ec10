// Which traces of a run the reader asked for.
import type { Columns } from "./data";
import type { Place } from "./route";
import type { Texts } from "./texts";

export interface Filter {
  words: string[];
  verdict: string | null;
  valid: string | null;
  covered: string | null;
  rule: string | null;
  error: string | null;
  missed: [number, number] | null; // a trace of the question, and its key step
}

export const FILTERS = ["q", "verdict", "valid", "covered", "rule", "error", "missed"] as const;

export function filterIn(place: Place): Filter {
  const missed = place.get("missed")?.match(/^(\d{1,9})\.(\d{1,9})$/);
  return {
    words: (place.get("q") ?? "").toLowerCase().split(/\s+/).filter(Boolean),
    verdict: place.get("verdict"),
    valid: place.get("valid"),
    covered: place.get("covered"),
    rule: place.get("rule"),
    error: place.get("error"),
    missed: missed ? [Number(missed[1]), Number(missed[2])] : null,
  };
}

export const isEmpty = (filter: Filter): boolean =>
  filter.words.length === 0 &&
  [filter.verdict, filter.valid, filter.covered, filter.rule, filter.error, filter.missed].every(
    (one) => one === null,
  );

export function isWanted(columns: Columns, texts: Texts, at: number, filter: Filter): boolean {
  if (filter.verdict !== null && columns.verdicts[columns.verdict[at]!] !== filter.verdict) {
    return false;
  }
  if (filter.valid !== null && columns.validity[at]! > 0 !== (filter.valid === "yes")) {
    return false;
  }
  if (filter.covered !== null && coveredAs(columns, at) !== filter.covered) return false;
  if (filter.error !== null && columns.error[at]! >= 0 !== (filter.error === "yes")) return false;
  if (filter.rule !== null) {
    const names = columns.rules[at]!.map((rule) => columns.rule_names[rule]);
    if (!names.includes(filter.rule)) return false;
  }
  if (filter.missed !== null) {
    const [first, key] = filter.missed;
    if (columns.truth[at] !== columns.truth[first]) return false;
    if (!columns.missed[at]!.includes(key)) return false;
  }
  return filter.words.length === 0 || filter.words.every((word) => texts.of(at).includes(word));
}

function coveredAs(columns: Columns, at: number): string {
  const coverage = columns.coverage[at] ?? null;
  if (coverage === null) return "without";
  return coverage >= 1 ? "all" : coverage > 0 ? "some" : "none";
}

// The table of traces, with what filters it.
import { useMemo } from "preact/hooks";
import type { Columns, Head } from "./data";
import { filterIn, FILTERS, isEmpty, isWanted, type Filter } from "./filter";
import { figuresColumn } from "./figures";
import { Grid, type GridColumn, type GridMemory } from "./grid";
import { hashOf, replace, type Place } from "./route";
import type { Texts } from "./texts";
import { AnswerCell } from "./verdict";
import { count, figure, signed } from "./words";

export interface TracesProps {
  head: Head;
  run: number;
  texts: Texts;
  isSearchable: boolean;
  memory: GridMemory;
  place: Place;
  isNarrow: boolean;
}

export function Traces(props: TracesProps) {
  const { head, run, texts, isSearchable, memory, place, isNarrow } = props;
  const { columns, summary } = head.runs[run]!;
  const asked = FILTERS.map((name) => place.get(name) ?? "").join("\n");
  const filter = useMemo(() => filterIn(place), [asked]);
  const wanted = useMemo(
    () => (isEmpty(filter) ? null : (at: number) => isWanted(columns, texts, at, filter)),
    [columns, texts, filter, isSearchable],
  );
  const shown = useMemo(() => columnsOf(columns), [columns]);
  const total = columns.name.length;
  const found = useMemo(() => {
    if (wanted === null) return total;
    let sum = 0;
    for (let at = 0; at < total; at++) if (wanted(at)) sum++;
    return sum;
  }, [wanted, total]);
  return (
    <main class="table-view" id="main">
      <h1 class="unseen">Traces</h1>
      <Toolbar filter={filter} columns={columns} place={place} />
      <p class="found" role="status">
        {wanted === null ? `${count(total)} traces` : `${count(found)} of ${count(total)} traces`}
        {summary.traces > total && ` · the first ${count(total)} of ${count(summary.traces)}`}
        {filter.words.length > 0 && !isSearchable && " · still reading the texts"}
      </p>
      <Grid
        label="Traces"
        columns={shown}
        count={total}
        isWanted={wanted}
        memory={memory}
        hrefOf={(at) => hashOf(place, { trace: at, run: run || null })}
        isNarrow={isNarrow}
      />
    </main>
  );
}

function columnsOf(columns: Columns): GridColumn[] {
  type Name = "reward" | "coverage" | "validity" | "advantage" | "error" | "characters";
  const number = (id: Name, title: string, hint: string): GridColumn =>
    figuresColumn({ id, title, hint, value: (at) => columns[id][at] ?? null });
  return [
    {
      id: "name",
      title: "trace",
      width: "minmax(8rem, 1.4fr)",
      narrow: "minmax(5rem, 1.4fr)",
      value: (at) => at,
      cell: (at) => <bdi>{columns.name[at]}</bdi>,
    },
    {
      id: "question",
      title: "question",
      width: "minmax(6rem, 2.4fr)",
      isWide: true,
      value: (at) => columns.questions[columns.question[at]!] ?? "",
      cell: (at) => <bdi class="dim">{columns.questions[columns.question[at]!]}</bdi>,
    },
    {
      id: "verdict",
      title: "answer",
      hint: "the final answer, and whether it is the gold answer",
      width: "minmax(6rem, 1fr)",
      narrow: "minmax(4rem, 1fr)",
      value: (at) => columns.verdict[at]!,
      cell: (at) => (
        <AnswerCell verdict={columns.verdicts[columns.verdict[at]!]!} answer={columns.answer[at]} />
      ),
    },
    {
      ...number("reward", "reward", "StepRAR + StepRVR"),
      cell: (at) => <Meter columns={columns} at={at} />,
    },
    { ...number("coverage", "coverage", "key steps that the trace states") },
    {
      ...number("validity", "valid", "complete, in order, of substance"),
      isWide: true,
      cell: (at) => (columns.validity[at]! > 0 ? "yes" : <span class="bad">no</span>),
    },
    {
      ...number("advantage", "adv.", "advantage: the reward within its group"),
      isWide: true,
      cell: (at) => signed(columns.advantage[at]!),
    },
    {
      ...number("error", "error", "the step of the first error"),
      isWide: true,
      value: (at) => (columns.error[at]! < 0 ? null : columns.error[at]!),
      cell: (at) => (columns.error[at]! < 0 ? "" : <span class="bad">{columns.error[at]}</span>),
    },
    {
      id: "rules",
      title: "broken rules",
      width: "minmax(5rem, 1fr)",
      isWide: true,
      value: (at) => columns.rules[at]!.length || null,
      cell: (at) => columns.rules[at]!.map((rule) => columns.rule_names[rule]).join(", "),
    },
    {
      ...number("characters", "length", "characters of the completion"),
      isWide: true,
      cell: (at) => count(columns.characters[at]!),
    },
  ];
}

function Meter({ columns, at }: { columns: Columns; at: number }) {
  const reward = columns.reward[at]!;
  return (
    <span class="meter">
      <i style={{ width: `${Math.max(0, Math.min(1, reward / 2.1)) * 100}%` }} />
      {figure(reward, 2)}
    </span>
  );
}

function Toolbar(props: { filter: Filter; columns: Columns; place: Place }) {
  const { filter, columns, place } = props;
  const set = (name: string) => (event: Event) => {
    replace(hashOf(place, { [name]: (event.target as HTMLInputElement).value }));
  };
  const none = Object.fromEntries(FILTERS.map((name) => [name, null]));
  return (
    <form class="toolbar" role="search" onSubmit={(event) => event.preventDefault()}>
      <input
        id="search"
        type="search"
        aria-label="search"
        placeholder="search the traces ( / )"
        value={place.get("q") ?? ""}
        onInput={set("q")}
        autocomplete="off"
        spellcheck={false}
      />
      <Choice label="answer" value={filter.verdict} onInput={set("verdict")}>
        {{ equal: "right", different: "wrong", undecided: "undecided", none: "no answer" }}
      </Choice>
      <Choice label="key steps" value={filter.covered} onInput={set("covered")}>
        {{ all: "all found", some: "some found", none: "none found", without: "has none" }}
      </Choice>
      <Choice label="validity" value={filter.valid} onInput={set("valid")}>
        {{ yes: "valid", no: "not valid" }}
      </Choice>
      <Choice label="error" value={filter.error} onInput={set("error")}>
        {{ yes: "has a first error", no: "no error found" }}
      </Choice>
      {columns.rule_names.length > 0 && (
        <Choice label="rule" value={filter.rule} onInput={set("rule")}>
          {Object.fromEntries(columns.rule_names.map((name) => [name, `breaks ${name}`]))}
        </Choice>
      )}
      {filter.missed && (
        <span class="chip">misses key step {filter.missed[1]} of one question</span>
      )}
      {!isEmpty(filter) && (
        <button type="button" onClick={() => replace(hashOf(place, none))}>
          clear
        </button>
      )}
    </form>
  );
}

function Choice(props: {
  label: string;
  value: string | null;
  onInput: (event: Event) => void;
  children: Record<string, string>;
}) {
  const { label, value, onInput, children } = props;
  return (
    <select
      aria-label={`filter by ${label}`}
      class={value === null ? "" : "set"}
      value={value ?? ""}
      onInput={onInput}
    >
      <option value="">{label}: any</option>
      {Object.entries(children).map(([name, words]) => (
        <option key={name} value={name}>
          {words}
        </option>
      ))}
    </select>
  );
}

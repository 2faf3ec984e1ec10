// The page: a bar on top, and below it what the address asks for.
import { render } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { Compare } from "./compare";
import { readHead, type Head } from "./data";
import { newMemory } from "./grid";
import { Groups, groupsOf, GroupView } from "./groups";
import { Help } from "./help";
import { useKeys } from "./keyboard";
import { PairView } from "./pair";
import { closed, go, hashOf, numberIn, usePlace, type Place } from "./route";
import { SummaryView } from "./summary";
import { Texts } from "./texts";
import { useNarrow, useTheme } from "./theme";
import { TraceView } from "./trace";
import { Traces } from "./traces";
import "./page.css";

const memories = {
  traces: [newMemory(), newMemory()],
  groups: [newMemory(), newMemory()],
  pairs: newMemory([{ id: "change", desc: true }]),
};

function Page({ head }: { head: Head }) {
  const place = usePlace();
  const [theme, toggleTheme] = useTheme();
  const isNarrow = useNarrow();
  const [isHelping, setHelping] = useState(false);
  const run = Math.min(numberIn(place, "run") ?? 0, head.runs.length - 1);
  const texts = useMemo(() => head.runs.map((one, at) => new Texts(one, at)), [head]);
  const [searchable, setSearchable] = useState(0);
  useEffect(() => {
    void (async () => {
      for (const one of texts) await one.read(() => setSearchable((before) => before + 1));
    })();
  }, [texts]);
  const tabs = tabsOf(head);
  useKeys({
    "/": () => {
      if (!document.getElementById("search")) go(hashOf(new URLSearchParams(), { view: "traces" }));
      setTimeout(() => document.getElementById("search")?.focus(), 50);
    },
    "?": () => setHelping(true),
    t: toggleTheme,
    Escape: () => (document.activeElement as HTMLElement | null)?.blur(),
    ...Object.fromEntries(
      tabs.map(([view], at) => [String(at + 1), () => go(tabHref(place, view))]),
    ),
  });
  return (
    <>
      <header class="top">
        <a class="skip" href="#main" onClick={skip}>
          skip to the content
        </a>
        <span class="brand">stepreward</span>
        <nav aria-label="views">
          {tabs.map(([view, name]) => (
            <a
              key={view}
              href={tabHref(place, view)}
              aria-current={viewOf(place) === view ? "page" : undefined}
            >
              {name}
            </a>
          ))}
        </nav>
        <span class="tools">
          {head.runs.length > 1 && <RunSwitch head={head} run={run} place={place} />}
          <button
            type="button"
            aria-label={`switch to ${theme === "dark" ? "light" : "dark"}`}
            onClick={toggleTheme}
          >
            {theme === "dark" ? "☀" : "☾"}
          </button>
          <button type="button" aria-label="help" onClick={() => setHelping(true)}>
            ?
          </button>
        </span>
      </header>
      <View
        head={head}
        run={run}
        place={place}
        theme={theme}
        isNarrow={isNarrow}
        texts={texts[run]!}
        isSearchable={texts[run]!.isWhole && searchable > 0}
      />
      {isHelping && <Help version={head.version} onClose={() => setHelping(false)} />}
    </>
  );
}

interface ViewProps {
  head: Head;
  run: number;
  place: Place;
  theme: "light" | "dark";
  isNarrow: boolean;
  texts: Texts;
  isSearchable: boolean;
}

function View(props: ViewProps) {
  const { head, run, place, theme, isNarrow } = props;
  const groups = useMemo(() => groupsOf(head.runs[run]!.columns), [head, run]);
  const trace = numberIn(place, "trace");
  const group = groups.find((one) => one.number === numberIn(place, "group"));
  const pair = head.pairs?.pairs[numberIn(place, "pair") ?? -1];
  const order = memories.traces[run]!.rows;
  if (trace !== null && trace < head.runs[run]!.columns.name.length) {
    return (
      <TraceView
        head={head}
        run={run}
        at={trace}
        order={order.length ? order : head.runs[run]!.columns.name.map((_, at) => at)}
        place={place}
      />
    );
  }
  if (group) return <GroupView head={head} run={run} group={group} place={place} />;
  if (pair) return <PairView head={head} pair={pair} order={memories.pairs.rows} place={place} />;
  const view = viewOf(place);
  if (view === "traces") {
    return <Traces key={run} {...props} memory={memories.traces[run]!} />;
  }
  if (view === "groups") {
    return <Groups key={run} {...props} groups={groups} memory={memories.groups[run]!} />;
  }
  if (view === "compare" && head.pairs) {
    return (
      <Compare
        head={head}
        pairs={head.pairs}
        memory={memories.pairs}
        place={place}
        isNarrow={isNarrow}
      />
    );
  }
  return <SummaryView head={head} place={place} theme={theme} />;
}

const tabsOf = (head: Head): [string, string][] => [
  ["summary", "Summary"],
  ["traces", "Traces"],
  ["groups", "Groups"],
  ...(head.pairs ? ([["compare", "Compare"]] as [string, string][]) : []),
];

const viewOf = (place: Place): string =>
  place.get("view") ??
  (place.has("trace")
    ? "traces"
    : place.has("group")
      ? "groups"
      : place.has("pair")
        ? "compare"
        : "summary");

const tabHref = (place: Place, view: string): string =>
  hashOf(new URLSearchParams(closed(place).slice(1)), { view });

function RunSwitch({ head, run, place }: { head: Head; run: number; place: Place }) {
  return (
    <select
      aria-label="which run the tables show"
      value={String(run)}
      onInput={(event) => {
        const next = Number((event.target as HTMLSelectElement).value);
        go(hashOf(new URLSearchParams(closed(place).slice(1)), { run: next || null }));
      }}
    >
      {head.runs.map((one, at) => (
        <option key={at} value={String(at)}>
          {"AB"[at]} {one.summary.name}
        </option>
      ))}
    </select>
  );
}

function skip(event: Event): void {
  event.preventDefault();
  const main = document.getElementById("main");
  main?.setAttribute("tabindex", "-1");
  main?.focus();
}

async function start(): Promise<void> {
  const holder = document.getElementById("page")!;
  const head = await readHead();
  document.title = `${head.runs.map((run) => run.summary.name).join(" against ")} · stepreward`;
  holder.replaceChildren();
  render(<Page head={head} />, holder);
}

start().catch((error: unknown) => {
  const words = `This page cannot be read in this browser: ${String(error)}`;
  document.getElementById("page")!.replaceChildren(words);
});

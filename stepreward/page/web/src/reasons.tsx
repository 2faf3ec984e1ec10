// Beside the completion: the reward and its parts, every key step, and whatever cost something.
import type { Columns, Leaf } from "./data";
import type { Pointed } from "./completion";
import { VerdictSign } from "./verdict";
import { counted, figure, signed } from "./words";

export interface ReasonsProps {
  columns: Columns;
  at: number;
  leaf: Leaf;
  onPoint: (pointed: Pointed) => void;
}

export function Reward({ columns, at }: { columns: Columns; at: number }) {
  const parts: [string, number | null | undefined, string][] = [
    ["StepRAR", columns.step_rar[at], "the answer and the key steps"],
    ["accuracy", columns.accuracy[at], "is the answer the gold answer?"],
    ["coverage", columns.coverage[at], "key steps that the trace states"],
    ["StepRVR", columns.validity[at], "is it whole, in order, of substance?"],
  ];
  return (
    <section class="card">
      <h2>Reward</h2>
      <p class="big">
        {figure(columns.reward[at])}
        <span class="advantage" title="advantage: the reward within its group">
          advantage {signed(columns.advantage[at] ?? 0)}
        </span>
      </p>
      <table class="parts">
        <tbody>
          {parts.map(([name, value, what]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td class="number">{figure(value)}</td>
              <td class="dim">{what}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

export function Answer({ leaf }: { leaf: Leaf }) {
  const { text, verdict, reason } = leaf.answer;
  const seen = text === null ? "none" : verdict;
  return (
    <section class="card">
      <h2>Answer</h2>
      <p>
        <VerdictSign verdict={seen} /> <bdi>{text}</bdi>
      </p>
      <p class="dim">
        gold: <bdi>{leaf.golds.join(" or ") || "none"}</bdi>
        {reason && (
          <>
            <br />
            {reason}
          </>
        )}
      </p>
    </section>
  );
}

export function Keys(props: ReasonsProps) {
  const { leaf, onPoint } = props;
  const matched = leaf.keys.filter((key) => key.is_match).length;
  if (leaf.keys.length === 0) return null;
  return (
    <section class="card">
      <h2>
        Key steps{" "}
        <span class="dim">
          {matched} of {leaf.keys.length}
        </span>
      </h2>
      <ol class="keys">
        {leaf.keys.map((key, at) => (
          <li
            key={at}
            class={key.is_match ? "hit" : "miss"}
            onMouseEnter={() => onPoint({ kind: "key", at })}
            onMouseLeave={() => onPoint(null)}
          >
            <button
              type="button"
              class={`badge key-${at % 8}${key.is_match ? "" : " missed"}`}
              aria-label={`show key step ${at} in the completion`}
              onFocus={() => onPoint({ kind: "key", at })}
              onBlur={() => onPoint(null)}
              onClick={() => show(`.key.key-${at % 8}, .near.key-${at % 8}`)}
            >
              {at}
            </button>
            <div>
              <bdi class="form">{key.forms[0] ?? key.form}</bdi>
              {key.forms.length > 1 && (
                <details>
                  <summary>{counted(key.forms.length - 1, "other way")} to say it</summary>
                  <ul>
                    {key.forms.slice(1).map((form, one) => (
                      <li key={one}>{form}</li>
                    ))}
                  </ul>
                </details>
              )}
              {key.is_match ? (
                <p class="dim">
                  matched{key.step === null ? "" : ` in step ${key.step}`}
                  {key.credit ? `, ${signed(key.credit, 3)}` : ""}: {key.why}
                </p>
              ) : (
                <p class="dim">
                  <b class="bad">missed</b>: {key.why}
                  {key.text && (
                    <>
                      <br />
                      closest{key.step === null ? "" : `, in step ${key.step}`}:{" "}
                      <q class="closest">{key.text}</q>
                    </>
                  )}
                </p>
              )}
              {key.section && <p class="dim">counts in {key.section} only</p>}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

export function Faults({ leaf, onPoint }: ReasonsProps) {
  if (leaf.violations.length === 0 && leaf.error === null) return null;
  const pointing = (pointed: Pointed) => ({
    onMouseEnter: () => onPoint(pointed),
    onMouseLeave: () => onPoint(null),
  });
  return (
    <section class="card">
      <h2>What went wrong</h2>
      <ul class="faults">
        {leaf.error && (
          <li {...pointing({ kind: "error", at: leaf.error.step })}>
            <b class="bad">first error</b> in step {leaf.error.step}
            <p class="dim">{leaf.error.why}</p>
          </li>
        )}
        {leaf.violations.map((one, at) => (
          <li key={at} {...pointing({ kind: "violation", at })}>
            <b class={one.breaks ? "bad" : ""}>{one.rule}</b>
            {one.step === null ? "" : ` in step ${one.step}`}
            {one.breaks ? "" : " (costs nothing)"}
            <p class="dim">{one.detail}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Credits({ leaf, onPoint }: ReasonsProps) {
  if (leaf.credits.length === 0) return null;
  return (
    <section class="card">
      <h2>Credits</h2>
      <table class="parts">
        <tbody>
          {leaf.credits.map((credit, at) => (
            <tr
              key={at}
              onMouseEnter={() => onPoint({ kind: "credit", at })}
              onMouseLeave={() => onPoint(null)}
            >
              <td class="number">{signed(credit.reward, 3)}</td>
              <td>{credit.why}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

export function Origin({ leaf }: { leaf: Leaf }) {
  const rows: [string, string][] = [
    ["line", leaf.place],
    ["read as", leaf.format],
    ...leaf.carried,
    ["signature", leaf.signature],
  ];
  return (
    <details class="card origin">
      <summary>The record</summary>
      <dl>
        {rows.map(([name, value], at) => (
          <div key={at}>
            <dt>{name}</dt>
            <dd>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function show(selector: string): void {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  document
    .querySelector(`.completion :is(${selector})`)
    ?.scrollIntoView({ block: "center", behavior: still ? "auto" : "smooth" });
}

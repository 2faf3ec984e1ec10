// The key steps that the most traces missed.
import { tableOf } from "./bars";
import type { Head, Summary } from "./data";
import type { Place } from "./route";
import { count } from "./words";

export function MissedKeys(props: { head: Head; summary: Summary; run: number; place: Place }) {
  const { head, summary, run, place } = props;
  const { columns } = head.runs[run]!;
  if (summary.keys.length === 0) return null;
  const which = head.runs.length > 1 ? `, ${"AB"[run]} ${summary.name}` : "";
  return (
    <section class="card missed-keys">
      <h2>Key steps most often missed{which}</h2>
      <p class="dim">where many traces miss one and are right, its wording may be to blame</p>
      <div class="scroll" tabIndex={0} role="region" aria-label={`key steps missed${which}`}>
        <table>
          <thead>
            <tr>
              <th scope="col">key step</th>
              <th scope="col" class="number">
                missed
              </th>
              <th scope="col" class="number">
                of
              </th>
              <th scope="col" class="number">
                right
              </th>
            </tr>
          </thead>
          <tbody>
            {summary.keys.map((key, at) => (
              <tr key={at}>
                <th scope="row">
                  <a
                    href={tableOf(place, {
                      missed: `${key.first}.${key.key}`,
                      run: run ? String(run) : "",
                    })}
                  >
                    <bdi>{key.text}</bdi>
                  </a>
                  <small class="dim">
                    <bdi>{columns.questions[columns.question[key.first] ?? -1] ?? ""}</bdi>
                  </small>
                </th>
                <td class="number">{count(key.missed)}</td>
                <td class="number">{count(key.traces)}</td>
                <td class="number">{count(key.right)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

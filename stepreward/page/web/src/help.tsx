// Every key there is, and whose work is inside the page.
import { useEffect, useRef, useState } from "preact/hooks";
import { readLicences } from "./data";

const KEYS: [string, string][] = [
  ["j k ↓ ↑", "next row, row before; in a trace, the next trace"],
  ["Enter", "open the row"],
  ["Esc", "back, or out of the search"],
  ["/", "search"],
  ["1 2 3 4", "summary, traces, groups, compare"],
  ["t", "light or dark"],
  ["?", "this help"],
];

export function Help({ version, onClose }: { version: string; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [licences, setLicences] = useState<string | null>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} class="help" aria-labelledby="help-title" onClose={onClose}>
      <h2 id="help-title">Keys</h2>
      <dl>
        {KEYS.map(([key, what]) => (
          <div key={key}>
            <dt>
              {key.split(" ").map((one) => (
                <kbd key={one}>{one}</kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <p class="dim">
        Underlined in colour: a key step that matched, with its number. Dotted: what came closest to
        one that was missed. Steps and key steps are counted from 0, as in the records.
      </p>
      <details
        onToggle={() => {
          if (licences === null) void readLicences().then(setLicences);
        }}
      >
        <summary>stepreward {version}; licences of the libraries inside this page</summary>
        <pre tabIndex={0}>{licences}</pre>
      </details>
      <form method="dialog">
        <button>close</button>
      </form>
    </dialog>
  );
}

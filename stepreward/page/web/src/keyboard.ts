// One place for every key: rows up and down, open, back, search, help.
import { useEffect, useRef } from "preact/hooks";
import type { GridMemory } from "./grid";

type Keys = Record<string, (event: KeyboardEvent) => void>;

const isTyping = (event: KeyboardEvent): boolean =>
  event.target instanceof HTMLElement && event.target.matches("input, select, textarea");

export function useKeys(keys: Keys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (document.querySelector("dialog[open]")) return;
      if (isTyping(event) && event.key !== "Escape") return;
      const act = latest.current[event.key];
      if (act === undefined) return;
      event.preventDefault();
      act(event);
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);
}

export function useRowKeys(
  memory: GridMemory,
  activate: (row: number) => void,
  hrefOf: () => string,
): void {
  const last = (): number => memory.rows.length - 1;
  useKeys({
    j: () => activate(memory.active + 1),
    k: () => activate(memory.active - 1),
    ArrowDown: () => activate(memory.active + 1),
    ArrowUp: () => activate(memory.active - 1),
    PageDown: () => activate(memory.active + 15),
    PageUp: () => activate(memory.active - 15),
    Home: () => activate(0),
    End: () => activate(last()),
    Enter: (event) => {
      const focused = event.target as HTMLElement;
      if (focused.matches("button, summary, .grid a, nav a")) focused.click();
      else if (memory.rows.length) location.hash = hrefOf();
    },
  });
}

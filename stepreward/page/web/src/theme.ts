// Light or dark: what the system says, until the reader says otherwise.
import { useEffect, useState } from "preact/hooks";

export type Theme = "light" | "dark";

const system = matchMedia("(prefers-color-scheme: dark)");
const ofSystem = (): Theme => (system.matches ? "dark" : "light");

export function useTheme(): [Theme, () => void] {
  const [chosen, setChosen] = useState<Theme | null>(null);
  const [fallback, setFallback] = useState(ofSystem);
  useEffect(() => {
    const follow = (): void => setFallback(ofSystem());
    system.addEventListener("change", follow);
    return () => system.removeEventListener("change", follow);
  }, []);
  const theme = chosen ?? fallback;
  document.documentElement.dataset["theme"] = theme;
  return [theme, () => setChosen(theme === "dark" ? "light" : "dark")];
}

export function useNarrow(): boolean {
  const [query] = useState(() => matchMedia("(max-width: 700px)"));
  const [isNarrow, setNarrow] = useState(query.matches);
  useEffect(() => {
    const follow = (): void => setNarrow(query.matches);
    query.addEventListener("change", follow);
    return () => query.removeEventListener("change", follow);
  }, [query]);
  return isNarrow;
}

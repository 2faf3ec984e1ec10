// Where the reader is: everything stands behind the # of the address, so that it can be shared.
import { useEffect, useState } from "preact/hooks";

export type Place = URLSearchParams;

export const placeNow = (): Place => new URLSearchParams(location.hash.slice(1));

export function hashOf(place: Place, changes: Record<string, string | number | null>): string {
  const next = new URLSearchParams(place);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === "") next.delete(name);
    else next.set(name, String(value));
  }
  return `#${next.toString()}`;
}

export const go = (hash: string): void => {
  location.hash = hash;
};

// A filter changes with every key: it takes the place of what was, and makes no step back.
export function replace(hash: string): void {
  history.replaceState(null, "", hash);
  dispatchEvent(new HashChangeEvent("hashchange"));
}

export function usePlace(): Place {
  const [place, setPlace] = useState(placeNow);
  useEffect(() => {
    const follow = (): void => setPlace(placeNow());
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  return place;
}

const VIEWS = ["trace", "group", "pair"] as const;

// What stands over the tables: leave it, and the table is where it was.
export const closed = (place: Place): string =>
  hashOf(place, Object.fromEntries(VIEWS.map((name) => [name, null])));

export function numberIn(place: Place, name: string): number | null {
  const text = place.get(name);
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null;
}

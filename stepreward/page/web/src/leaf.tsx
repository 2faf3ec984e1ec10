// A trace as it is opened: read when it is asked for, and what was there before stays until then.
import { useEffect, useState } from "preact/hooks";
import { readLeaf, type Head, type Leaf } from "./data";

export function useLeaf(head: Head, run: number, at: number): Leaf | null {
  const [read, setRead] = useState<{ run: number; at: number; leaf: Leaf } | null>(null);
  useEffect(() => {
    let isWanted = true;
    void readLeaf(head, run, at).then((leaf) => {
      if (isWanted) setRead({ run, at, leaf });
    });
    return () => {
      isWanted = false;
    };
  }, [head, run, at]);
  return read?.run === run && read.at === at ? read.leaf : null;
}

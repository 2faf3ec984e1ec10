// A verdict: a sign, a colour, and the word, which is only heard where there is little room.
import type { Verdict } from "./data";
import { VERDICT_SIGNS, VERDICT_WORDS } from "./words";

export function VerdictSign({ verdict, isShort }: { verdict: Verdict; isShort?: boolean }) {
  const words = VERDICT_WORDS[verdict];
  return (
    <span class={`verdict ${verdict}`} title={isShort ? words : undefined}>
      <span aria-hidden="true">{VERDICT_SIGNS[verdict]}</span>{" "}
      <span class={isShort ? "unseen" : ""}>{words}</span>
    </span>
  );
}

// In a table: the sign, and the answer it is about.
export function AnswerCell({ verdict, answer }: { verdict: Verdict; answer: string | undefined }) {
  return (
    <>
      <VerdictSign verdict={verdict} isShort /> <bdi>{answer}</bdi>
    </>
  );
}

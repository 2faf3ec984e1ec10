// What a search looks through: read block by block while the page rests.
import { readBlock, type Run } from "./data";

export class Texts {
  isWhole = false;
  private readonly full: (string | undefined)[] = [];

  constructor(
    private readonly run: Run,
    private readonly number: number,
  ) {}

  of(at: number): string {
    return this.full[at] ?? this.short(at);
  }

  async read(onDone: () => void): Promise<void> {
    for (const first of this.run.blocks) {
      await rest();
      const leaves = await readBlock(this.number, first);
      leaves.forEach((leaf, offset) => {
        const said = leaf.pieces.map((piece) => piece.t).join("");
        const text = `${said}\n${leaf.question}\n${this.short(first + offset)}`;
        this.full[first + offset] = text.toLowerCase();
      });
    }
    this.isWhole = true;
    onDone();
  }

  private short(at: number): string {
    const { name, questions, question, answer, groups, group } = this.run.columns;
    const words = [name[at], questions[question[at]!], answer[at], groups[group[at]!]];
    return words.join("\n").toLowerCase();
  }
}

const rest = (): Promise<void> =>
  new Promise((resolve) => {
    if ("requestIdleCallback" in window) requestIdleCallback(() => resolve(), { timeout: 200 });
    else setTimeout(resolve, 4);
  });

"""Turn a completion into a Trace, in whichever format it is written."""

from __future__ import annotations

from collections.abc import Sequence

from stepreward.formats import FORMATS, Format
from stepreward.parsing.assemble import assemble
from stepreward.parsing.landmarks import finder_of
from stepreward.parsing.spans import code_blocks
from stepreward.text import completion_text, fold
from stepreward.trace import Answer, Section, Step, Trace

__all__ = ["TraceParser", "parse"]

_CERTAIN = 3.0  # so many different sections leave no doubt about the format


class TraceParser:
    r"""Read completions in any of the given formats. Any text is accepted.

    >>> TraceParser().parse("### Step 1: 6 * 4 = 24\n### The final answer is: 24").answer.text
    '24'
    """

    def __init__(self, formats: Sequence[Format] = FORMATS) -> None:
        self._finders = tuple(finder_of(form) for form in formats)

    def parse(self, completion: str, *, prefill: str = "") -> Trace:
        """Read a completion; ``prefill`` is what the prompt already wrote of it ("<think>").

        Spans refer to the completion as given; texts are folded (full-width characters plain,
        special tokens and invisible characters gone).
        """
        folded = fold(completion)
        trace = self.parse_plain(folded.text, prefill=prefill)
        if folded.places is None:
            return Trace(completion, trace.format, trace.sections, trace.steps, trace.answers)
        return Trace(
            completion,
            trace.format,
            tuple(
                Section(s.name, *folded.span(s.start, s.end), folded.original(s.header_start))
                for s in trace.sections
            ),
            tuple(Step(s.number, s.text, *folded.span(s.start, s.end)) for s in trace.steps),
            tuple(Answer(a.text, *folded.span(a.start, a.end)) for a in trace.answers),
        )

    def parse_plain(self, text: str, *, prefill: str = "") -> Trace:
        """Read a text that is folded already."""
        blocked = code_blocks(text)
        best_weight, best = -1.0, None
        for finder in self._finders:
            marks = None if finder.weighs_text else finder.find(text, blocked, prefill)
            weight = finder.weigh(text, marks or [])
            if weight > best_weight:
                best_weight, best = weight, (finder, marks)
            if weight >= _CERTAIN:
                break
        if best is None:
            return Trace(text, "none", (), (), ())
        finder, marks = best
        found = finder.find(text, blocked, prefill) if marks is None else marks
        return assemble(text, text, found, finder.form, blocked)


def parse(completion: object, *, prefill: str = "") -> Trace:
    r"""Read a completion in whichever known format it is written.

    It is text, or chat messages, as a scorer takes them; spans are then those of the text of the
    assistant.

    >>> parse("3 * 2 = 6\n#### 6").format
    'lines'
    """
    return _DEFAULT.parse(completion_text(completion), prefill=prefill)


_DEFAULT = TraceParser()

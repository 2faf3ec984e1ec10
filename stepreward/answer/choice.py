"""Multiple choice: the letter, the text of an option, or both; options read from the question."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import NamedTuple

from stepreward.algebra.scalars import Outcome
from stepreward.text import plain_words

_MAX_CHARS = 500  # of an answer that may be a choice
_MAX_QUESTION = 4_000  # characters from its end that may hold options
# Blanks before an option are looked back at, not read: a row of them would be read again and again.
_OPTION = re.compile(
    r"(?:^|(?<=[\n;,])|(?<=\s\s)|(?<=[;,.?:)]\s)|(?<=\n[ \t])|(?<=\s)(?=\())"
    r"[*_]{0,3}(?:\(([A-J])\)|([A-J])\s?[.:)])[*_]*[ \t]*",
    re.MULTILINE,
)
_INLINE = re.compile(r"(?:^|\s)\(?([A-J])(?:\)|[.:])\s*")
_NUMBERED = re.compile(r"^[ \t]*\(([1-9])\)[ \t]*", re.MULTILINE)
_LETTER = re.compile(
    r"\s*[*_$\\(\[{'\"]*(?:\\?text\{)?(?:(?:option|choice|answer)\s+)?\(?([A-Ja-j])\)?(?:\})?[*_$)\]}'\"]*\s*[.:]?\s*",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\s*[*_]*(?:option|choice)?\s*\(([1-9])\)[*_.]*\s*", re.IGNORECASE)
_LETTER_AND_TEXT = re.compile(
    r"\s*[*_$]*(?:(?:option|choice)\s+)?(?:\(([A-J])\)|([A-J])\s*[.:)\]])[*_$]*\s*[-:.]?\s*(\S.*?)\s*",
    re.DOTALL,
)
_EXPLAINED = re.compile(
    r"\s*[*_$]*(?:the\s+)?((?:option|choice|answer)\s+)?\(?([A-J])\)?[*_$]*\s*"
    r"(?:,?\s*(?:i\.?\s?e\.?|that\s+is(?:\s+to\s+say)?|which\s+(?:is|says)|namely|meaning)[,:]?\s+(\S.*?)"
    r"|\(\s*(\S[^()]*?)\s*\)|=\s*(\S.*?))[\s.]*",
    re.DOTALL | re.IGNORECASE,
)
# What may name a choice where no options are known: a lone letter, or a word before it.
_OPENS = re.compile(
    r"[^A-Za-z0-9]*(?:[A-J]\s*(?:[*_$)\]}'\".:\\]|$)|option|choice|answer|the\s|text|math[rb]f?|boxed|mbox)",
    re.IGNORECASE,
)
_AMOUNT = r"[-+]?[$\\]*\d[^a-zA-Z\n]{0,60}"
_SIDE_BY_SIDE = re.compile(
    rf"([A-J])(?:\s*[-,]\s*|\s+)({_AMOUNT}(?:\s[a-z ]{{1,40}})?)"
    rf"|({_AMOUNT}?)[\s,]+\(?([A-J])\)?[.]?"
)
_CORRECT = re.compile(
    r"(?i:(?:option|choice|answer)\s+)?\(?([A-J])\)?\s+is\s+(?:the\s+)?(?:correct|right|true|best)"
    r"(?:\s+(?:answer|choice|option|one))?[\s.!]*"
)
_CONCLUDED = re.compile(
    r"(?:\bso|\bhence|\btherefore|\bthus|\bchoose|\bpick|\bselect|\bgo(?:ing)?\s+with|(?i:\boption|\bchoice|\banswer)(?:\s+is)?)[,:]?\s+"
    r"(?:(?:the\s+)?(?:option|choice|answer)\s+(?:is\s+)?)?\(?([A-J])\)?[\s.*]*$"
)
_MARKUP = re.compile(
    r"\\(?:text|textbf|mathrm|mathbf|boxed|mbox|textrm)\s*\{([^{}]*)\}|\\[()\[\],;:! ]|\$"
)
_NOT = re.compile(r"\b(?:not|no|never|neither|nor)\b|n['’]t\b")
_DENIED = re.compile(
    r"\b(?:(?:not|never|neither|nor)\b|\w+n['’]t\b)(?:\s+\w+){0,3}\s*$", re.IGNORECASE
)


class Choice(NamedTuple):
    """What was picked: a letter, the text behind it, or both."""

    letter: str | None
    text: str | None


SameText = Callable[[str, str], Outcome]


@lru_cache(maxsize=512)
def options_of(question: str) -> dict[str, str]:
    r"""Read the options of a question: at least A and B, or (1) and (2), in order.

    >>> options_of("Which?\nA: 3\nB: 6")
    {'A': '3', 'B': '6'}
    """
    tail = question[-_MAX_QUESTION:]
    for pattern, first in ((_OPTION, "A"), (_INLINE, "A"), (_NUMBERED, "1")):
        found = _options(tail, list(pattern.finditer(tail)), first)
        if found:
            return found
    return {}


def _options(tail: str, marks: list[re.Match[str]], opening: str) -> dict[str, str]:
    """Follow the marks A, B, C…; of several rows that come to B the last counts."""
    letters = "".join([_letter(mark) for mark in marks])
    second = letters.rfind(chr(ord(opening) + 1))
    first = letters.rfind(opening, 0, second) if second > 0 else -1
    if first < 0:
        return {}
    run: list[re.Match[str]] = []
    for mark, letter in zip(marks[first:], letters[first:], strict=True):
        if letter == chr(ord(opening) + len(run)):
            run.append(mark)
    ends = [following.start() for following in run[1:]] + [_last_end(tail, run[-1].end())]
    return {
        _letter(one): tail[one.end() : end].strip(" \t\n,;*_")
        for one, end in zip(run, ends, strict=True)
    }


def _letter(match: re.Match[str]) -> str:
    return next(group for group in match.groups() if group)


def _last_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def same_choice(
    one: str, other: str, options: Mapping[str, str], same_text: SameText
) -> Outcome | None:
    """Compare letters and option texts; None where neither answer is a choice.

    A right text under the wrong letter is no right answer: the two must agree.
    """
    left, right = (_choice_of(text, options, same_text) for text in (one, other))
    if left.letter is None and right.letter is None:
        return None
    for choice in (left, right):
        if not _agrees_with_itself(choice, options, same_text):
            return Outcome(False, f"letter {choice.letter} and its text do not agree")
    if left.letter is not None and right.letter is not None:
        if left.letter != right.letter:
            return Outcome(False, f"letter {left.letter} is not {right.letter}")
        if left.text is None or right.text is None or options:
            return Outcome(True, f"letter {left.letter}")
        return same_text(left.text, right.text)
    if left.text is None or right.text is None:
        if not options:
            return None  # "e" may be a number
        return Outcome(False, "a letter against a text that is no option")
    return same_text(left.text, right.text)


def _choice_of(text: str, options: Mapping[str, str], same_text: SameText) -> Choice:
    """Name the letter of an answer, or of the one option whose text it is."""
    choice = read_choice(text, frozenset(options)) or _beside(text, options)
    if choice is not None:
        return choice
    if not options:
        return Choice(None, text)
    matching = [letter for letter, option in options.items() if same_text(text, option).same]
    if len(matching) > 1:  # 0.5% may be read as 0.5
        has_percent = "%" in text
        alike = [letter for letter in matching if ("%" in options[letter]) == has_percent]
        matching = alike or matching
    if not matching:
        matching = _mentioned(text, options)
    if len(matching) == 1:
        return Choice(matching[0], None)
    return Choice(None, text)


def _beside(text: str, options: Mapping[str, str]) -> Choice | None:
    """Read "C - 25", "C, 25", "C 25" and "25 A" as a letter and the number beside it."""
    match = _SIDE_BY_SIDE.fullmatch(text) if options and len(text) <= _MAX_CHARS else None
    if match is None:
        return None
    letter, said = match[1] or match[4], match[2] or match[3]
    if letter not in options or any(option.endswith(f" {letter}") for option in options.values()):
        return None  # 25 A is a current
    return Choice(letter, said)


def _mentioned(text: str, options: Mapping[str, str]) -> list[str]:
    """Find the options that a sentence names in words: "The animal is a rabbit"."""
    plain = plain_words(text[:_MAX_CHARS])
    if " " not in plain or _NOT.search(plain):
        return []
    return [
        letter
        for letter, option in options.items()
        if (words := plain_words(option))
        and len(words) > 2
        and not words.replace(".", "").isdecimal()
        and re.search(rf"(?<!\w){re.escape(words)}(?!\w)", plain)
    ]


def _agrees_with_itself(choice: Choice, options: Mapping[str, str], same_text: SameText) -> bool:
    if choice.letter is None or choice.text is None or choice.letter not in options:
        return True
    return same_text(choice.text, options[choice.letter]).same is True


def read_choice(text: str, letters: frozenset[str]) -> Choice | None:
    """Read "B", "(b)", "B: 45" or "B. 45"; None where no letter is named.

    >>> read_choice("B: 45", frozenset())
    Choice(letter='B', text='45')
    """
    if len(text) > _MAX_CHARS or not (letters or _OPENS.match(text)):
        return None
    if "\\" in text or "$" in text:
        text = _MARKUP.sub(lambda match: match[1] or "", text).strip()
    if "1" in letters:
        number = _NUMBER.fullmatch(text)
        return Choice(number[1], None) if number is not None and number[1] in letters else None
    match = _LETTER.fullmatch(text)
    if match is None and letters:
        match = _concluded(text) or _CORRECT.fullmatch(text)
    if match is not None:
        letter = match[1].upper()
        return Choice(letter, None) if not letters or letter in letters else None
    both = _LETTER_AND_TEXT.fullmatch(text)
    if both is None:
        return _explained(text, letters)
    letter = both[1] or both[2]
    if letters and letter not in letters:
        return None
    return Choice(letter, both[3].strip("*_ "))


def _concluded(text: str) -> re.Match[str] | None:
    """Find the letter that a text ends on, but for "It is not option B"."""
    match = _CONCLUDED.search(text)
    if match is None or _DENIED.search(text, 0, match.start()) is not None:
        return None
    return match


def _explained(text: str, letters: frozenset[str]) -> Choice | None:
    """Read "option A, i.e. 2" and, where there are options, "A (2)" and "A = 2"."""
    match = _EXPLAINED.fullmatch(text)
    if match is None or not (letters or match[1]):
        return None
    letter = match[2].upper()
    if (letters and letter not in letters) or not (match[1] or match[2].isupper()):
        return None
    said = match[3] or match[4] or match[5]
    return Choice(letter, said.strip("*_ "))

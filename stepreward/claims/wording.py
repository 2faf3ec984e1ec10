"""Read operations in English as operators: "half of 12 is 6", "the sum of 3 and 4"."""

from __future__ import annotations

from fractions import Fraction

from stepreward.algebra.tokens import Token
from stepreward.algebra.words import MULTIPLES, NUMBER_WORDS, PARTS, merge_number_words
from stepreward.claims.operands import (
    NUMERIC,
    behind_determiners,
    ends_with_operand,
    ends_with_pack,
    ends_with_share,
    is_less,
    operand_at,
    operands_at,
    starts_operand,
    width_alike,
)
from stepreward.claims.operators import (
    GOING_ON,
    INFIX,
    INFIX_AT,
    LISTS,
    PAIRS,
    PLAIN_RELATIONS,
    SOFT_AT,
    SPOKEN,
    STRONG_AT,
    TRIGGERS,
    VERBS,
    WEAK,
    WEAK_AT,
    WHICH,
)


def read_wording(tokens: list[Token]) -> list[Token]:
    """Turn English operations into operator and bracket tokens; other words stay.

    Relations in words become tokens of kind "weak": they relate only what holds an operation.
    """
    texts = [token.text.lower() for token in tokens]
    if not NUMBER_WORDS.isdisjoint(texts):
        tokens = merge_number_words(tokens, with_digits=False)
        texts = [token.text.lower() for token in tokens]
    if TRIGGERS.isdisjoint(texts):
        return tokens
    return _Reader(tokens, texts).run()


_JOINING = frozenset({"of", "on", "and"})


_OUT_OF = ("out", "of")
_CHOICE = 4  # tokens before "out of" in which somebody chooses
_CHOOSING = frozenset(
    "choose choosing pick picking select selecting arrange arranging draw".split()
)


class _Reader:
    """One pass over the tokens of a sentence."""

    def __init__(self, tokens: list[Token], texts: list[str]) -> None:
        self._tokens = tokens
        self._texts = texts
        self._out: list[Token] = []
        self._at = 0

    def run(self) -> list[Token]:
        for at in [at for at, text in enumerate(self._texts) if text in TRIGGERS]:
            if at < self._at:
                continue  # it was read with one before
            self._out += self._tokens[self._at : at]
            self._at = at
            if not self._read():
                self._out.append(self._tokens[at])
                self._at += 1
        return self._out + self._tokens[self._at :]

    def _read(self) -> bool:
        word = self._texts[self._at]
        if word in PLAIN_RELATIONS:
            return self._read_relation(word)
        if word in LISTS and self._read_list(LISTS[word]):
            return True
        if word in PAIRS and self._read_pair(PAIRS[word]):
            return True
        if word in ("average", "mean") and self._read_average():
            return True
        if word in VERBS and self._read_verb(*VERBS[word]):
            return True
        if word in MULTIPLES and self._read_multiple(Fraction(MULTIPLES[word])):
            return True
        if word == "half" and self._read_multiple(PARTS["half"]):
            return True
        if word in SPOKEN:
            return self._read_function(SPOKEN[word])
        return self._read_small(word)

    def _read_function(self, name: str) -> bool:
        """Read "the sine of 30 degrees"."""
        if self._texts[self._at + 1 : self._at + 2] != ["of"]:
            return False
        number = self._tokens[self._at + 2 : self._at + 3]
        if not number or number[0].kind not in NUMERIC:
            return False
        self._emit("fn", name, 2)
        self._out.append(number[0])
        self._at += 1
        if self._texts[self._at : self._at + 1] in (["degrees"], ["degree"]):
            self._emit("post", "°", 1)
        return True

    def _read_small(self, word: str) -> bool:
        """Read infix words, "of" behind a share, powers, comparisons and relations."""
        for words in INFIX_AT.get(word, ()):
            if word == "less" and not starts_operand(self._tokens, self._at + 1):
                continue  # 3 less than 9
            if words == _OUT_OF and self._is_choice():
                continue  # the ways to choose 2 people out of 6
            if self._follows(words) and ends_with_operand(self._out) and self._goes_on(words):
                return self._emit("op", INFIX[words], len(words))
        if (
            word == "x"
            and ends_with_operand(self._out)
            and starts_operand(self._tokens, self._at + 1)
        ):
            return self._emit("op", "*", 1)
        if word in _JOINING and self._read_joining(word):
            return True
        if word in ("percent", "percentage") and ends_with_operand(self._out):
            return self._emit("post", "%", 1)
        if word in ("squared", "cubed") and ends_with_operand(self._out):
            self._emit("op", "^", 0)
            return self._emit("num", "2" if word == "squared" else "3", 1)
        if word == "square":
            return self._read_square()
        if word in ("more", "less", "fewer") and self._texts[self._at + 1 : self._at + 2] == [
            "than"
        ]:
            return self._read_than("+" if word == "more" else "-")
        if self._follows(("subtracted", "from")) and ends_with_operand(self._out):
            return self._swap_into("-", 2)
        return self._read_relation(word)

    def _is_choice(self) -> bool:
        """Tell "choose 2 people out of 6"."""
        before = self._texts[max(self._at - _CHOICE, 0) : self._at]
        return not _CHOOSING.isdisjoint(before)

    def _read_joining(self, word: str) -> bool:
        """Read "1/2 of 12", "20% tax on $50", "AB and CD are equal"."""
        if word == "of":
            return self._takes_part() and self._read_of()
        if word == "and":
            return self._read_alike()
        if not self._is_share_of_price():
            return False
        self._out.pop()
        return self._read_of()

    def _read_relation(self, word: str) -> bool:
        for words in STRONG_AT.get(word, ()):
            if self._follows(words) and not self._is_negated(self._at + len(words)):
                return self._emit("rel", "=", len(words))
        for words in WEAK_AT.get(word, ()):
            if self._follows(words) and not self._is_negated(self._at + len(words)):
                goes_on = word in WHICH or (word == "and" and words[1] in GOING_ON)
                kind = "which" if goes_on else "weak"
                return self._emit(kind, "=", len(words))
        if word in WEAK and not self._is_negated(self._at + 1):
            return self._emit("weak", "=", 1)
        for words in SOFT_AT.get(word, ()):
            if self._follows(words):
                return self._emit("soft", "=", len(words))
        return False

    def _is_negated(self, at: int) -> bool:
        return at < len(self._texts) and self._texts[at] in ("not", "never", "n't", "no")

    def _follows(self, words: tuple[str, ...]) -> bool:
        return tuple(self._texts[self._at : self._at + len(words)]) == words

    def _emit(self, kind: str, text: str, width: int) -> bool:
        first = self._tokens[min(self._at, len(self._tokens) - 1)]
        last = self._tokens[min(self._at + max(width, 1), len(self._tokens)) - 1]
        self._out.append(Token(kind, text, first.start, last.end))
        self._at += width
        return True

    def _goes_on(self, words: tuple[str, ...]) -> bool:
        """Tell the "times" of "3 times 5" from that of "15 times = 135"."""
        at = self._at + len(words)
        return at < len(self._tokens) and self._tokens[at].kind not in (
            "rel",
            "sep",
            "other",
            "close",
        )

    def _operand(self, at: int) -> tuple[Token, int] | None:
        return operand_at(self._tokens, self._texts, at)

    def _operands(self, at: int) -> tuple[list[Token], int]:
        return operands_at(self._tokens, self._texts, at)

    def _read_list(self, operator: str) -> bool:
        """Read "the sum of 3, 4 and 5"."""
        if self._texts[self._at + 1 : self._at + 2] != ["of"]:
            return False
        operands, behind = self._operands(self._at + 2)
        if len(operands) < 2:
            return False
        self._emit_joined(operands, operator, behind)
        return True

    def _emit_joined(self, operands: list[Token], operator: str, behind: int) -> None:
        low, high = operands[0].start, operands[-1].end
        self._out.append(Token("open", "(", low, low))
        for number, operand in enumerate(operands):
            if number:
                self._out.append(Token("op", operator, operand.start, operand.start))
            self._out.append(operand)
        self._out.append(Token("close", ")", high, high))
        self._at = behind

    def _read_pair(self, operator: str) -> bool:
        """Read "the difference between 9 and 4", "the ratio of 6 to 3"."""
        if self._texts[self._at + 1 : self._at + 2] not in (["of"], ["between"]):
            return False
        is_between = self._texts[self._at + 1] == "between"
        first = self._operand(self._at + 2)
        if first is None or self._texts[first[1] : first[1] + 1] not in (["and"], ["to"]):
            return False
        second = self._operand(first[1] + 1)
        if second is None:
            return False
        pair = [first[0], second[0]]
        if operator == "-" and is_between and is_less(*pair):
            pair.reverse()
        self._emit_joined(pair, operator, second[1])
        return True

    def _read_average(self) -> bool:
        if self._texts[self._at + 1 : self._at + 2] != ["of"]:
            return False
        operands, behind = self._operands(self._at + 2)
        if len(operands) < 2:
            return False
        self._emit_joined(operands, "+", behind)
        high = operands[-1].end
        self._out.append(Token("op", "/", high, high))
        self._out.append(Token("num", str(len(operands)), high, high))
        return True

    def _read_verb(self, operator: str, links: tuple[str, ...]) -> bool:
        """Read "dividing 12 by 2", "taking 9 away from 16"."""
        first = self._operand(self._at + 1 + (self._texts[self._at + 1 : self._at + 2] == ["away"]))
        if first is None:
            return False
        at = first[1] + (self._texts[first[1] : first[1] + 1] == ["away"])
        if self._texts[at : at + 1] == [","] and operator in "+*":
            operands, behind = self._operands(self._at + 1)
            follows = self._tokens[behind].kind if behind < len(self._tokens) else ""
            if len(operands) > 1 and follows != "op":
                self._emit_joined(operands, operator, behind)
                return True
        if at >= len(self._texts) or self._texts[at] not in links:
            return False
        second = self._operand(at + 1)
        if second is None:
            return False
        if operator == "from":
            self._emit_joined([second[0], first[0]], "-", second[1])
        else:
            self._emit_joined([first[0], second[0]], operator, second[1])
        return True

    def _read_multiple(self, factor: Fraction) -> bool:
        """Read "twice 9", "half of the 12"."""
        at = self._at + 1
        if self._texts[at : at + 1] in (["of"], ["as"]):
            at += 1
        found = self._operand(at)
        if found is None:
            return False
        start = self._tokens[self._at]
        share = Token("exact", str(factor), start.start, start.end)
        self._emit_joined([share, found[0]], "*", found[1])
        return True

    def _takes_part(self) -> bool:
        """Tell the "of" of "1/2 of 12" and of "8 packs of 5 bags", which multiply."""
        if ends_with_share(self._out):
            return True
        behind = self._tokens[self._at + 1 : self._at + 2]
        return bool(behind) and behind[0].kind in NUMERIC and ends_with_pack(self._out)

    def _read_of(self) -> bool:
        found = self._operand(self._at + 1)
        at = behind_determiners(self._tokens, self._texts, self._at + 1)
        if found is None and not (
            at < len(self._tokens) and self._tokens[at].kind in ("open", "cmd")
        ):
            return False
        self._emit("op", "*", 1)
        self._at = at
        return True

    def _is_share_of_price(self) -> bool:
        """Tell the "on" of "20% discount on $50", which is a product."""
        return (
            len(self._out) > 1
            and self._out[-1].kind == "word"
            and self._out[-2].text == "%"
            and starts_operand(self._tokens, self._at + 1)
        )

    def _read_alike(self) -> bool:
        """Read "AB and CD are congruent" as AB = CD."""
        first, second = self._out[-1:], self._tokens[self._at + 1 : self._at + 2]
        if not (first and second and first[0].kind == second[0].kind == "sym"):
            return False
        if min(len(first[0].text), len(second[0].text)) < 2:
            return False
        width = width_alike(self._texts, self._at + 2)
        if not width:
            return False
        self._emit("rel", "=", 1)
        self._out.append(second[0])
        self._at += 1 + width
        return True

    def _read_square(self) -> bool:
        """Read "the square root of 49" and "the square of 5"."""
        is_root = self._follows(("square", "root", "of"))
        if not is_root and not self._follows(("square", "of")):
            return False
        found = self._operand(self._at + (3 if is_root else 2))
        if found is None:
            return False
        number, behind = found
        if is_root:
            self._out.append(Token("fn", "sqrt", number.start, number.start))
            self._out.append(Token("open", "(", number.start, number.start))
            self._out.append(number)
            self._out.append(Token("close", ")", number.end, number.end))
        else:
            self._out.append(number)
            self._out.append(Token("op", "^", number.end, number.end))
            self._out.append(Token("num", "2", number.end, number.end))
        self._at = behind
        return True

    def _read_than(self, operator: str) -> bool:
        """Read "3 more than 5" as 5 + 3."""
        if not (self._out and self._out[-1].kind in NUMERIC):
            return False
        return self._swap_into(operator, 2)

    def _swap_into(self, operator: str, width: int) -> bool:
        found = self._operand(self._at + width)
        if found is None:
            return False
        while self._out and self._out[-1].kind not in NUMERIC:
            self._out.pop()
        first = self._out.pop()
        self._emit_joined([found[0], first], operator, found[1])
        return True

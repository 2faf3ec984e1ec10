"""Compile key steps once: each form becomes equations to look up, or terms to find."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from math import gcd

from stepreward.algebra.tree import Node, names, postorder
from stepreward.claims.chains import Equation
from stepreward.claims.equations import read_equations
from stepreward.claims.holding import link_holds
from stepreward.claims.pairs import says_in_words
from stepreward.claims.routes import routes_of
from stepreward.claims.sentences import MAX_SENTENCE, sentences
from stepreward.claims.statements import PASSIVE
from stepreward.claims.status import SUPPOSED
from stepreward.claims.term import Term
from stepreward.claims.terms import read_terms
from stepreward.match.arithmetic.quantities import letters_of
from stepreward.match.arithmetic.shapes import Shape, same_shape, shape_of
from stepreward.match.forms.content import is_active, required_of, with_weak_titles
from stepreward.match.forms.restated import restated
from stepreward.match.forms.reworded import reworded
from stepreward.match.forms.theorems import other_forms
from stepreward.match.forms.trends import trend_of
from stepreward.match.forms.variants import variants_of
from stepreward.match.formulas import formula_of
from stepreward.match.held import sought_of
from stepreward.match.keys import CompiledKey, EquationForm, PhraseForm, same_number
from stepreward.text import fold, repair_latex
from stepreward.trace import KeyStep

_AND = re.compile(r"[,;]\s+and\s+|\s+and\s+|[,;]\s+")
_RELATION = re.compile(r"=|\b(?:is|are|was|were|has|have|costs?)\b")
_WOULD = re.compile(
    r"\b(?:if|unless|either|expected|projected|would|could|might|may|should|hypothesis|prediction|predicts?|hypothesi[sz]es|option)\b",
    re.IGNORECASE,
)
_CHANCE = re.compile(r"\bPr?\([a-z]{2}")
_MAX_TERMS = 40  # of a form in words; no sentence states more
_CACHED_CHARS = 300  # a longer form is compiled anew each time


def compile_key(key: KeyStep) -> CompiledKey:
    """Compile every form of a key step."""
    equations: list[EquationForm] = []
    phrases: list[PhraseForm] = []
    parts: list[tuple[str, tuple[CompiledKey, ...]]] = []
    for form in key.forms:
        found, said = _compiled(form) if len(form) <= _CACHED_CHARS else _compile(form)
        equations.extend(found)
        phrases.extend(said)
        statements = statements_of(form)
        if len(statements) > 1:
            each = tuple(compile_key(KeyStep((one,), key.section)) for one in statements)
            parts.append((form, each))
    return CompiledKey(tuple(equations), tuple(phrases), key.section, tuple(parts))


def statements_of(form: str) -> list[str]:
    """Part a form that gives several values: "a = 3, b = 5", "the mean is 14 and the mode 12".

    >>> statements_of("the mean is 14 and the median is 12")
    ['the mean is 14', 'the median is 12']
    """
    if len(form) > _CACHED_CHARS:
        return [form]
    pieces = _AND.split(form)
    return pieces if all(_gives_value(piece) for piece in pieces) else [form]


def _gives_value(piece: str) -> bool:
    """Tell a name, what relates it, and a number."""
    relation = _RELATION.search(piece)
    if relation is None:
        return False
    has_name = any(character.isalpha() for character in piece[: relation.start()])
    return has_name and any(character.isdigit() for character in piece[relation.end() :])


@lru_cache(maxsize=8192)
def _compiled(form: str) -> tuple[tuple[EquationForm, ...], tuple[PhraseForm, ...]]:
    return _compile(form)


def _compile(form: str) -> tuple[tuple[EquationForm, ...], tuple[PhraseForm, ...]]:
    """Compile a form, with what else says the same."""
    equations, phrase = _compile_one(form)
    phrases = [] if phrase is None else [phrase, *_variants(phrase)]
    others = (*other_forms(form), *restated(form), *reworded(form))
    for other in others if len(form) <= _CACHED_CHARS else ():
        more, also = _compile_one(other)
        equations += tuple([one._replace(text=form) for one in more])
        if also is not None:
            phrases.append(also._replace(told_as=form))
    return equations, tuple(phrases)


def _variants(phrase: PhraseForm) -> Iterator[PhraseForm]:
    for terms, is_negative in variants_of(phrase.terms, is_negative=phrase.is_negative):
        required = required_of(terms)
        yield phrase._replace(
            terms=terms,
            is_negative=is_negative,
            required=required,
            sought=sought_of(required),
            words=frozenset([term.text for term in terms]),
        )


def _compile_one(form: str) -> tuple[tuple[EquationForm, ...], PhraseForm | None]:
    """Read a form as arithmetic, else as words and, where it is no more, as a named value."""
    text = repair_latex(fold(form[:MAX_SENTENCE]).text)
    only = _only_equation(form, text)
    if only is None:
        given = _symbol_form(form, text)
        return (() if given is None else (given,)), _phrase_of(form, text)
    is_worded = says_in_words(text)  # whose words are looked for as well
    if same_number(only) is not None or (_is_computation(only, text) and not is_worded):
        return (only,), None
    phrase = _phrase_of(form, text)
    if not is_worded and _words_around(only.equation, text) > _BARE:
        names: list[str | None] = []
        given = _symbol_form(form, text)
    else:
        names = [side.name for side in only.equation.sides]
        given = only
    if names and None not in names and _INEQUALITIES.isdisjoint(only.equation.signs):
        return (only,), None  # AB = CD: two names in one chain, never two words in one sentence
    if any(names) and (phrase is None or all(_is_only_value(term) for term in phrase.terms)):
        return (only,), None  # "a = 5/6", of which only the value would be looked for
    if names and not is_worded and _is_formula(only):
        return (only,), None  # a + b = 10, f'(x) = cos(2x)
    return (() if given is None else (given,)), phrase


def _only_equation(form: str, text: str) -> EquationForm | None:
    """Read the one equation that a form states, if its own arithmetic holds."""
    forms = [
        EquationForm(form, equation, *_computed(equation))
        for equation in read_equations(text, sentences(text))
        if equation.status != SUPPOSED or " or " not in text  # x = 2 or -5
    ]
    is_one = len(forms) > 0 and all(_says_same(forms[0], other) for other in forms[1:])
    return forms[0] if is_one and is_consistent(forms[0]) else None


def _phrase_of(form: str, text: str) -> PhraseForm | None:
    """Read a form as words; None where it has no term to look for."""
    terms = _first_told(read_terms(text, 0, len(text)))
    content = with_weak_titles([term for term in terms if term.text != "not"], text)
    if not content:
        return None
    is_passive = PASSIVE.search(text.lower()) is not None
    required = required_of(content)
    return PhraseForm(
        text=form,
        terms=content,
        is_negative=len(content) != len(terms),
        is_passive=is_passive,
        is_hypothetical=_WOULD.search(text) is not None,
        route=next(iter(routes_of(text, content)), None),
        required=required,
        is_active=not is_passive and not _is_mutual(content) and is_active(required, text),
        sought=sought_of(required),
        formula=formula_of(text),
        parting=_parting(text, required),
        trend=trend_of(text, content),
        words=frozenset([term.text for term in content]),
    )


def _parting(text: str, required: tuple[Term, ...]) -> int:
    """Find where a form goes on with "when the pressure rises"; -1 where it says one thing."""
    found = _WHEN.search(text)
    if found is None or any(term.kind == "number" for term in required):
        return -1
    behind = sum(term.start > found.start() for term in required)
    return found.start() if _FEWEST <= behind <= len(required) - _FEWEST else -1


_WHEN = re.compile(
    r"\b(?:when(?:ever)?|if|as|because|to\s+(?:form|produce|make|give|yield))\b", re.IGNORECASE
)
_FEWEST = 2  # terms that make a statement


def _is_mutual(terms: tuple[Term, ...]) -> bool:
    """Tell "like poles repel each other", which has no object."""
    return any(term.text == "each_other" for term in terms)


def _first_told(terms: list[Term]) -> list[Term]:
    """Leave out what a form says again and again, and what no one sentence holds."""
    if len(terms) <= _MAX_TERMS:
        return terms
    told = {term._replace(start=0, end=0): term for term in reversed(terms)}
    return sorted(told.values(), key=lambda term: term.start)[:_MAX_TERMS]


def _symbol_form(form: str, text: str) -> EquationForm | None:
    """Read "the radius is 5" as an equation too: a trace may say r = 5."""
    said = _QUANTITY.fullmatch(text)
    if said is None or not letters_of(said["name"]):
        return None
    equated = f"{said['name'].split()[0]} = {said['value']}"
    found = read_equations(equated, [(0, len(equated))])
    if len(found) != 1 or found[0].end < len(equated.rstrip(" .")) - len(found[0].sides[-1].unit):
        return None
    name, value, *more = found[0].sides
    if more or name.name is None or value.value is None:
        return None
    whole = found[0]._replace(sides=(name._replace(name=said["name"]), value))
    return EquationForm(form, whole, *_computed(whole))


_QUANTITY = re.compile(
    r"\s*(?:the\s+)?(?P<name>[a-z]+(?:\s+of\s+[^=\d]{1,40}?)?)\s*(?:=|:|\bis\b|\bequals\b)"
    r"\s*(?P<value>\S.*?)\s*",
    re.IGNORECASE,
)


def _is_computation(form: EquationForm, text: str) -> bool:
    """Tell an operation with few words around; P(red) = 3/8 says in words what it is about."""
    is_about = _CHANCE.search(text) is not None
    rest = text[: form.equation.start] + text[form.equation.end :]
    if any(character.isdecimal() for character in rest):
        return False  # 80 / 12 ≈ 6.67, round up to 7
    is_operation = len(form.computed) > 0 and not all(map(_is_constant, form.nodes))
    return is_operation and not is_about and _words_around(form.equation, text) <= _ASIDE


def _is_constant(node: Node) -> bool:
    """Tell 25π and 5√2, which are values, from what is computed."""
    order = postorder(node)
    numbers = sum(isinstance(part.leaf, (int, Fraction)) for part in order)
    is_irrational = any(part.op == "sqrt" or part.leaf == "pi" for part in order)
    return is_irrational and numbers <= _IN_CONSTANT and _CONSTANT.issuperset(p.op for p in order)


_CONSTANT = frozenset(("num", "sym", "sqrt", "*", "/", "neg"))
_IN_CONSTANT = 2  # numbers: 25π/4


def _is_formula(form: EquationForm) -> bool:
    """Tell an equation of which a side computes with a letter; words say ∠BOC = 2∠BAC."""
    return any(
        side.is_computed
        and side.value is None
        and side.node is not None
        and any(len(name) == 1 for name in names(side.node))
        for side in form.equation.sides
    )


def _is_only_value(term: Term) -> bool:
    return term.kind == "number" or term.text == "equal"


def _says_same(one: EquationForm, other: EquationForm) -> bool:
    r"""Tell a form that gives one equation in two spellings: "\frac{14}{2} = 7; 14/2 = 7"."""
    pairs = zip(one.computed, other.computed, strict=False)
    is_paired = 0 < len(one.computed) == len(other.computed)
    return is_paired and all(same_shape(first, second) for first, second in pairs)


_INEQUALITIES = frozenset("<>≤≥")  # which words state as well: AB is longer than AC
_ASIDE = 24  # letters around an equation that is still all a form says
_BARE = 4


def _words_around(equation: Equation, text: str) -> int:
    """Count the letters outside an equation."""
    rest = text[: equation.start] + text[equation.end :]
    return sum(character.isalpha() for character in rest)


def _computed(equation: Equation) -> tuple[tuple[Shape, ...], tuple[Node, ...]]:
    pairs = [
        (shape, side.node)
        for side in equation.sides
        if side.is_computed and side.node is not None and (shape := shape_of(side.node)) is not None
    ]
    telling = [pair for pair in pairs if not _is_fraction(pair[1])]
    if telling and equation.sides[0].node is telling[0][1]:
        pairs = telling  # 3/12 = 1/4 is 3/12 = 0.25
    return tuple(shape for shape, _ in pairs), tuple(node for _, node in pairs)


def _is_fraction(node: Node) -> bool:
    """Tell a fraction in lowest terms, which is a number, from a division."""
    if node.op != "/" or any(type(part.leaf) is not int for part in node.args):
        return False
    top, bottom = (part.leaf for part in node.args)
    return (
        isinstance(top, int)
        and isinstance(bottom, int)
        and 0 < top < bottom
        and gcd(top, bottom) == 1
    )


def is_consistent(form: EquationForm) -> bool:
    """Tell whether the key's own arithmetic holds."""
    equation = form.equation
    return all(
        link_holds(equation.sides[at], equation.sides[at + 1], sign, True) is not False
        for at, sign in enumerate(equation.signs)
    )

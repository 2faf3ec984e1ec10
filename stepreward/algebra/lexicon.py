"""The vocabulary of mathematics: LaTeX commands, Unicode signs and function names."""

from __future__ import annotations

from types import MappingProxyType

# What a token is. "cmd" takes arguments, "big" takes limits, "post" follows its operand.
Entry = tuple[str, str]

_GREEK = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron rho sigma "
    "tau upsilon phi chi psi omega Gamma Delta Theta Lambda Xi Sigma Upsilon Phi Psi Omega"
).split()

_GREEK_SIGNS = dict(
    zip(
        "αβγδεζηθικλμνξορστυφχψωΓΘΛΞΣΥΦΨΩ",
        [name for name in _GREEK if name != "Delta"],
        strict=True,
    )
)

FUNCTIONS = frozenset(
    "sin cos tan cot sec csc arcsin arccos arctan arccot arcsec arccsc sinh cosh tanh coth sech "
    "csch arcsinh arccosh arctanh ln log lg exp sqrt cbrt abs floor ceil gcd lcm max min sgn "
    "re im conj det binom cis diag".split()
)

# Other spellings of the functions above, as ASCII words or LaTeX commands.
FUNCTION_ALIASES = MappingProxyType(
    {
        "asin": "arcsin",
        "acos": "arccos",
        "atan": "arctan",
        "acot": "arccot",
        "asinh": "arcsinh",
        "acosh": "arccosh",
        "atanh": "arctanh",
        "arsinh": "arcsinh",
        "arcosh": "arccosh",
        "artanh": "arctanh",
        "cosec": "csc",
        "tg": "tan",
        "ctg": "cot",
        "cotg": "cot",
        "arctg": "arctan",
        "sh": "sinh",
        "ch": "cosh",
        "th": "tanh",
        "log10": "lg",
        "log2": "lb",
        "ceiling": "ceil",
        "sign": "sgn",
        "hcf": "gcd",
        "binomial": "binom",
    }
)

_OPERATORS = {
    "+": "+",
    "-": "-",
    "*": "*",
    "**": "^",
    "^": "^",
    "/": "/",
    "_": "_",
    "×": "*",
    "·": "*",
    "⋅": "*",
    "∙": "*",
    "∗": "*",
    "÷": "/",
    "∕": "/",
    "⁄": "/",
    "±": "pm",
    "∓": "mp",
    "+/-": "pm",
    "+-": "pm",
    "∪": "cup",
    "∩": "cap",
    "∖": "setminus",
    "\\cdot": "*",
    "\\times": "*",
    "\\ast": "*",
    "\\div": "/",
    "\\pm": "pm",
    "\\mp": "mp",
    "\\cup": "cup",
    "\\bigcup": "cup",
    "\\cap": "cap",
    "\\setminus": "setminus",
    "\\backslash": "setminus",
    "\\mod": "mod",
    "\\bmod": "mod",
    "\\over": "over",
    "\\choose": "choose",
}

_RELATIONS = {
    "=": "=",
    "==": "=",
    ":=": "=",
    "≡": "≡",
    "≈": "≈",
    "≃": "≈",
    "≅": "≅",
    "∼": "≈",
    "<": "<",
    ">": ">",
    "≤": "≤",
    "≦": "≤",
    "⩽": "≤",
    "≥": "≥",
    "≧": "≥",
    "⩾": "≥",
    "<=": "≤",
    ">=": "≥",
    "=<": "≤",
    "≠": "≠",
    "!=": "≠",
    "<>": "≠",
    "∈": "∈",
    "∉": "∉",
    "→": "→",
    "⇒": "→",
    "⟹": "→",
    "->": "→",
    "=>": "→",
    "-->": "→",
    "==>": "→",
    "∥": "∥",
    "⊥": "⊥",
    "∝": "∝",
    "⊂": "⊂",
    "⊆": "⊂",
    "\\eq": "=",
    "\\equiv": "≡",
    "\\approx": "≈",
    "\\simeq": "≈",
    "\\sim": "≈",
    "\\doteq": "≈",
    "\\cong": "≅",
    "\\lt": "<",
    "\\gt": ">",
    "\\le": "≤",
    "\\leq": "≤",
    "\\leqslant": "≤",
    "\\ge": "≥",
    "\\geq": "≥",
    "\\geqslant": "≥",
    "\\ne": "≠",
    "\\neq": "≠",
    "\\in": "∈",
    "\\notin": "∉",
    "\\to": "→",
    "\\rightarrow": "→",
    "\\Rightarrow": "→",
    "\\implies": "→",
    "\\Longrightarrow": "→",
    "\\longrightarrow": "→",
    "\\iff": "→",
    "\\parallel": "∥",
    "\\perp": "⊥",
    "\\propto": "∝",
    "\\subset": "⊂",
    "\\subseteq": "⊂",
}

_BRACKETS = {
    "(": ("open", "("),
    ")": ("close", ")"),
    "[": ("open", "["),
    "]": ("close", "]"),
    "{": ("open", "{"),
    "}": ("close", "}"),
    "\\{": ("open", "\\{"),
    "\\}": ("close", "\\}"),
    "\\lbrace": ("open", "\\{"),
    "\\rbrace": ("close", "\\}"),
    "\\lbrack": ("open", "["),
    "\\rbrack": ("close", "]"),
    "\\lgroup": ("open", "("),
    "\\rgroup": ("close", ")"),
    "\\langle": ("open", "<"),
    "\\rangle": ("close", ">"),
    "⟨": ("open", "<"),
    "⟩": ("close", ">"),
    "\\lfloor": ("open", "floor"),
    "\\rfloor": ("close", "floor"),
    "⌊": ("open", "floor"),
    "⌋": ("close", "floor"),
    "\\llcorner": ("open", "floor"),
    "\\lrcorner": ("close", "floor"),
    "\\lceil": ("open", "ceil"),
    "\\rceil": ("close", "ceil"),
    "⌈": ("open", "ceil"),
    "⌉": ("close", "ceil"),
    "\\ulcorner": ("open", "ceil"),
    "\\urcorner": ("close", "ceil"),
    "|": ("bar", "|"),
    "\\|": ("bar", "|"),
    "\\mid": ("bar", "|"),
    "\\vert": ("bar", "|"),
    "\\Vert": ("bar", "|"),
    "\\lvert": ("open", "|"),
    "\\rvert": ("close", "|"),
    "\\lVert": ("open", "|"),
    "\\rVert": ("close", "|"),
    "\\lor": ("sep", "or"),
    "\\vee": ("sep", "or"),
    "∨": ("sep", "or"),
    "\\land": ("sep", "and"),
    "\\wedge": ("sep", "and"),
    "∧": ("sep", "and"),
    ",": ("sep", ","),
    "，": ("sep", ","),
    "、": ("sep", ","),
    ";": ("sep", ";"),
    "；": ("sep", ";"),
    ":": ("colon", ":"),
    "：": ("colon", ":"),
    "∶": ("colon", ":"),
    "\\colon": ("colon", ":"),
    "&": ("amp", "&"),
    "\\&": ("sep", ","),
    "\\\\": ("row", "\\\\"),
    "\\cr": ("row", "\\\\"),
}

_POSTFIX = {
    "!": "!",
    "%": "%",
    "\\%": "%",
    "°": "°",
    "º": "°",
    "˚": "°",
    "\\degree": "°",
    "\\degrees": "°",
    "\\circ": "°",
    "∘": "°",
    "'": "'",
    "′": "'",
    "\\prime": "'",
    "″": "''",
    "‰": "‰",
}

_CONSTANTS = {
    "\\pi": "pi",
    "π": "pi",
    "𝜋": "pi",
    "\\infty": "oo",
    "∞": "oo",
    "\\exponentialE": "e",
    "\\imath": "i",
    "\\jmath": "j",
    "ı": "i",
    "ȷ": "j",
    "î": "i",
    "ĵ": "j",
    "\\emptyset": "emptyset",
    "\\varnothing": "emptyset",
    "∅": "emptyset",
    "ℝ": "R",
    "ℤ": "Z",
    "ℕ": "N",
    "ℚ": "Q",
    "ℂ": "C",
    "\\varepsilon": "epsilon",
    "\\varphi": "phi",
    "\\vartheta": "theta",
    "\\varrho": "rho",
    "\\varsigma": "sigma",
    "ϕ": "phi",
    "µ": "mu",
    "\\ell": "l",
    "\\hbar": "hbar",
    "\\ldots": "…",
    "\\dots": "…",
    "\\cdots": "…",
    "\\dotsc": "…",
    "\\dotsb": "…",
    "\\dotsm": "…",
    "…": "…",
    "...": "…",
}

# Commands with arguments: name of the operation, and how many arguments it takes.
COMMANDS: MappingProxyType[str, tuple[str, int]] = MappingProxyType(
    {
        "\\frac": ("/", 2),
        "\\dfrac": ("/", 2),
        "\\tfrac": ("/", 2),
        "\\cfrac": ("/", 2),
        "\\sfrac": ("/", 2),
        "\\nicefrac": ("/", 2),
        "\\binom": ("binom", 2),
        "\\dbinom": ("binom", 2),
        "\\tbinom": ("binom", 2),
        "\\sqrt": ("sqrt", 1),
        "√": ("sqrt", 1),
        "∛": ("cbrt", 1),
        "∜": ("root4", 1),
        "\\overline": ("bar", 1),
        "\\bar": ("bar", 1),
        "\\pmod": ("pmod", 1),
        "\\pod": ("pmod", 1),
        "\\stackrel": ("second", 2),
        "\\overset": ("second", 2),
        "\\underset": ("second", 2),
        "\\textcolor": ("second", 2),
        "\\colorbox": ("second", 2),
    }
)

# Commands whose one argument is what they mean.
WRAPPERS = frozenset(
    "\\boxed \\fbox \\framebox \\vec \\hat \\widehat \\tilde \\overrightarrow \\overleftrightarrow "
    "\\underline \\underbrace \\overbrace \\mathbf \\mathit \\mathcal \\mathsf \\mathtt \\bm "
    "\\mathbb \\boldsymbol \\pmb \\emph \\displaylines \\ensuremath \\color \\mathring \\dot "
    "\\variable \\mathop \\mathrel \\mathbin \\mathord \\hbox \\cancel \\mathrm \\mbox \\text "
    "\\textbf \\textit \\textrm \\textnormal \\textsf \\texttt \\textsc \\textup".split()
)

SKIPPED = frozenset(
    "\\left \\right \\mleft \\mright \\middle \\big \\Big \\bigg \\Bigg \\bigl \\bigr \\Bigl "
    "\\Bigr \\biggl \\biggr \\Biggl \\Biggr \\displaystyle \\textstyle \\scriptstyle \\limits "
    "\\nolimits \\quad \\qquad \\enspace \\thinspace \\, \\; \\: \\! \\> \\  \\- \\/ \\( \\) "
    "\\[ \\] \\hfill \\hline \\noindent \\nonumber \\rm \\bf \\it \\n $ \\tiny \\scriptsize "
    "\\small \\footnotesize \\normalsize \\large \\Large \\LARGE \\huge \\Huge \\bfseries "
    "\\sf \\tt "
    "~ \\allowbreak \\strut \\null \\therefore \\because ∴ ∵ \u0302 \u20d7 \u0304".split(" ")
) | {"\\ ", "\\\n", "\\\t"}

BIG_OPERATORS = MappingProxyType(
    {
        "\\sum": "sum",
        "∑": "sum",
        "\\prod": "prod",
        "∏": "prod",
        "\\int": "int",
        "∫": "int",
        "\\lim": "lim",
    }
)

SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱˣ", "0123456789+-=()nix")
SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₙₖₓᵢⱼ", "0123456789+-=()nkxij")

VULGAR_FRACTIONS = MappingProxyType(
    {
        "½": (1, 2),
        "⅓": (1, 3),
        "⅔": (2, 3),
        "¼": (1, 4),
        "¾": (3, 4),
        "⅕": (1, 5),
        "⅖": (2, 5),
        "⅗": (3, 5),
        "⅘": (4, 5),
        "⅙": (1, 6),
        "⅚": (5, 6),
        "⅐": (1, 7),
        "⅛": (1, 8),
        "⅜": (3, 8),
        "⅝": (5, 8),
        "⅞": (7, 8),
        "⅑": (1, 9),
        "⅒": (1, 10),
    }
)


# Signs that only tell what kind of thing is named: the angle ABC, the triangle ABC.
_MARKS = {
    "∠": "∠",
    "\\angle": "∠",
    "\\measuredangle": "∠",
    "∡": "∠",
    "△": "△",
    "Δ": "△",
    "\\triangle": "△",
    "\\bigtriangleup": "△",
    "⊙": "⊙",
    "\\odot": "⊙",
}


def _signs() -> dict[str, Entry]:
    table: dict[str, Entry] = {}
    table.update({sign: ("mark", name) for sign, name in _MARKS.items()})
    table.update({sign: ("op", name) for sign, name in _OPERATORS.items()})
    table.update({sign: ("rel", name) for sign, name in _RELATIONS.items()})
    table.update(_BRACKETS)
    table.update({sign: ("post", name) for sign, name in _POSTFIX.items()})
    table.update({sign: ("sym", name) for sign, name in _CONSTANTS.items()})
    table.update({sign: ("sym", name) for sign, name in _GREEK_SIGNS.items()})
    table.update({"\\" + name: ("sym", name) for name in _GREEK})
    table.update({"\\" + name: ("fn", name) for name in FUNCTIONS})
    table.update({"\\" + name: ("fn", to) for name, to in FUNCTION_ALIASES.items()})
    table.update({sign: ("cmd", sign) for sign in COMMANDS})
    table.update({sign: ("wrap", sign) for sign in WRAPPERS})
    table.update({sign: ("big", name) for sign, name in BIG_OPERATORS.items()})
    table.update(dict.fromkeys(SKIPPED, ("skip", "")))
    return table


def _by_opening() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for sign in sorted(SIGNS, key=len, reverse=True):
        if sign.startswith("\\") and len(sign) > 3:
            found.setdefault(sign[:2], []).append(sign)
    return {opening: tuple(signs) for opening, signs in found.items()}


SIGNS: MappingProxyType[str, Entry] = MappingProxyType(_signs())

# Commands that people glue to the next letter ("\lvertx"): tried when a command is unknown.
# Listed by their first two characters, the longest first.
GLUED: MappingProxyType[str, tuple[str, ...]] = MappingProxyType(_by_opening())

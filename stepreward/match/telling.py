"""The words that tell which operation a sentence does, and what leads to its result."""

from __future__ import annotations

import re

from stepreward.claims.spelling import canonical_words
from stepreward.claims.statements import Sentence
from stepreward.claims.term import Term

_MAX_BETWEEN = 90  # characters between the last operand and the result
_MAX_BEHIND = 24  # characters behind the result

# What leads to a result, and what says behind it that it is one.
_LEADS = re.compile(
    r"\b(?:is|are|was|were|equals?|gives?|giving|gave|makes?|making|made|leaves?|leaving|left"
    r"|totals?|totaling|totalling|sums?\s+(?:up\s+)?to|amounts?\s+to"
    r"|(?:add|come|came|run|ran)s?\s+(?:up\s+|out\s+)?(?:to|at)|(?:will|would|should|must)\s+be"
    r"|gets?|getting|becomes?|yields?|results?\s+in|obtain|has|have|works?\s+out|namely|takes?|took|taking|lasts?|needs?|brings?|bringing|brought|rais(?:es|ing|ed)|increas(?:es|ing|ed)"
    r"|comes?\s+out|so|thus|hence|that's|means|meaning"
    r"|an?\s+(?:total|sum|difference|gap|product|increase|decrease|average|rate|speed)\s+of"
    r"|for\s+a\s+total|sets?\s+\w+\s+back|the\s+other|the\s+rest)\b|\bi\.e\.|(?:\bor|[:=]|->|→|\ban?\s+\w+\s+of)\s*[$€£]?\Z",
    re.IGNORECASE,
)
# What else does, behind an operand in the same sentence.
_ACTS = re.compile(
    r"\b(?:earn(?:s|ed|ing)?|pay(?:s|ing)?|paid|costs?|by|mean|represents?|stands?\s+for|requires?"
    r"|charg(?:es?|ed|ing)|spen(?:ds?|t|ding)|sav(?:es?|ed|ing)|sells?|sold|buys?|bought|owes?|owed|uses?|used"
    r"|reads?|walks?|walked|runs?|ran|travel(?:s|ed|led)?|covers?|covered|drives?|drove|holds?|contains?"
    r"|produces?|produced|eats?|ate|drinks?|drank|collects?|collected|weighs?|measures?|burns?|burned"
    r")\b",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"\s*(?:[^\W\d]+\s+){0,2}(?:left|remain(?:s|ing|ed)?|apart|ahead|behind|in\s+total|in\s+all|altogether|each)\b",
    re.IGNORECASE,
)


# The words that tell what is done, by kind and by whether something is taken off or divided by.
DONE = {
    ("sum", False): canonical_words(
        "total sum add together altogether combined combining plus more increase join make makes "
        "making all apart opposite another extra additional further bring give both gain get "
        "receive greater greater:age greater:length greater:price altogether"
    ),
    ("sum", True): canonical_words(
        "difference gap minus subtract short cheaper missing take less fewer leave leaves left "
        "remain more spend lose eat sell remove deduct give fall decrease drop use break "
        "less:age less:length less:price discount off rest away refund change greater greater:age "
        "rise exceed outnumber other apart ahead behind lead"
    ),
    ("product", False): canonical_words(
        "times multiply product each every per twice double triple groups percent quarter third "
        "fraction fifth tenth apiece half"
    ),
    ("product", True): canonical_words(
        "divide split share equal each every per ratio half quotient fit speed rate mph hourly "
        "daily weekly monthly apiece among evenly"
    ),
}
# What tells it without a word of its own: "$12 an hour" and "at $2", which multiply or divide,
# and "15 of the 100".
_RATE = re.compile(
    r"\b(?:an?|1|one)\s+(?:met(?:er|re)|foot|yard|day|week|month|year|hour|minute|second|mile|piece|bag|box|person|dozen|kilo\w*"
    r"|kg|pound|ounce|gallon|lit(?:er|re)|pack|page|head|night|ticket|trip|lesson|class)\b"
    r"|[a-z]/[a-z]|\bat\s+\$\s?\d|\d\s?%|\brows?\s+of\s",
    re.IGNORECASE,
)
_OF_THE = re.compile(
    r"\d\s+of\s+(?:the|her|his|its|their|those|these|them)\b|\bfrom\s+[$€£]?\d[\d,.]{0,12}\s+to\s"
    r"|\bof\s+(?:the|her|his|its|their|those|these)\s+[$€£]?\d[^.;]{0,80}"
    r"\b(?:so|thus|hence|therefore|means|meaning)\b",
    re.IGNORECASE,
)
TELLING = {
    ("sum", False): None,
    ("sum", True): _OF_THE,
    ("product", False): _RATE,
    ("product", True): _RATE,
}


def leads(sentence: Sentence, low: int, high: int, *, is_near: bool) -> bool:
    """Look for what leads to a result behind an operand, or for a sentence that goes on from it."""
    text = sentence.text
    if high - low > _MAX_BETWEEN:
        return False
    if _LEADS.search(text, low, high) is not None:
        return is_near or _GOES_ON.match(text, sentence.start, high) is not None
    return is_near and _ACTS.search(text, low, high) is not None


# How a sentence begins that goes on from the one before, and not about another thing.
_GOES_ON = re.compile(
    r"\W*(?:so|thus|hence|therefore|that|this|these|it|he|she|they|we|you|in\s+(?:total|all)|together"
    r"|altogether|combined|after|then|now|as\s+a\s+result|which|there|adding|subtracting|dividing|multiplying"
    r"|the\s+(?:total|sum|rest|others?|result|answer|difference|remain\w+))\b",
    re.IGNORECASE,
)


def is_result(sentence: Sentence, term: Term, gap: int) -> bool:
    """Tell "so 27 remain"."""
    end = sentence.start + term.end
    return gap <= _MAX_BETWEEN and _BEHIND.match(sentence.text, end, end + _MAX_BEHIND) is not None

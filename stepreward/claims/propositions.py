"""Cut a sentence where a new statement begins: another subject with a verb of its own."""

from __future__ import annotations

import re

# Finite forms that nothing but a verb can be.
_VERBS = frozenset(
    """is are was were am has have had do does did can could will would must should may might shall
    isn't aren't wasn't weren't doesn't don't didn't hasn't haven't hadn't can't won't cannot couldn't
    it's that's there's he's she's we're they're i'm
    equals becomes became remains stays lies sits contains holds gives gave yields makes made shows showed
    tells says said reads knows knew sees saw finds found gets got goes went comes came takes took keeps kept
    leaves left loses lost wins won sells sold buys bought earns eats ate feeds drinks drank spends spent pays paid
    bisects intersects crosses meets touches passes joins connects divides splits subtends forms bounds
    corresponds represents belongs means meant follows followed precedes exceeds satisfies vanishes implies
    has had rises rose falls fell grew grows dropped drops climbed declined declines increased decreased
    doubles doubled triples tripled halves halved starts started begins began ends ended stops stopped reaches reached
    opens closes flows moves moved runs ran walks walked travels travelled travelled drives drove flies flew
    happens occurs needs needed wants wanted uses used adds works gets costs stands stood points
    dissolves melts boils freezes reacts conducts absorbs emits oxidizes attracts repels pulls pushes
    wears wore looks looked appears appeared seems seemed
    consists includes included depends depended provides provided produces produced causes caused
    cuts share shares cost cut read put set let hit""".split()
)
_SIGNS = frozenset("=≈≅≡<>≤≥≠∥⊥∼") | {
    "\\parallel",
    "\\perp",
    "\\cong",
    "\\approx",
    "\\sim",
    "\\le",
    "\\leq",
    "\\ge",
    "\\geq",
    "\\ne",
    "\\neq",
    "\\lt",
    "\\gt",
}
# Words that may be verbs, but not behind these.
_NOT_BEFORE_VERBS = frozenset(
    "the a an of its their his her our your this that these those two three four in by with to no each every".split()
)
_AMBIGUOUS = frozenset(
    "points shares share cost costs cut cuts read reads set put let hit uses looks works adds means shows stands ends starts holds left runs walks drops falls needs doubles halves forms bounds closes found said".split()
)
# What refers to a subject that was named before.
_NO_SUBJECT = frozenset(
    "it this these they which who that he she we i you there so then thus hence therefore also not both only just still now indeed clearly the an i".split()
)
_CUT = re.compile(r"[;,:]|\b(?:and|but|while|whereas|so|since|because|which|that|who|whose|although|though|yet|as)\b")
_TOKEN = re.compile(r"\\[a-zA-Z]+|[^\W\d_]+(?:['’][a-z]+)?|\d[\d.,]*|[=≈≅≡<>≤≥≠∥⊥∼]|[;,:]")
_JOINING = frozenset("; , : and but while whereas so since because which that who whose although though yet as".split())


def statement_starts(sentence: str) -> list[int]:
    """List the offsets at which a second, third, … statement of a sentence begins.

    What has no verb belongs to what follows or stands before it; what has a verb without a
    subject goes on about the subject before.

    >>> statement_starts("In 2019, the bar is 45 and the line is 50.")
    [27]
    """
    starts: list[int] = []
    has_verb = False  # in the statement so far
    chunk = 0  # where the chunk being read begins
    subject = verb = False  # of that chunk
    last = ""
    for match in _TOKEN.finditer(sentence):
        word = "month" if match[0] == "May" else match[0].lower().replace("’", "'")
        if word in _JOINING:
            has_verb = has_verb or verb
            chunk, subject, verb, last = match.end(), False, False, ""
            continue
        if not verb and _is_verb(word, last):
            verb = True
            if subject and has_verb:
                starts.append(chunk)
                has_verb = False
        elif not verb and word not in _NO_SUBJECT and word != "a":
            subject = True
        last = word
    return starts


def _is_verb(word: str, last: str) -> bool:
    if word in _SIGNS:
        return True
    if word not in _VERBS:
        return False
    return word not in _AMBIGUOUS or last not in _NOT_BEFORE_VERBS

"""Cut a sentence where a new statement begins: another subject with a verb of its own."""

from __future__ import annotations

import re

# Finite forms that nothing but a verb can be.
_VERBS = frozenset(
    """is are was were am has have had do does did can could will would must should may might shall
    isn't aren't wasn't weren't doesn't don't didn't hasn't haven't hadn't can't won't cannot
    couldn't it's that's there's he's she's we're they're i'm equals becomes became remains stays
    lies sits contains holds gives gave yields makes made shows showed tells says said reads knows
    knew sees saw finds found gets got goes went comes came takes took keeps kept leaves left
    loses lost wins won sells sold buys bought earns eats ate feeds drinks drank spends spent pays
    paid bisects intersects crosses meets touches passes joins connects divides splits subtends
    forms bounds corresponds represents belongs means meant follows followed precedes exceeds
    satisfies vanishes implies has had rises rose falls fell grew grows dropped drops climbed
    declined declines increased decreased doubles doubled triples tripled halves halved starts
    started begins began ends ended stops stopped reaches reached opens closes flows moves moved
    runs ran walks walked travels travelled travelled drives drove flies flew happens occurs needs
    needed wants wanted uses used adds works gets costs stands stood points dissolves melts boils
    freezes reacts conducts absorbs emits oxidizes attracts repels pulls pushes wears wore looks
    looked appears appeared seems seemed consists includes included depends depended provides
    provided produces produced causes caused arrives arrived departs departed outnumbers outnumber
    weighs measures costs scores scored ranks teaches taught feeds fed produces exports imports
    supports surrounds covers includes owns cuts share shares cost cut read put set let hit prefer
    prefers like likes choose chooses chose eat walk take live lives own owns play plays drink use
    travel lie intersect bisect contain equal cross meet form stand need want give make sell buy
    earn like hold stay remain rise fall grow drop increase decrease climb decline start begin end
    stop reach go come get fluctuates fluctuated varies vary changes changed
    gains gained accepts accepted receives received donates donated releases released emits emitted
    sends sent transfers transferred borrows borrowed lends lent catches caught hunts hunted chases
    chased throws threw floats floated sinks sank bends bent reflects refracts enters entered exits
    exited burns burned repelled attracted combines combined expands expanded contracts contracted
    condenses condensed evaporates evaporated warms cools heats rotates rotated orbits orbited
    revolves revolved transports transported secretes pumps pumped beats served serves offers
    offered borders bordered hosts hosted leads led votes voted picks picked selects selected opts
    opted answers answered reported surpasses surpassed
    protects protected prevents prevented allows allowed helps helped creates created breaks broke
    converts converted stores stored digests digested filters filtered breathes breathed carries
    carried supplies supplied removes removed destroys destroyed kills killed infects infected
    encloses enclosed determines determined controls controlled regulates regulated explains
    explained describes described defines defined proves proved suggests suggested indicates
    indicated raises raised slows slowed explodes exploded erupts erupted collides collided kicked
    pulled pushed rides rode swims swam jumps jumped played worked visits visited speaks spoke
    writes wrote painted invented discovered builds built designed defeated ruled erodes eroded
    lays laid hatches hatched migrates migrated sleeps slept blocks blocked chases
    supported formed""".split()
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
    "the a an of its their his her our your this that these those two three four in by with to no "
    "each every from at "
    "on for into than per between among through across around along near beside".split()
)
_AMBIGUOUS = frozenset(
    """measures scores ranks exports imports supports rise fall drop increase decrease climb
    decline start end stop reach walk take play drink use travel like cross meet form stand
    need want changes own lives points shares share cost costs cut cuts read reads set put
    let hit uses looks works adds means shows stands ends starts holds left runs walks drops
    falls needs doubles halves forms bounds closes found said gains transfers heats exits pumps
    beats borders hosts leads votes picks answers released transferred accepted combined bent
    offers burns contracts cools bends stores filters controls supplies visits blocks jumps rides
    swims slows breaks formed supported stored""".split()
)
# What refers to a subject that was named before.
_NO_SUBJECT = frozenset(
    """it this these they which who that he she we i you so then thus hence therefore also not
    both only just still now indeed clearly the an i after before""".split()
)
_TOKEN = re.compile(r"\\[a-zA-Z]+|[^\W\d_]+(?:['’][a-z]+)?|\d(?:[\d.,]*\d)?|[=≈≅≡<>≤≥≠∥⊥∼]|[;,]")
_JOINING = frozenset(
    "; , and but while whereas so since because which that who whose although though yet as if "
    "whether when".split()
)
# What opens no subject: the chunk goes on about what stands before it.
_NO_OPENING = frozenset("up down from in at with by of for to on per about".split())
_OPENING = re.compile(
    r"\s*(?:[*_-]\s*)*(?:in|for|at|on|from|during|among|within|by)\b", re.IGNORECASE
)
# Words that open more than a sentence: a scene, a clause, or with their verb a statement.
OPENERS = _VERBS | _JOINING | _NO_OPENING | {"during", "among", "within"}
# Verbs that say what a thing does, and not what it is.
DEEDS = _VERBS - frozenset(
    """is are was were am have has had do does did can could will would must should may might shall
    isn't aren't wasn't weren't doesn't don't didn't hasn't haven't hadn't can't won't cannot
    couldn't it's that's there's he's she's we're they're i'm
    be becomes became remains stay stays means meant represents forms form makes looks looked
    appears appeared seems seemed includes included contains contain like""".split()
)
# What opens another subject without a verb of its own: "most chose tea, some coffee".
_OTHERS = frozenset("some others few fewer".split())
# "the woman wears a hat and the man a cap"
_GAPPED = re.compile(
    r"(?:,|\band|\bbut|\bwhile)\s+"
    r"(?=(?:(?:the|an?|his|her)\s+(?:\w+\s+)?\w+\s+an?|[A-Z][a-z]+\s+(?:the|an?))"
    r"\s+(?:\w+\s+)?\w+\s*(?:[.,;]|$))"
)
# What parts two statements whatever stands behind it.
_PARTING = frozenset("; but while whereas although though who whose which".split())


def statement_starts(sentence: str) -> list[int]:
    """List the offsets at which a second, third, … statement of a sentence begins.

    What has no verb belongs to what follows or stands before it; what has a verb without a
    subject goes on about the subject before.

    >>> statement_starts("In 2019, the bar is 45 and the line is 50.")
    [26]
    """
    starts: list[int] = []
    gaps: set[int] | None = None
    has_verb = False  # in the statement so far
    chunk = 0  # where the chunk being read begins
    pending = -1  # where a row of verbless chunks begins that "and" joins to this one
    subject = verb = False  # of the chunk being read
    is_said = False  # anything in the statement so far
    last = ""
    for match in _TOKEN.finditer(_without_asides(sentence)):
        word = _word_of(match[0])
        if word in _JOINING and not (word == "when" and sentence[: match.start()].endswith(", ")):
            if verb or not subject or word != "and":
                pending = -1
            elif pending < 0:
                pending = chunk
            has_verb = has_verb or verb
            chunk, subject, verb, last = match.end(), False, False, ""
            if word in _PARTING and is_said:
                starts.append(chunk)
                has_verb = is_said = False
            continue
        if has_verb and not (last or verb):
            if gaps is None:
                gaps = {gapped.end() for gapped in _GAPPED.finditer(sentence)}
            if word in _OTHERS or match.start() in gaps:
                starts.append(chunk)
                has_verb = False
        if not verb and _is_verb(word, last) and sentence[match.start() - 1 : match.start()] != "(":
            verb = True
            start = pending if pending >= 0 else chunk
            if subject and has_verb and (not starts or starts[-1] < start):
                starts.append(start)
                has_verb = False
        elif not verb and word not in _NO_SUBJECT and (last or word not in _NO_OPENING):
            subject = True
        last, is_said = word, True
    return starts


def _word_of(said: str) -> str:
    """Lower a word, but for the month of May and the segments AM, BE, IS and AS."""
    if said == "May" or (said.isupper() and len(said) == _SEGMENT):
        return "name"
    return said.lower().replace("’", "'")


_SEGMENT = 2  # letters of its name


def _without_asides(sentence: str) -> str:
    """Blank a relative clause that commas enclose: "Spotify, which is largest, is at 36%"."""
    if sentence.count(",") > 1:
        sentence = _blanked(sentence, _PLACED)
    for low, high in not_but(sentence):
        sentence = sentence[:low] + " " * (high - low) + sentence[high:]
    if "that" in sentence:
        sentence = _REPORTING.sub(lambda match: " " * len(match[0]), sentence)
    if "wh" not in sentence:
        return sentence
    sentence = _GOING_ON.sub(lambda match: " " * len(match[0]), sentence)
    return _blanked(sentence, _ASIDE)


def not_but(sentence: str) -> list[tuple[int, int]]:
    """List what "not … but" sets aside, where what stands behind goes on about the subject.

    What "(not …)" puts in brackets is set aside as well.

    >>> not_but("The car is not red but blue."), not_but("It is not red but the car is blue.")
    ([(11, 22)], [])
    """
    bracketed = _NOT_IN_BRACKETS.finditer(sentence) if "(not " in sentence else ()
    asides = [match.span() for match in bracketed]
    if " but " not in sentence:
        return asides
    return asides + [
        match.span("aside")
        for match in _NOT_BUT.finditer(sentence)
        if not any(_is_verb(word, "") for word in match["other"].lower().split())
    ]


_NOT_IN_BRACKETS = re.compile(r"\(not\s[^()]{1,60}\)")
_NOT_BUT = re.compile(
    r"(?P<aside>(?<!\w)(?:not|[a-z]{2,6}n['’]t)\s(?!only\b|just\b)[^,;.:()]{1,40}?,?\s+but)\s+"
    r"(?!(?:the|an?|its?|it|they|he|she|we|there|his|her|their|this|that|not|also|all|each)\b)"
    r"(?P<other>(?:\w+\s+){0,2}\w+)(?=[.,;!]|$|\s(?:on|in|at|to|by|from|with|of|for|because|since)\b)"
)


def _blanked(sentence: str, asides: re.Pattern[str]) -> str:
    """Blank what stands between two commas before a verb."""
    for match in asides.finditer(sentence):
        if _is_verb(match[1].lower(), ""):
            low, high = match.start(), match.start(1)
            sentence = sentence[:low] + " " * (high - low) + sentence[high:]
    return sentence


# "The ratio is 18 to 12, which simplifies to 3 to 2" goes on about the ratio.
_GOING_ON = re.compile(
    r",?\s+which\s+(?:also\s+|then\s+)?"
    r"(?=(?:simplifies|reduces|equals|rounds|converts|amounts|comes|works\s+out|is\s+(?:equal|equivalent"
    r"|an?\s+(?:\S+\s+)?(?:increase|decrease|rise|drop|fall|gain|loss|growth|change|difference|total|sum))"
    r"|(?:gives|makes|yields|leaves)\s+(?:us\s+|you\s+)?(?:an?\s+(?:\w+\s+){0,3}?of\b|the\s+(?:total|sum|result|answer)\b|[$\d]))"
    r"(?!\w))"
)
# "…, which tells us that the lines are perpendicular" says no more than that they are.
_REPORTING = re.compile(
    r"(?<=,)\s*(?:which|this)\s+(?:also\s+)?(?:tells|shows|means|implies|proves|indicates|confirms|suggests"
    r"|establishes|told|showed|meant)\s+(?:us\s+)?that\b",
    re.IGNORECASE,
)
# "and the longest bar, at the bottom, is Japan's"
_PLACED = re.compile(
    r"(?<=[a-z]),\s*(?:at|in|on|by|with|from|of|near|under|over|above|below)\b[^,;=]{1,50},\s*"
    r"(?=([a-z]+))"
)
_ASIDE = re.compile(r",\s*(?:which|who|whose)\b[^,;]{1,80},\s*(?=([a-z]+))")


def opening_end(sentence: str) -> int:
    """Find where a scene is set that holds for all statements: "In store B, …"; 0 for none.

    >>> opening_end("In store B the red bar is 20, the blue bar is 15.")
    11
    """
    if _OPENING.match(sentence) is None:
        return 0
    end, last, is_given = 0, "", False
    for match in _TOKEN.finditer(sentence):
        word = match[0].lower()
        if word == ",":
            return match.start()
        if _is_verb(word, last):
            if not is_given:
                return end
        is_given = is_given or word in ("with", "where", "whose")  # with ∠A = 90°
        if word == "the" and last not in _NO_OPENING:
            end = match.start()
        last = word
    return 0


_GOVERNING = ("that", "which", "who", "whose", "as", "if", "whether", "when")


def clause_starts(sentence: str) -> list[int]:
    """List the offsets of statements that no "that" hangs on the one before."""
    return [
        start for start in statement_starts(sentence) if not sentence.endswith(_GOVERNING, 0, start)
    ]


def _is_verb(word: str, last: str) -> bool:
    if word in _SIGNS:
        return True
    if word not in _VERBS:
        return False
    return word not in _AMBIGUOUS or (last not in _NOT_BEFORE_VERBS and not last[:1].isdecimal())

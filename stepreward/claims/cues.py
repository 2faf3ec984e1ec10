"""The turns of phrase by which a sentence denies, asks, plans, supposes or takes back."""

from __future__ import annotations

import re
from typing import NamedTuple

from stepreward.claims.status import (
    ASKED,
    ASSUMED,
    DENIED,
    NEGATED,
    PLANNED,
    REJECTED,
    RETRACTED,
    SUPPOSED,
)


class Cue(NamedTuple):
    """A turn of phrase that takes a status away; one of its ``words`` must be there.

    It is looked for in what ``lowered`` gives, which takes a third of the time that a pattern
    takes which minds no capitals.
    """

    words: frozenset[str]
    pattern: re.Pattern[str]
    status: str
    loose: re.Pattern[str]  # the same at any place: what opens a clause may stand in a sentence

    def may_stand_in(self, sentence: str, words: frozenset[str]) -> bool:
        """Tell whether one of the sentence's clauses can hold it."""
        return not words.isdisjoint(self.words) and self.loose.search(sentence) is not None

    def search(self, text: str, words: frozenset[str]) -> re.Match[str] | None:
        """Find it; most texts are passed over by their words alone."""
        return None if words.isdisjoint(self.words) else self.pattern.search(text)


def _cue(words: str, pattern: str, status: str) -> Cue:
    loose = pattern.replace(r"^\s*", r"\b")
    return Cue(
        frozenset(words.split()),
        re.compile(pattern, re.VERBOSE),
        status,
        re.compile(loose, re.VERBOSE),
    )


_MAY = re.compile(r"\bmay\b")


def lowered(text: str) -> str:
    """Lower a text sign by sign; the month May keeps its capital, as it supposes nothing."""
    lower = text.lower() if text.isascii() else text.replace("İ", "I").lower()
    if "may" not in lower:
        return lower
    return _MAY.sub(lambda match: text[match.start() : match.end()], lower)


DENIAL = _cue(
    "false incorrect wrong untrue impossible mistake true case ruled crossed rejected discarded "
    "common typical frequent excluded eliminated dismissed extraneous misconception myth fallacy "
    "misbelief",
    r"""\b(?:is|are|was|were|be|that's|it's)\s+(?:\w+\s+)?
        (?:false|incorrect|wrong|untrue|impossible|extraneous|a\s+mistake)\b
      | \b(?:misconception|myth|fallacy|misbelief)\s+that\b
      | \b(?:common|typical|frequent)\s+(?:error|mistake|pitfall)\s+(?:is|was|would\s+be)\b
      | \b(?:false|incorrect|wrong|untrue)\s+that\b
      | \bit\s+is\s+(?:false|not\s+true|not\s+the\s+case|incorrect|wrong)\b
      | \b(?:be|is|are|was|were|been|gets?)\s+(?:\w+\s+)?
        (?:ruled\s+out|crossed\s+(?:out|off)|rejected|discarded|excluded|dismissed
        |(?<![xyz]\sis\s)eliminated(?!\s+(?:by|from|as\s+waste)\b))\b""",
    DENIED,
)
_QUESTION = _cue(
    "show prove establish confirm justify conclude deduce infer check verify see determine decide "
    "find whether still asked asks asking question "
    "insufficient inadequate "
    "know wonder work figure shown proved proven checked verified seen determined decided found",
    r"""^\s*(?:and\s+|so\s+)?(?:in\s+order\s+)?to\s+(?:show|prove|establish|confirm|justify)\b
      | \b(?:needs?|requires?|want|missing|lacks?)\b[^.;]{1,60}\bto\s+
        (?:conclude|deduce|infer|establish|prove|show)\b
      | \b(?:insufficient|inadequate)\b[^.;]{0,40}?\bto\s+(?:conclude|deduce|infer|prove|show|say)\b
      | \b(?:remains?|needs?|has|have|is|are|yet)\s+to\s+be\s+
        (?:shown|prove[dn]|checked|verified|seen|determined|decided|found)\b
      | (?<!hard\s)(?<!easy\s)(?<!difficult\s)(?<!enough\s)
        \bto\s+(?:show|prove|check|verify|see|determine|decide|find\s+out)\s+(?:that|whether|if)\b
      | \bwhether\b | \bstill\s+(?:has|have|needs?)\s+to\s+(?:be\s+\w+e[dn]\b|(?:show|prove|check
        |verify|see|decide|determine|test|confirm|establish)\b)
      | \b(?:asked|asks|asking|question\s+is|know|find\s+out|determine|decide|wonder|work\s+out
        |figure\s+out)
        \s+(?:\w+\s+){0,2}?(?:which|what|how|who|where|when|whether|why)\b""",
    ASKED,
)
_PLAN = _cue(
    "to should must will shall we'll i'll you'll let let's next then first now way hope "
    "wish wishes goal aim task claim objective prove show demonstrate",
    r"""\b(?:need|needs|want|wants|have|has|ought|plan|plans|try|aim|intend|hope|hopes)\s+to\b
      | \bgoing\s+to\s+(?!the\b|an?\b|row\b|column\b|[^a-zM])
      | \b(?:we|i|you|one)(?:\s+(?:should|must|will|shall)|['’]ll)\s+
        (?!say|note|conclude|have|be\b|see\b|get\b|find\s+that)
      | \b(?:let\s+us|let['’]s|let\s+me)\b
      | \bthe\s+(?:goal|aim|task|next\s+step|plan|idea)\s+is\s+to\b
      | \bwants?\b[^.;,]{1,40}\sto\s+be\b | \b(?:we|i)\s+(?:hope|wish)\b(?!\s+to\b)
      | \b(?:goal|aim|task|claim|objective)\s*:
      | ^\s*,?\s*(?:(?:and|now|then|next),?\s+)?(?:prove|show|demonstrate)\s+that\b
      | \bit\s+remains\s+to\b | \bway\s+(?:of|to)\s+show
      | ^\s*(?:next|then|first|now),?\s+(?:read|add|find|compute|calculate|check|verify|look
        |determine
        |count|subtract|divide|multiply)\b""",
    PLANNED,
)
_CONDITION = _cue(
    "if unless provided case perhaps maybe possibly might may could would should for presumably "
    "possible conceivable imaginable doubtful unclear uncertain check checking try trying test "
    "testing guess guessing",
    r"""\b(?:if|unless|when(?:ever)?\s+we\s+assume|provided\s+that|in\s+case)\b
      | \b(?:perhaps|maybe|possibly|presumably|might|could|would|may)\b
      | \bit(?:['’]s|\s+is)\s+(?:\w+ly\s+)?(?:possible|conceivable|imaginable|doubtful)\s+that\b
      | \bit(?:['’]s|\s+is)\s+(?:un(?:clear|certain)|not\s+clear)\s+(?:that|if|whether)\b
      | \b(?:check|try|test|guess)(?:ing)?\s+(?:whether\s+|if\s+|with\s+)?[$(]?[a-z]\s*=
      | ^\s*should\b | ^\s*for\b[^,;]*\bto\s+(?:be|have|lie|equal)\b""",
    SUPPOSED,
)
_NEGATION = _cue(
    "not never no cannot neither nor rather instead nothing far fails fail failed "
    "lack lacks lacked lacking hardly scarcely none nobody "
    "isn't aren't wasn't weren't don't doesn't didn't hasn't haven't can't couldn't won't wouldn't "
    "shouldn't",
    r"""(?<=\w)n['’]t\b(?!\s+(?:change|hard|difficult|deny|help)\b)
      | \b(?:not\b(?!\s+(?:only|change|hard|difficult|surprising)\b|\s+(?:as|so)\s+\w+\s+as\b
        |\s+(?:more|less|fewer|greater|higher|larger)\s+than\b)
      | never\b | hardly\b | scarcely\b | none\b(?!\s+other\b) | nobody\b
      | cannot\b(?!\s+(?:deny|help)\b) | neither\b | nor\b
      | rather\s+than\b | instead\s+of\b | nothing\b[^.]*\b(?:shows?|says?|tells?|states?
        |implies|suggests?|indicates?|proves?)\b
      | far\s+from\b | (?<!with\ )no\b
        (?!\s*[.,:)]|\s+(?:\d|doubt|question|wonder|matter|change|(?:more|less|fewer|greater|higher|larger)\s+than\b))
      | lack(?:s|ed|ing)?\b
      | fail(?:s|ed)?\s+(?:to\b|(?:\w+\s+){0,4}?(?:test|check)\b))""",
    NEGATED,
)
_PREVENTION = _cue(
    "unable incapable refuses refuse refused prevents prevent prevented keep kept keeps stops stop "
    "stopped falls fall fell cease ceases ceased except without anything",
    r"""\b(?:unable\s+to\b | incapable\s+of\b | refuse[sd]?\s+to\b | anything\s+but\b
      | (?:prevent|keep|stop)(?:s|ed)?\b[^.;,]{1,40}?\bfrom\s+\w{2,12}ing\b
      | f(?:alls?|ell)\s+short\s+of\b | except\b | without\s+(?:ever\s+)?\w{2,14}ing\b
      | (?:stop(?:s|ped)?|cease[sd]?)\s+(?:to\s+)?(?:being\b|\w{2,14}ing\b))""",
    NEGATED,
)
_REJECTED = _cue(
    "discard reject exclude eliminate dismiss discards rejects excludes eliminates dismisses "
    "discarding rejecting excluding eliminating dismissing",
    r"""\b(?:discard|reject|exclude|eliminate|dismiss)(?:s|ing)?\s+
        (?:(?:the|this|that|an?)\s+)?(?:\w+\s+)?
        (?:(?:options?|choices?|answers?|roots?|solutions?|possibilit(?:y|ies))\b|[a-z]\s*=
        |[a-e]\s*(?:[.,;:)]|\bbecause\b|\bsince\b|\bas\b|$))""",
    NEGATED,
)
_SHORT_OF = _cue(
    "used half too denominator radicand contradiction contradicts pretends pretended pretending",
    r"""=\s*-?\d[\d.,]*\s+is\s+too\b
      | \b(?:makes?\s+(?:the|a|one)\s+(?:\w+\s+)?(?:denominator|radicand)\b
      | pretend(?:s|ed|ing)?\s+to\b | half[\s-](?:full|empty|filled|open|closed|done|finished)\b
      | (?<!is\s)(?<!are\s)(?<!was\s)(?<!be\s)used\s+to\s+(?:be|have|stand|lie|live|work)\b
      | leads?\s+to\s+a\s+contradiction\b | contradicts\b)""",
    NEGATED,
)
_EXCLUSION = _cue("rule rules ruling", r"\brul(?:es?|ing)\s+out\b", NEGATED)
NEGATIONS = (_NEGATION, _PREVENTION, _REJECTED, _SHORT_OF)
# In the order in which they are tried on a clause.
CLAUSE_CUES = (DENIAL, _QUESTION, _PLAN, _CONDITION, *NEGATIONS, _EXCLUSION)

SUPPOSITION = _cue(
    "suppose supposing assume assuming imagine pretend say try trying test testing",
    r"""\b(?:let['’]s|let\s+us|we)\s+(?:try|test)\b | \b(?:trying|testing)\b
      | ^\s*(?:(?:now|first|again|next),?\s+)?assume\b
      | \b(?:suppose|supposing|assume\s+that|let\s+us\s+assume|let['’]s\s+assume|assuming|imagine
        |pretend|let['’]s\s+say|say\s+we)\b
      | ^\s*say\s+[a-z]\s*=""",
    ASSUMED,
)
COUNTERFACTUAL = _cue(
    "would should had were",
    r"""\bif\b[^.;]{0,80}?\bwere\b[^.;]*\bwould\b | \bwould\b[^.;]*\bif\b[^.;]{0,80}?\bwere\b
      | ^\s*had\b[^.;]{0,80}?\bbeen\b | \bif\b[^.;]{0,80}?\bhad\b[^.;]{0,60}\bwould\s+have\b
      | ^\s*(?:should|were|had)\b[^.;]*\bwould\b""",
    SUPPOSED,
)
# What something needs to be so, and what will be if something happens: neither is said to be so.
CONDITIONED = _cue(
    "must need needs has have should if",
    r"""^\s*(?:so\s+|and\s+)?(?:(?:in\s+order\s+)?for\b[^,;=\d]{1,80}\bto|to)\s+(?:be|have|lie|form|become)\b
        [^=\d]*\b(?:must|should|needs?\s+to|ha(?:s|ve)\s+to)\b[^=\d]*$
      | ^[^=\d]*\b(?:must|should|needs?\s+to|ha(?:s|ve)\s+to)\b[^=\d]{1,80}
        \b(?:in\s+order\s+(?:to|for)|for\b[^,;=\d]{1,40}\bto\s+be)\b[^=\d]*$
      | ^\s*(?:so\s+|then\s+|but\s+)?if\s+(?!we\b|you\b|i\b|one\b)[^=\d]*,
        (?!\s*(?:then\s+)?(?:we|you|i)\b)[^=\d]*$""",
    SUPPOSED,
)
ONLY_IF = _cue(
    "only provided unless depending either",
    r"""(?<!if\ and\ )\bonly\ if\b | \bprovided\ that\b | \bunless\b
      | ^\s*(?:so\ |then\ )?either\ (?!way\b|case\b|side\b|of\b)
      | \bor\b[^.;]{1,60}?\bdepending\ on\b""",
    SUPPOSED,
)
# What it says is somebody's hypothesis, which nothing has shown so far.
REPORTED = _cue(
    "hypothesis prediction conjecture expectation hypothesize hypothesizes hypothesized "
    "expected supposed projected forecast scheduled hypothesise hypothesises hypothesised "
    "predict predicts predicted conjectures option options "
    "choice choices",
    r"""\b(?:hypothesis|prediction|conjecture|expectation)\b
        (?:[^.;,:]{0,40}?\b(?:is|was|says?|states?)\s+that\b|[^.;,:]{0,40}:)
      | \b(?:is|are|was|were)\s+(?:expected|supposed|predicted|projected|forecast|scheduled)\s+to\b
      | \b(?:hypothesi[sz]e[sd]?|predict(?:s|ed)?|conjectures)\s+that\b
      | \b(?:options?|choices?)\b(?:\s+\(?[a-z]\)?)?\s+(?:says?|states?|claims?|reads?|suggests?)\b
        (?![^.;]*\b(?:correct|right|true|match(?:es)?|agrees?|fits)\b)""",
    SUPPOSED,
)
ATTRIBUTED = _cue(
    "think say says thinks claim claims seem seems believe guess answered wrote writes argue "
    "argues look looks appear appears mistake glance sight tempting natural easy",
    r"""\b(?:might|(?i:may)|could|would|someone|some|one|student|friend|people|you)\s+(?:\w+\s+){0,3}?
        (?:think|say|says|thinks|claim|claims|seem|believe|guess|answered|wrote|writes|argue|argues)\b
      | \b(?:it|this)\s+(?:(?i:may)|might|could)\s+(?:seem|look|appear)\b | \ba\s+common\s+mistake\b
      | \b(?:tempting|easy|natural)\s+to\s+(?:say|think|assume|conclude|believe|guess)\b
      | \bat\s+first\s+(?:glance|sight)\b
      | \b(?:seems?|appears?|looks?)\s+(?:that|to\s+be|like|as\s+(?:if|though))\b
      | \b(?:seems?|appears?|looks?)\s+\w{3,20}(?=,?\s+but\s+
        (?:it|they|the\s+(?:figure|picture|drawing|diagram)|is|are|in\s+fact|actually|\d+(?=\s*=))\b)""",
    REJECTED,
)
REJECTION = re.compile(
    r"\b(?:but|however|yet|although)\b|\bwrong\b|\bincorrect\b|\bfalse\b"
    r"|\bnot (?:right|true|correct|the case)\b|\bmistake\b",
    re.IGNORECASE,
)
# What a sentence shows only by its looks, where the next one goes on with the opposite.
APPEARANCE = re.compile(
    r"\bat\s+first\s+(?:glance|sight)\b"
    r"|\b(?:seems?|appears?|looks?)\s+(?:that|to\s+be|like|as\s+(?:if|though))\b",
    re.IGNORECASE,
)
# A stretch of each of its turns of phrase; letters that have a second lower case are left out.
_OF_APPEARANCE = ("glance", "ght", "eem", "ppear", "loo")


def may_appear(text: str) -> bool:
    """Look for what every appearance is told with; most texts have none of it."""
    lower = text.lower()
    return any([part in lower for part in _OF_APPEARANCE])


# "The car looks blue. In fact it is green."
LOOKS = re.compile(
    r"\b(?:looks?|seems?|appears?)\s+(?!at\b|in\b|on\b|to\b|for\b|from\b|up\b)", re.IGNORECASE
)
IN_FACT = re.compile(
    r"\s*(?:but\s+|yet\s+)?(?:in\s+(?:fact|reality|truth)|actually|really),?\s+"
    r"(?:it|they|he|she|this|that|these|those)\b(?!\s+(?:all|also)\b)",
    re.IGNORECASE,
)
TURN = re.compile(
    r"\s*(?:but|however|yet|in\s+(?:fact|reality|truth)|actually|really)\b"
    r"|[^.;\n]{0,80}\b(?:though|however)\b\s*[,.]",
    re.IGNORECASE,
)
# What takes back the words before it in its own sentence.
SECOND_THOUGHT = _cue(
    "thought again closer second scratch correction mean rereading rather actually wait sorry no "
    "missed forgot miscounted overlooked misread skipped oops",
    r"""\bor\s+so\s+i\s+thought\b | \blooking\s+again\b | \bon\s+(?:a\s+)?(?:closer|second)\b
      | \bscratch\s+that\b | \bcorrection\s*: | [,;–—-]\s*i\s+mean\b
      | [,;–—-]\s*(?:no|or|oh),?\s+(?:wait|rather|actually)\b
      | [;–—-]\s*(?:no|sorry|wait|actually|oops)\b,
      | ,\s*(?:no|sorry|oops),\s+(?=(?:it|that|make\s+that|the|there|i|we)\b|[$€£]?\d|[a-z]\s*=)
      | \bbut\s+(?:i|we)\s+(?:have\s+|had\s+|then\s+)?
        (?:missed|forgot|miscounted|overlooked|misread|skipped)\b""",
    RETRACTED,
)
FIRST_THOUGHT = _cue(
    "first initially originally thought",
    r"""\b(?:at\s+first|initially|originally|i\s+first|first,?\s+i)\b[^.;]*?
        \b(?:thought|took|read|assumed|looked|seemed|guessed|wrote)\b
      | \b(?:at\s+first|initially|originally),?\s+(?:i|we)\s+
        (?:counte?d?|see|saw|got|get|had|have|found|find|misread|miscounted|calculated|computed)\b
      | \bi\s+thought\b""",
    RETRACTED,
)
# What opens a sentence, in small letters, that takes back what stands before it.
RETRACTION = re.compile(
    r"""[\s*_("']*(?:but,?\s+|oh,?\s+|however,?\s+|though,?\s+)?(?:wait|actually|no\b|hold\s+on|correction|sorry|oops|hmm|hm
    |scratch\s+that|on\s+second\s+thought|i\s+mean\b|let\s+me\s+(?:re|correct|fix)|my\s+mistake
    |that(?:['’]s|\s+is|\s+was)\s+(?:wrong|not\s+right|incorrect|a\s+(?:mistake|slip))
    |this\s+(?:is|was)\s+(?:wrong|incorrect|a\s+mistake)
    |(?:that|this|it)(?:\s+is\s+not|['’]s\s+not|\s+(?:is|was)n['’]t|\s+was\s+not)\s+(?:quite\s+)?
        (?:right|correct)\b
    |i\s+(?:made|misread|miscounted|mixed|think\s+i\s+(?:have\s+)?made)|apologies|strike\s+that
        |rather,
    |(?:on\s+)?looking\s+(?:again|(?:more\s+)?close(?:r|ly)|(?:more\s+)?carefully)
    |(?:up)?on\s+(?:a\s+)?closer|(?:taking|at|with|after)\s+a\s+(?:closer|second)\s+look
    |re-?(?:reading|checking|counting|considering|examining)\b
    |(?:reading|checking|counting)\s+(?:it\s+|them\s+)?again\b|that\s+(?:can(?:no|['’])t
        |cannot)\s+be)""",
    re.VERBOSE,
)
# What takes back the sentence before it, wherever it stands.
TAKEN_BACK = re.compile(
    r"(?<!can\s)(?<!may\s)(?<!not\s)(?<!n['’]t\s)\b(?:scratch|strike|discard)\s+that\b(?!\s+\w)"
)
AFFIRMATION = re.compile(
    r"\b(?:yes|indeed|confirm\w*|checks? out|(?:is|was|are) (?:right|correct)"
    r"|that's (?:right|correct)|still holds|agrees)\b",
    re.IGNORECASE,
)
FAULT = re.compile(
    r"\b(?:wrong|mistake|incorrect|misread|mixed up|miscounted"
    r"|(?:not|isn['’]t|wasn['’]t) (?:quite )?(?:right|correct)|error)\b",
    re.IGNORECASE,
)
# One of these words in a sentence, or it is asserted as a whole.
CUE_WORDS = frozenset().union(
    *(
        cue.words
        for cue in (
            *CLAUSE_CUES,
            SUPPOSITION,
            COUNTERFACTUAL,
            REPORTED,
            ATTRIBUTED,
            SECOND_THOUGHT,
            FIRST_THOUGHT,
        )
    )
) - {"to", "for", "then", "first", "now", "next", "see", "know", "work", "way", "look", "case"} | {
    "need",
    "needs",
    "want",
    "wants",
    "going",
    "goal",
    "plan",
    "aim",
    "hope",
    "ought",
    "remains",
    "let",
    "options",
    "choices",
    "alternatives",
    "possibilities",
    "depending",
    "either",
}

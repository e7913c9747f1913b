"""The words that tell an action, its progress and its firmness, and those that only look like it.

Word lists as the genre uses them, one comma-separated text a list; `clauses` decides with them. An entry may be a
small regular expression. Matching ignores case and keeps to word borders.
"""

from __future__ import annotations

import re


def listed(entries: str) -> str:
    """The alternatives of a comma-separated list."""
    return "|".join(" ".join(entry.split()) for entry in entries.split(",") if entry.strip())


def _words(entries: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{listed(entries)})\b", re.I)


ADVERBS = listed(r"""
    now, also, already, therefore, since, then, still, both, further, not only, first, however, soon,
    again, so far, to date, in addition, each, all, nevertheless, nonetheless, instead, next, in time,
    in due course, in turn,
    \w+ly
""")
ADVERB = rf"(?:(?:{ADVERBS}),?\s+){{0,3}}"
"""Up to three adverbs that may stand between an auxiliary and its verb."""

# Verbs and adjectives that state a mind or a finding, not an action.
MENTAL = listed(r"""
    accept(?:s|ed)?, agree(?:s|d)?, acknowledg(?:e|es|ed), recogni[sz](?:e|es|ed), welcom(?:e|es|ed),
    not(?:e|es|ed), thank(?:s|ed)?, appreciat(?:e|es|ed), understands?, understood, believ(?:e|es|ed),
    regard(?:s|ed)?, identified, found, seen, shown, demonstrated, learn(?:t|ed), known, become, had, led,
    resulted, meant, proved, featured, remained, received, experienced, faced, continued, grateful, pleased,
    satisfied, committed, confident, aware, clear, mindful, disappointed, expected, made clear, made plain,
    responded (?:very )?(?:positively|well|favourably)
""")
DOES = listed("""
    draws?, uses?, has, have, includes?, provides?, requires?, receives?, reports?, sits?, runs?, meets?,
    holds?, conducts?, undertakes?, works?, records?, carr(?:y|ies) out, publish(?:es)?, operates?, takes? place,
    covers?, investigates?, issues?, checks?, reviews?, monitors?, attends?, visits?, sends?, shares?, gives?,
    makes?, keeps?, appl(?:y|ies), reads?, tests?, samples?, signs?, writes?, briefs?, asks?, offers?, handles?,
    manages?, leads?, chairs?, trains?, audits?, counts?, logs?, stores?, searche?s?, scans?, screens?, interviews?,
    assess(?:es)?, examines?, process(?:es)?, oversees?, displays?, lists?, forms? part, flags?, takes?,
    collects?, refuses?, begins?, starts?, ends?, opens?, closes?, goe?s?, inspects?, follows?, compares?, publicises?,
    contains?, tells?, shows?, specif(?:y|ies), states?, delivers?, measures?, tracks?, approves?, employs?
""")
"""What is done by rule where a time says since when: "now covers", "since May staff check"."""

FINITE = rf"{MENTAL}|is|are|was|were|has|have|had|can|do|does|will|needs?"
"""Verbs that may follow the subject of a sentence."""

# What a thing, not an actor, may "do" without an action being promised: effects and descriptions.
_EFFECTS = listed("""
    allow, enable, help, assist, facilitate, streamline, strengthen, improve, support, reduce, drive, give,
    lead, result, mean, include, incorporate, cover, contain, comprise, set out, feature, reference, outline,
    form, remain, require, depend, benefit, look at, act, provide, ensure, deliver, increase, maximise,
    minimise, mitigate, bring, make, create, add, involve, focus, consist, represent, encourage, complement,
    inform, become, address, take into account, have(?! been), need, play, contribute, also be able, be able, see,
    demonstrate, underpin, prevent, avoid, promote, inevitably, vary, apply, continue to be, continue to apply,
    take time, occur, rise, fall, grow, drop, decline, cost, last, amount
""")
_QUALITIES = listed("""
    useful, helpful, able, part, key, critical, important, a, an, the, essential, clear, based, reliant, dependent,
    necessary, required, needed, more, most, easier, better, difficult, challenging, possible, (?:strongly
    |largely )?(?:guided|informed|determined|driven|shaped|affected|influenced)
""")
_CONTENTS = listed("""
    include, incorporate, cover, contain, comprise, set out, feature, reference, outline, consist, look at,
    detail, describe, focus, consider, state that, specify, say
""")
EFFECT_VERB = re.compile(
    rf"\s*{ADVERB}(?:always\s+)?(?:(?:therefore|also|not)\s+|be\s+(?=(?:{_QUALITIES})\b))?"
    rf"(?:{_EFFECTS}|be (?:{_QUALITIES}))\b",
    re.I,
)
CONTENT_VERB = re.compile(rf"^\s*{ADVERB}(?:{_CONTENTS})s?\b", re.I)

NEGATION = re.compile(r"\b(?:not|no longer|cannot|never)\b|n[’']t\b", re.I)

CONDITIONAL = re.compile(
    r"\b(?:"  # said once for all, so that they are not tried at every letter
    rf"(?:will|shall|would)\s+{ADVERB}"
    r"(?:consider|explore|examine (?:whether|if|how)|assess (?:whether|if)"
    r"|seek(?=\s+(?:to|opportunit\w+|ways|funding)\b)"
    # "look at each brief" is firm, "look at whether" and "look at introducing" are open
    r"|look(?!\s+(?:again )?at (?:the(?! (?:option|possib|feasib|viab|scope|potential|case\b|idea|suggest))|each|every"
    r"|all|an?|its|their|our|these|those|what (?!more\b)|\d)))\b"
    r"(?!\s+(?:after|into the)\b)(?!\s+for (?!opportunit|ways\b))"
    r"|\bexplore (?:whether|if|the (?:option|possibilit|feasib|viab|scope|potential)\w*)\b"
    r"|\bconsider (?:whether|if|how)\b"
    # "are discussing with the owners whether", "will also see whether": what may be done is asked first
    rf"|\b(?:will|shall|would|is|are)\s+{ADVERB}(?:(?:explor|examin|investigat)(?:e|ing)"
    r"|look(?:ing)? (?:again )?(?:at|into)|discuss|see|think(?:ing)? about|talk(?:ing)? (?:to|with))\b"
    r"(?: (?!to (?:see|check|find|learn|establish)\b)[\w’'&(),-]+){0,9}? whether\b"
    r"|\bunder consideration\b|\bthought is being given\b|\bgiving (?:some )?(?:thought|consideration) to\b"
    r"|(?<!results )(?<!findings )(?<!feedback )(?<!responses )(?<!comments )(?<!views )\bwill be considered\b(?! at\b)"
    r"|\blook (?:at )?(?:whether|if|how)\b|\bas far as (?:[\w-]+ ){1,3}(?:allow|permit)s?\b"
    r"|\bdepending on (?:the |a |its |their )?(?:\w+ ){0,2}"
    r"(?:results?|outcomes?|findings?|success|funding|evaluation)\b"
    r"|\b(?:if|provided(?: that)?|assuming) (?:[\w’'-]+ ){1,5}(?:is|are|can be|proves?|prove to be) (?:\w+ly )?"
    r"(?:an? success|success\w*|approved|agreed|available|positive|satisfactory|feasible|found"
    r"|secured|granted|confirmed)\b"
    r"|\bshould (?:the|this|these|it|that|they) (?:[\w’'-]+ ){0,3}(?:prove|be|not|show|fail)\b"
    r"|\b(?:where|wherever|if|when|as far as) (?:it is )?(?:possible|feasible|practicable)\b"
    r"|\b(?:where|wherever|if|when) (?:appropriate|necessary),? (?:\w+ ){0,3}will\b"
    r"|\b(?!as soon )(?<!as soon )(?:where|if|as|when|should) (?:[\w’'-]+ ){1,4}(?:allows?|permits?)\b"
    r"|\b(?:assuming|provided)(?: that)? (?:[\w’'-]+ ){1,4}(?:is|are|remains?|continues?|agrees?|succeeds?|can)\b"
    r"|\bif (?:[\w’'-]+ ){1,4}(?:would|wish(?:es)?|wants?|agrees?|consents?|approves?|succeeds?|can be)\b"
    r"|\bif (?:[\w’'-]+ ){1,4}(?:is|are) (?:content|willing|interested|able)\b|\bshould be (?:possible|able) to\b"
    r"|\b(?:would be|is|are|am) (?:very )?(?:willing|happy|prepared|glad|pleased) to\b"
    r"|\bif (?:it|this|that|they|all|the [\w-]+) (?:goe?s?|works?|proves?)\b"
    r"|\bsubject to (?:availability|demand|funding|resources?|approval|affordability|agreement|ministerial"
    r"|other priorities|spending|parliamentary|consultation|budgets?|legal advice|procurement"
    r"|legislation|clearance|Treasury|the (?:spending review|business case|findings|necessary)|a successful"
    r"|the (?:availability|approval|agreement|outcome|results?|success|passage|will|views) of"
    r"|(?:this|that|these) (?:[\w-]+ ){1,3}being)\b|\bin the event (?:of|that)\b"
    r"|\b(?:where|if) (?:[\w’'-]+ ){1,4}(?:supports?|justif(?:y|ies)|warrants?) (?:it|this|that)\b"
    r"|\b(?:possibility|feasibility|idea) of [^.;]{1,80}\bwill be (?:explored|examined|investigated)\b"
    rf"|\b(?:is|are)\s+{ADVERB}(?:being considered|considering)\b(?! (?:appropriate|right|sensible|prudent|best)\b)"
    r"|\bconsideration (?:will|shall|is|has)\b"
    r"|\b(?:hopes? to|aspires? to|intends? to (?:consider|explore)|should (?:funding|resources)|in principle)\b)",
    re.I,
)

_ACTORS = """
    i we they she he team teams unit units lead leads leader leaders officer officers official officials manager
    managers staff group directorate department departments agency agencies office force forces enforcement board
    analyst analysts
    trainer trainers minister ministers director directors command secretariat authority authorities service
    services function inspector inspectors coordinator coordinators member members specialist specialists commissioner
    commissioners constabulary police college council colleagues capability capabilities caseworker caseworkers
    headquarters region regions ministry government taskforce partners contractor contractors supplier suppliers
    champion champions representative representatives secretary network operations intelligence trust trusts regulator
    regulators section sections branch branches division divisions committee committees panel panels governor
    governors head heads executive prison prisons hospital hospitals school schools provider
    providers company companies charity charities association partnership commander chair adviser
    advisers advisor advisors
"""
_DELIBERATE = """
    writ wrote rewr publish report consult ask recruit appoint hir train review audit visit meet met issu commission
    procur buy bought updat revis draft develop design build built pilot launch introduc set establish engag discuss
    brief instruct evaluat implement roll carr conduct undert amend invest fund seek sought consider explor work
    survey inspect overs repeat link recheck adopt train retrain contact sign(?!al|if) trial draw invit notif second
    remind
"""
DELIBERATE = re.compile(rf"\s*{ADVERB}(?:{'|'.join(_DELIBERATE.split())})(?:[a-z]{{0,4}})\b", re.I)
"""A verb that only somebody who acts can do, after the auxiliary: what "it" then stands for is a body."""
ACTORS = frozenset(_ACTORS.split())
"""Words for those who act, in lower case."""
SUBORDINATOR = re.compile(
    r"^(?:and |but |, )?(?:which|who|whose|whom|that|where|whereby|when|whenever|while|whilst|although|though|because"
    r"|as(?! part| a result| well| such)|if|once|unless|until|since|given|so that|in order|before|after|whether|how"
    r"|to (?!this|that|date|address|further|improve|assess|support))\b",
    re.I,
)
ANAPHOR = re.compile(
    r"^(?:(?:and|but|however,?|in turn,?|together,?) )?(?:this|these|that"
    r"|those(?!\s(?:who|which|that|in|at|on|from|with|held|\w+ed)\b)|it|such|doing so|both|which)\b",
    re.I,
)
ACTION_NOUNS = re.compile(
    r"\b(?:work|recruitment|training|development|discussions?|talks|reviews?|projects?|programmes?|pilots?|testing|trials?"
    r"|planning|procurement|roll-?out|implementation|engagement|efforts?|activit(?:y|ies)|negotiations?|workshops?)\b",
    re.I,
)
"""Things that can only go on because somebody does them."""
ACTIVITIES = re.compile(
    r"\b(?:checks?|checking|audits?|monitoring|sampling|recording|consultation|meetings|publication|inspections|repairs"
    r"|visits)\b",
    re.I,
)
"""More of them, which may also rise and fall by themselves: they count where they are said to have begun."""
HAPPENS = re.compile(
    r"there (?:will|may|might|could) (?:\w+ )?be (?:\w+ )?"
    r"(?:cases|times|occasions|circumstances|instances|situations|exceptions)\b",
    re.I,
)
"""What will happen, not what will be done: "There will be cases in which …"."""
COMPOUND = re.compile(
    r"\b(?:(?:is|are|was|were|be|been) (?:risk|quality|peer|spot|cross|double)|of the numbers?)\s*\Z", re.I
)
"""What stands before a participle that is no past tense: "goods are risk | assessed", "a list of the number | sent"."""
NO_WORK = re.compile(r"(?:this|the|our|each) (?:\w+ )?recommendation\b", re.I)
NO_WORK_DONE = re.compile(
    r"(?:has|have) (?:\w+ )*(?:implemented|completed|met|closed|addressed|discharged|fulfilled)\b", re.I
)
"""With its subject: "The recommendation has been completed" is a state of it."""
NOBODY = re.compile(r"(?:no|none|neither|nobody)\b", re.I)
PRONOUN = re.compile(r"(?:and |but )?(?:this|these|that|those|it|both|which|doing so)\s*$", re.I)
DATED = re.compile(
    r"\b(?:19|20)\d\d\b|\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
    r"|\b(?:recently|last (?:week|month|year|spring|summer|autumn|winter)|this (?:week|month|year)|earlier this"
    r"|(?:in|over|during) the (?:spring|summer|autumn|winter)"
    r"|(?:later|earlier) (?:that|the same) (?:week|month|year))\b"
)
TIMED = re.compile(
    r"\b(?:19|20)\d\d\b|\b(?:January|February|March|April|June|July|August|September|October|November|December)\b"
    r"|\b(?:in|by|from|until|of|since|\d) May\b|\b(?:spring|summer|autumn|winter)\b"
    r"|\b(?:within|by the end of|later|this|next) (?:the |this |next )?(?:\w+ )?(?:weeks?|months?|years?|quarter)\b"
    r"|\b(?:before|at|from|until) the (?:end|start|beginning) of the (?:\w+ )?(?:month|quarter|year)\b"
)
"""A time by which two actions can differ."""
BINDS = re.compile(
    rf"\s*{ADVERB}(?:be|become) (?:mandatory|compulsory|obligatory|binding|available|live)\b[^.;]{{0,90}}?"
    rf"\b(?:from|by|in|on|before)\b[^.;]{{0,20}}?(?:{TIMED.pattern})",
    re.I,
)
"""What is to come and dated, of what was done before: "and this will be compulsory from May"."""
OPINES = re.compile(
    r"\s*(?:\w+ly |also |then )?provide (?:its |an? |their |further |written |expert |legal )*"
    r"(?:assessments?|advice|opinions?|comments|briefings?|responses?|explanations?|views|estimates?|feedback)\b",
    re.I,
)
"""What only somebody can give, and no thing: "provide an assessment"."""
RECURRING = re.compile(
    r"\b(?:every|each)\s(?:\w+\s)?(?:day|week|month|quarter|year|weeks|months|years)\b"
    r"|\b(?:daily|weekly|monthly|quarterly|annually|yearly)\b(?=\s(?:after|from|since|until|thereafter)\b|\s*[.,;]|\s*\Z)"
    r"|\b(?:after that|thereafter|from then on|from now on|now)\b",
    re.I,
)
"""A time of what is done again and again, or goes on: another than one day's."""
ENDED = re.compile(
    r"(?:will|shall|expects? to|plans? to|is due to|are due to) (?:all )?have (?:all )?"
    r"(?:finished|completed|done|cleared)\b"
    r"|(?:(?:will|should)(?: now)?(?: be| have been)?"
    r"|(?:is|are) (?:now )?(?:due|expected|planned|scheduled|likely) to(?: be)?"
    r"|(?:expects?|aims?|intends?|plans?|hopes?|(?:is|are) (?:expecting|aiming|planning|hoping)|will aim) to) "
    r"(?:completed?|finish(?:ed)?|concluded?|done)"
    r"(?: (?:this|it|them|these|that|(?:the|this|that) work))?"
    r"(?= (?:by|in|before|at|on|within|during|towards?|early|late|next|this) )",
    re.I,
)
"""How the end is told of what is under way: "…, and will have finished it by May"."""
ENDING = re.compile(r"(?:was|were)\s(?:\w+ly\s)?(?:finished|completed|concluded|closed|delivered)\b", re.I)
ANSWERING = re.compile(
    r"(?:following|in response to|as a result of|since|in (?:the )?light of)\s(?:\w+\s){0,4}?"
    r"(?:inspection|report|reviews?|recommendations?|findings?|feedback|visit)\b",
    re.I,
)
"""How a sentence begins that offers what was done as the answer."""
OTHERS = re.compile(
    r"(?:the |his |her |their )?(?:independent |chief |HM |His Majesty’s |Her Majesty’s |lead )*"
    r"(?:inspect(?:ors?|orates?)|ICIBI|HMIP|HMICFRS|Ofsted|CQC|ombudsman|auditors?|NAO)$",
    re.I,
)
"""The subject of a sentence that tells what the inspectors do."""
BEGINNING = re.compile(r"(?:began|started|commenced)\b", re.I)
ABLE = re.compile(rf"\s*{ADVERB}(?:be\s+(?:\w+\s+)?(?:able|aware|familiar|entitled)|have (?:access|sight))\b", re.I)
"""What somebody will be able to do is an effect."""
OPENING = re.compile(r"\b(?:opened|reopened|restarted|resumed|launched|gone|come|ceased|stopped|closed|ended)\b", re.I)
"""Verbs that tell of a thing what was done with it: "the centre has opened"."""
CONDITION = re.compile(r"(?:if|should|provided(?: that)?|assuming|subject to)\s", re.I)
DATED_START = re.compile(
    r"(?:with immediate effect"
    r"|(?:since|from|as of|as from|with effect from)\s[^,]{0,24}?\b(?:(?:19|20)\d\d|January|February|March|April|May"
    r"|June|July|August|September|October|November|December))(?: onwards)?,?\s"
    r"(?P<subject>(?:(?!\b(?:had|was|were)\b).){2,80}?)\s"
    rf"(?P<verb>(?!(?:{MENTAL})\b)(?:is|are|has|have|must|will|\w+s|{DOES})\b)"
    r"(?!\s\w+(?:ed|wn|en)\sby\b)(?!\s(?:\w+\s)?(?:risen|fallen|grown|increased|decreased|declined|improved|worsened|dropped|doubled)\b)",
    re.I,
)
"""A sentence that tells what is done since a day: "Since May 2024, every file is read twice"."""
HISTORY = _words(r"""
    initially, originally, at the time, at that time, prior to, at a time, \w+ years? ago
""")
PERSONS = re.compile(r"(?:we|they|I|officials|my officials|ministers|officers|staff)\b", re.I)

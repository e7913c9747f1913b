"""How the names of those who act are written: units, bodies known by a name or an acronym, offices.

A name alone does not tell a body from a thing: "the Coastal Charter" looks like "the Coastal Trust". So each name comes
with how sure it is: a kind of unit ("… Team") or an office ("Head of …") is sure, and of any other only a verb that
nothing but a body can do makes an owner.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.actors import partywords as words
from kg.extract.actors.partyforms import ACRONYM, Party, read
from kg.extract.acts import lexicon

_GAP = r"\s{1,8}"
_WORD = r"[A-Z][\w’'&-]{0,30}"  # all is bounded: a text may consist of capitals
_JOINT = rf"{_GAP}(?:(?:and|&|\d{{1,2}}|(?:of|for)(?:{_GAP}the)?){_GAP})?"  # "the Schedule 10 Board"
_NAME = rf"{_WORD}(?:{_JOINT}{_WORD}){{0,9}}"
_PLAIN = rf"{_WORD}(?:{_GAP}{_WORD}){{0,5}}"
# Commas stand inside a name only where "and" closes them: "Performance, Reporting and Analysis Unit".
_LISTED = rf"{_NAME}(?:,{_GAP}{_PLAIN}){{1,5}},?{_GAP}(?:and|&){_GAP}{_PLAIN}"
_KIND = (
    "leadership|team|unit|directorate|secretariat|function|command|division|group|board|section|region|panel|committee"
    "|branch"
)
_LONGEST = 240  # characters of a subject that consists of names
_SMALL = "of|in|and|or|by|for|to|from|with|on|at|the|a|an|is|are|has|have|will|which|who|that"
_LOWER = rf"(?:{_GAP}(?!(?:{_SMALL})\b)[a-z][a-z-]+){{0,2}}{_GAP}(?:(?:{_KIND})s?|manager|director)\b"
_SHORT = r"(?:\s?\((?P<short>[A-Z][A-Za-z&]{1,7})\))?"
_LISTED_PARTY = re.compile(rf"(?P<name>{_LISTED})(?P<kind>{_LOWER})?{_SHORT}")
_PARTY = re.compile(rf"(?P<name>{_NAME})(?P<kind>{_LOWER})?{_SHORT}")
_IN_SHORT = re.compile(_SHORT)
# "The", "our", "the Department’s": what stands before a name without being part of it.
_ARTICLE = re.compile(
    r"(?:(?:(?i:the|our|its|this|both|each|every|all|individual|uk|"
    rf"an?(?=\s(?:new|joint|single|dedicated|[a-z]{{2,12}}-[a-z]{{3,15}})\s))){_GAP})?"
    rf"(?:(?:(?i:department|ministry|government|agency|force|service|council|authority)|{_WORD}(?:{_GAP}{_WORD}){{0,3}})"
    rf"[’']s?{_GAP})?(?:(?:new|current|interim|acting|incoming|regional|central|joint|single|small|dedicated|separate"
    rf"|[a-z]{{2,12}}-[a-z]{{3,15}}){_GAP})?(?=[A-Z])"
)
_LEAD = re.compile(rf"(?:{_ARTICLE.pattern}|{words.NOBODY.pattern}{_GAP})")
_INSIDE = re.compile(r"[A-Z][\w’'&-]*,?\s(?:and|&)\s[A-Z]")
_AND = re.compile(rf",?{_GAP}and{_GAP}")
# "From 1 April 2021 NSS will …", "In the interim the Board will …": what leads to a subject without a comma.
_ADJUNCT = re.compile(
    r"(?:(?-i:As|To|With|Subject to)|from|since|in|on|by|during|as of|with effect from"
    r"|following|after|until|within|at|through|under)\s",
    re.I,
)
# What may follow a unit in a subject: where it is ("at Dover"), how many work there, who helps it ("together with …").
_PLACED = re.compile(
    r",?\s{1,8}(?:(?:based|located)\s)?(?:at|in|within|across)\s(?:(?!\band\s(?:the|its|our)\b)[^,;]){1,60},?"
    r"|\s(?:of|with)\s(?:\d+|two|three|four|five|six|seven|eight|nine|ten|twelve|some|about)\b[^,;]{0,40},?"
    r"|\sfor\s(?:its|their)\spart"
)
_HELPED = re.compile(
    r",\s{1,8}(?:together\swith|along\swith|alongside|with|working\swith|working\stogether|in\s\w{3,20}\swith"
    r"|supported\sby|assisted\sby|chaired\sby|led\sby|headed\sby|part\sof|as\sthe|acting"
    r"|which\s(?:is|are|was|were)\s(?:\w+ly\s)?(?:chaired|led|headed|sponsored|attended|supported)\sby)\s[^;:]{1,120}"
)
# "ASRA’s contract managers": what the people of a body do, it does.
_STAFFED = re.compile(rf"(?<=[A-Za-z)])(?:[’']s?)?(?:{_GAP}[a-z]{{3,12}})?{_GAP}(?:{words.STAFF})$")
_WORKERS = re.compile(
    rf"(?:[\w-]+{_GAP}){{0,2}}(?:{words.STAFF}){_GAP}(?:(?:from|of)|(?:in|at|within)(?={_GAP}(?-i:(?:the\s)?[A-Z]{{3,}})\b)){_GAP}"
    rf"(?:(?:the|both){_GAP})?(?-i:(?=[A-Z]))",
    re.I,
)
_VERB = re.compile(
    rf"{_GAP}now{_GAP}(?!(?:{_SMALL}|being|been|also|not|all|only|very|more|less)\b)[a-z]{{3,}}(?<!ed)(?<!ing)\b"
    rf"|{_GAP}(?:now{_GAP}|also{_GAP}|since{_GAP}|[a-z]+ly{_GAP})?"
    rf"(?:(?!(?:based|located|concerned|involved|called|named|responsible)\b)[a-z]+ed|took|met|held|wrote|began|set|ran|gave"
    rf"|made|brought|sent|found|went|spoke|{lexicon.DOES})\b"
)
_APPOSED = re.compile(r",\s{1,8}(?:the\s{1,8})?(?=[A-Z])")
_RANK = re.compile(
    r"(?:[A-Z][\w-]*\s)?(?:Superintendent|Commander|Constable|Inspector|Governor|Director|Minister)\s[A-Z]"
)
# Without capitals: "the visa section", "a joint tasking group"; "a new team" is nobody who could be told again.
_VAGUE = (
    r"new|same|further|additional|small|large|other|another|own|first|second|third|dedicated|special|specialist|separate|single|whole|local"
    r"|relevant|responsible|different|existing|current|present|each|every|central|larger|smaller|full|entire|main|core"
)
_DUTIES = "line|senior|duty|local|case|shift|project|programme|individual|appropriate|countersigning|reporting"
_SECTION = re.compile(
    rf"(?:(?i:the|a|an|our|its|this){_GAP})(?:(?:new|small|single|dedicated|separate|local){_GAP}){{0,2}}(?P<name>(?:task\sand\sfinish{_GAP}|(?:(?!(?:{_SMALL}|{_VAGUE}|and)\b)"
    rf"[a-z][a-z-]{{1,20}}{_GAP}){{1,3}})"
    r"(?:team|unit|section|directorate|secretariat|group|board|panel|committee|branch|taskforce|inspectorate|cell|hub))\b"
    r"(?!\s{1,8}manager\b)"
    rf"|(?:(?i:the|our){_GAP})(?P<firm>(?:(?!(?:{_SMALL}|{_VAGUE}|and)\b)[a-z][a-z-]{{1,20}}{_GAP}){{0,2}}"
    r"(?:supplier|contractor|provider"
    r"|(?:commercial|delivery)\spartner))\b"
    # Any team can be told by its place: "a small team in Leeds".
    rf"|(?:(?i:the|a|an|our){_GAP})(?:(?:new|small|single|dedicated|separate){_GAP}){{0,2}}(?P<placed>(?:[a-z][a-z-]{{1,20}}{_GAP}){{0,3}}(?:team|unit|group){_GAP}"
    rf"(?:based{_GAP})?(?:in|at){_GAP}{_PLAIN})"
    rf"|(?:(?i:the|our|its){_GAP})(?P<post>(?!(?:{_VAGUE}|{_DUTIES})\b)(?:(?!(?:{_SMALL}|and)\b)[a-z][a-z-]{{1,20}}{_GAP}){{1,3}}manager)\b"
)
# "line managers", "Team leaders in the Compliance Network": those in charge of others, who are somebody where they act;
# "managers" alone are nobody in particular.
_RANKED = r"(?:line|local|regional|duty|shift|team|area|operational|hub|port|first-line|senior|dispatch)\s{1,8}"
_CHARGE = re.compile(
    rf"(?P<name>(?:{_RANKED}){{1,2}}(?:managers|directors|(?:[a-z]{{3,15}}\s{{1,8}})?leads)|ministers|managers(?=\s{{1,8}}(?:in|at|within|across)\s)"
    rf"|(?:{_RANKED}){{0,2}}(?:supervisors|team\s{{1,8}}leaders|technical\s{{1,8}}specialists))\b"
    r"(?:\s{1,8}(?:in|at|within|across|from)\s[^,;]{1,80})?",
    re.I,
)
_TIME = re.compile(
    r"(?i:from|since|as of|in|on|by|with effect from)\s{1,8}"
    r"(?:[A-Z\d][\w’]{0,20}\s{1,8}|the\s{1,8}\w{1,20}\s{1,8}|now\s{1,8}on\s{1,8}){1,3}(?=[a-z])"
)
# "A Deputy Director in Estates | has been appointed", "a technical specialist | was recruited"
_APPOINTEE = re.compile(
    r"(?i:an?|the)\s{1,8}(?:(?:new|dedicated|additional|full-time|permanent)\s{1,8})?"
    r"(?P<name>(?:[A-Za-z][\w’-]{1,20}\s{1,8}){0,4}"
    r"(?i:manager|lead|officer|specialist|advis[eo]r|coordinator|champion|director|analyst))"
    r"(?:\s{1,8}(?:in|for|at|of|from|to)\s[^.;]{1,60})?"
)
_APPOINTED = re.compile(
    r"\s{1,8}(?:has\s{1,8}(?:now\s{1,8}|also\s{1,8})?been|was)\s{1,8}(?:now\s{1,8}|also\s{1,8})?"
    r"(?:appointed|recruited|nominated|identified|designated|assigned|hired|seconded)\b"
)


def charge(text: str, start: int, end: int) -> Party | None:
    """Those in charge of others who are named at the offset."""
    match = _CHARGE.match(text, start, end)
    return Party(*match.span("name"), " ".join(match["name"].split()), sure=False, many=True) if match else None


def appointee(text: str, start: int, end: int, verb: int) -> Party | None:
    """The holder of a new post who is the subject, where the verb tells what is done after the appointment."""
    given = _APPOINTED.match(text, end, verb)
    match = _APPOINTEE.fullmatch(text, start, end) if given else None
    return Party(*match.span("name"), " ".join(match["name"].split()), sure=True, office=True) if match else None


def subject(text: str, start: int, end: int) -> list[Party]:
    """Those whom a subject consists of, after what may lead to it; none where it is anything else."""
    end = start + len(text[start:end].rstrip(" \n,"))
    if end - start > _LONGEST:
        return []
    if found := _in_charge(text, start, end):
        return [found]
    people = _STAFFED.search(text, start, end)
    end = people.start() if people else end
    for place in _places(text, start, end):
        if acting := _all(text, place, end) or _head(text, place, end):
            return acting
    return []


def _in_charge(text: str, start: int, end: int) -> Party | None:
    """Those in charge of others who are the whole subject, after a time that may lead to it."""
    lead = _TIME.match(text, start, end)
    place = lead.end() if lead else start
    return charge(text, place, end) if _CHARGE.fullmatch(text, place, end) else None


def _head(text: str, start: int, end: int) -> list[Party]:
    """The one who acts where more is said of it than its name: its place, its helpers, the person or the office."""
    first = section(text, start, end) or agent(text, _name_start(text, start, end), end)
    if first and (first.sure or first.many):
        rest = _after_short(text, first.end, end)
        if rest == end or _PLACED.fullmatch(text, rest, end) or _HELPED.fullmatch(text, rest, end):
            return [first]
    apposition = apposed(text, start, end)
    return [apposition] if apposition else []


def apposed(text: str, start: int, end: int) -> Party | None:
    """The office in "Jane Doe, Head of Estates" or "the Head of Estates, Jane Doe": the post acts, not the person."""
    for joint in _APPOSED.finditer(text, start, end):
        one, two = whole(text, start, joint.start()), whole(text, joint.end(), end)
        if two and two.office and (not (one and one.sure) or _RANK.match(one.name)):
            return two
        if one and one.office and two and not two.sure:
            return one
    return None


def _after_short(text: str, place: int, end: int) -> int:
    """Where the text goes on behind the acronym in brackets that may follow a name."""
    short = _IN_SHORT.match(text, place, end)
    return short.end() if short else place


def section(text: str, start: int, end: int) -> Party | None:
    """A unit, or the one firm, that is written without capitals, where its article stands at the offset."""
    match = _SECTION.match(text, start, end)
    if match is None:
        return None
    kind = match.lastgroup or "name"
    return Party(*match.span(kind), " ".join(match[kind].split()), sure=True, office=kind == "post")


def agent(text: str, start: int, end: int) -> Party | None:
    """The longest name that begins at the offset, None where none does."""
    for pattern in (_LISTED_PARTY, _PARTY):
        match = pattern.match(text, start, end)
        found = read(text, match) if match else None
        if found and (pattern is _PARTY or found.sure):
            return found
    return None


def named(text: str, start: int, end: int) -> Party | None:
    """The name that begins at the offset, with or without capitals."""
    return section(text, start, end) or agent(text, start, end)


def telling(text: str, start: int, end: int) -> Party | None:
    """The name with which a stretch begins in which its verb stands too: "The Records Unit visits each"."""
    found = named(text, _name_start(text, start, end), end) or named(text, start, end)
    rest = _after_short(text, found.end, end) if found else end
    return found if rest < end and _VERB.match(text, rest) else None


def is_verb(text: str, place: int) -> bool:
    """Whether the text goes on with a verb of the present or the past."""
    return bool(_VERB.match(text, place))


def workers(text: str, start: int, end: int) -> int | None:
    """Where the body begins whose people a subject is: "officials from the Records Unit"; None where it is not that."""
    people = _WORKERS.match(text, start, end)
    return people.end() if people else None


def joined(sentence: str) -> Iterator[tuple[int, int]]:
    """The stretches of a sentence that are the name of one unit although "and" or a comma stands inside."""
    for pattern in (_LISTED_PARTY, _PARTY) if _INSIDE.search(sentence) else ():
        for found in pattern.finditer(sentence):
            match = pattern.match(sentence, _name_start(sentence, found.start(), found.end()))
            party = read(sentence, match) if match else None
            if party and party.sure and not party.office and len(several(sentence, party)) == 1:
                yield party.start, party.end


def _name_start(sentence: str, start: int, end: int) -> int:
    """Where a name begins behind words that only have their capital from the beginning of the sentence."""
    while (lead := _LEAD.match(sentence, start, end)) and lead.end() > start:
        start = lead.end()
    return start


def whole(text: str, start: int, end: int) -> Party | None:
    """The name that the stretch consists of, None where there is more in it, or something else."""
    article = _ARTICLE.match(text, start, end)
    begin = article.end() if article else start
    for pattern in (_PARTY, _LISTED_PARTY):
        match = pattern.fullmatch(text, begin, end)
        if match:
            return read(text, match)
    return None


def _places(text: str, start: int, end: int) -> Iterator[int]:
    """Where a name may begin in a subject: at its beginning, or after an adjunct."""
    yield start
    if _ADJUNCT.match(text, start, end):
        for match in re.finditer(r"(?<=\s)(?=[A-Z])", text[start:end]):
            yield start + match.start()


def _all(text: str, start: int, end: int) -> list[Party]:
    """The parties joined by "and" that fill the stretch; what follows the first without a capital acts with it."""
    if one := whole(text, start, end):
        return several(text, one)
    for joint in reversed(list(_AND.finditer(text, start, end))):
        if first := whole(text, start, joint.start()):
            rest = subject(text, joint.end(), end)
            alone = text[joint.end() : joint.end() + 1].islower() and not rest
            return [*several(text, first), *rest] if rest or alone else []
    return []


def several(text: str, party: Party) -> list[Party]:
    """One party, or the two that "and" joins where each of them is one by itself ("NES and NSS")."""
    for joint in _AND.finditer(text, party.start, party.end):
        one, two = whole(text, party.start, joint.start()), whole(text, joint.end(), party.end)
        if one is None or two is None or not (two.office or not words.HEADED.match(party.name)):
            continue
        if (
            words.UNIT_OF.match(party.name) and two.start == joint.end()
        ):  # "Office of the Police and Crime Commissioner"
            continue
        if _are_two(text, party, one, two):
            return [one, two]
    return [party]


def _are_two(text: str, party: Party, one: Party, two: Party) -> bool:
    """Whether the halves of a name are names of their own, by their words or elsewhere in the text."""
    if ACRONYM.fullmatch(one.name) or (one.sure and two.sure):
        return True
    counts = [text.count(half.name) for half in (one, two) if " " in half.name]
    return not party.sure and len(counts) == 2 and min(counts) > text.count(party.name)

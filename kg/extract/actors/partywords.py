"""The words that tell in a name whether it is that of a unit, an office or a thing, and in a verb that a body acts."""

from __future__ import annotations

import re

from kg.extract.acts import lexicon

UNIT = re.compile(
    r"\b(?:Team|Unit|Directorate|Group|Command|Board|Council|Police|Network|Department|Services?|Office|Agency"
    r"|Secretariat|Authority|Constabulary|Inspectorate|Commission|Division|Force|Hub|Operations|Taskforce|Committee"
    r"|Bureau|Ministry|Trust|Association|Institute|College|University|Federation|Consortium|Foundation|Help\s?[Dd]esk|Cell|Panel|Branch"
    r"|Region|Academy|Army|Navy|(?<=[a-z]\s)Section"
    r"|Limited|Ltd|plc|PLC|LLP)s?$"
    r"|^(?:HM\s(?:Treasury|Revenue|Passport|Courts|Prison)|NHS\s(?:England|Scotland|Wales|Improvement|Digital|Resolution|Property|Providers)|HMP|HMYOI|YOI)\b"
)
"""How the name of a unit or body ends."""
UNIT_OF = re.compile(r"(?:\w+\s)?(?:Office|Ministry|Department|Board|Directorate|Council|Commission)\s+(?:of|for)\b")
"""How one begins: "Office of the …", "Ministry of …"."""
_DEGREE = r"(?:(?:Deputy|Assistant|Regional|Area|Prison|Group|National|Executive|Managing|Clinical|Operational)\s)?"
OFFICE = re.compile(
    rf"(?:[A-Z][\w’'&-]*\s){{0,3}}?(?:Head\sof|{_DEGREE}Director(?:[\s-]General)?|{_DEGREE}Governor|{_DEGREE}Commissioner"
    r"|Commander|Superintendent|Secretary\sof\sState|(?:Permanent|Cabinet|Home|Foreign|Justice|Health|Defence|Education)\sSecretary|Adjutant\sGeneral|Minister(?=\s(?:of|for)\b)"
    r"|Chief\s(?:Executive|Constable|Operating\sOfficer|Information\sOfficer|Medical\sOfficer|of\sStaff|of\s[A-Z]\w+)"
    r"|(?:Operations|Regional|Area|District|General)\sManager)(?=,|\s(?:of|for)\b|\s[A-Z(]|$)"
)
"""How the name of an office begins that one person holds."""
POST = re.compile(r"(?:[A-Z][\w’'&-]*\s){1,4}(?:Manager|Lead|Officer|Champion|Coordinator|Controller)")
"""The name of a post that one person holds where "the" stands before it."""
HEADED = re.compile(rf"{UNIT_OF.pattern}|{OFFICE.pattern}")
"""How the names begin in which "and" joins what somebody is head or the office of."""
_GRADES = (
    r"Officers|Managers|Leaders|Leads|Directors|Advis[eo]rs|Ministers|Workers|Heads|Champions|Supervisors|Constables"
    r"|Sergeants|Governors|Commissioners|Caseworkers|Coordinators|Secretaries|Directors\sGeneral|Specialists|Analysts"
    r"|Trainers|Nurses|Doctors|Teachers|Guards"
)
GRADE = re.compile(rf"(?:{_GRADES})$")
"""How the names of grades end: those who bear them are somebody where they act ("Chief Caseworkers will visit")."""
MANY = re.compile(
    rf"(?:{_GRADES}|Inspectors|Staff|Members|Officials|Colleagues|Customers|Applicants|Prisoners|Detainees|Victims|Parties"
    r"|Parents|People|Individuals|Partners|Employers|Suppliers|Owners|Executives|Authorities|Agencies|Boards|Councils"
    r"|Forces|Departments|Trusts|Prisons|Courts|Schools|Carriers|Companies)$"
)
"""How names end that many bear, who are nobody in particular."""
STAFF = (
    "analysts|officials|officers|staff|colleagues|caseworkers|managers|team leaders|leads|lawyers|advisers|trainers"
    "|inspectors|engineers|specialists|investigators|directors|designers"
)
"""Words for the people of a body, for a pattern: what "HMRC analysts" do, HMRC does."""
THING = re.compile(
    r"(?:Strategy|Strategies|Plan|Programme|Project|System|Act|Bill|Review|Guidance|Guide|Policy|Policies|Framework|Report"
    r"|Charter|Agreement|Survey|Database|Scheme|Code|Directive|Letter|Form|Toolkit|Tool|Dashboard|Portal|App|Application"
    r"|Platform|Course|Module|Standard|Procedure|Protocol|Manual|Handbook|Model|Campaign|Pilot|Trial|Register|Log|Bulletin"
    r"|Statement|Regulation|Rule|Order|Fund|Facility|Initiative|Pledge|Contract|Memorandum|Schedule|Inspection"
    r"|Recommendation|Training|Workshop|Meeting|Index|Budget|Roadmap|Blueprint|Vision|Principle|Record|Data|Software"
    r"|Website|Inquiry|Understanding|Practice|Reference|Instruction|Notice|Note|Paper|Package|Process|Processes"
    r"|Processing|Change|Release|Phase|Stage|Part|Annex|Chapter|Table|Year|Quarter|Summit|Conference|Session"
    r"|Term|Week|Day|Assessment|Evaluation|Consultation|Exercise|Mission|Questionnaire|Checklist|Template|Catalogue"
    r"|Directory|Library|Archive|Calendar|Rota|Allowance|Grant|Tariff|Visa|Permit|Passport|House|Building|Airport|Port"
    r"|Street|Wing|Event|Settlement|Treaty|Convention)s?$"
)
"""How the names of things end: documents, systems, rules, times, places."""
WEAK = re.compile(r"(?:Policy|Standards|Facilities|Data|Training|Records|Change|Projects)$")
"""Those of them that name functions too: "Quality and Standards" can be a unit."""
NOBODY = re.compile(
    r"(?:Operation|Project|Recommendations?|Annex|Chapter|Section|Phase|Part|Stage|Table|Exercise|Article|Paragraph"
    r"|Appendix|Action|Figure|Mr|Mrs|Ms|Dr|Sir|Dame|Lord|Lady|Professor|Baroness|January|February|March|April|May|June"
    r"|July|August|September|October|November|December|Spring|Summer|Autumn|Winter|Monday|Tuesday|Wednesday|Thursday"
    r"|Friday|Saturday|Sunday|Christmas|Easter|Q\d|FY|The|A|An|We|It|This|These|That|Those|They|He|She|There|I|All|Each|Any"
    r"|Some|Many|Most|Both|Our|Their|Its|His|Her|Such|No|UK|EU|UN|GB|IT|Parliament|Royal\sAssent|If|When|Where|Since|From"
    r"|In|On|By|To|For|With|After|Before|During|Following|Under|Through|Until|At|As)\b"
)
"""How words with a capital begin that name nobody."""
INSPECTORS = re.compile(
    r"\b(?:ICIBI|HMI(?:P|PS|C|CS|CFRS)|Ofsted|CQC|NAO|Inspect(?:or|orate)|Ombudsman|Auditor\sGeneral|Select\sCommittee"
    r"|Care\sQuality\sCommission|Public\sAccounts(?:\sCommittee)?|National\sAudit\sOffice|Audit\s(?:Wales|Scotland))\b"
)
"""Those who made the recommendations."""
FUNCTIONS = frozenset(
    ["Digital", "Finance", "Commercial", "Legal", "Estates", "Procurement", "Communications", "HR", "Security"]
)
"""One word that, without an article, names a part of an organisation."""

SURE_ALONE = frozenset(
    [
        "Finance",
        "Commercial",
        "Legal",
        "Estates",
        "HR",
        "Board",
        "Committee",
        "Trust",
        "Council",
        "Panel",
        "Secretariat",
        "Post",
    ]
)
"""Those that are no activity or quality as well ("Procurement will begin", "Security will improve"), and the bodies
that are named by their kind ("the Board")."""

_BODILY = """
    complet agree(?!ment|able) suppl return monitor examin chair obtain resum send sent redraft analys collect
    negotiat remind circulat search supervis test submit attend advis put employ commenc produc try tries tried deploy
    accompan interview nominat recalculat restor clean repair purchas prepar task approach prosecut apologis endors
    authoris reappoint renegotiat consolidat refresh rebuil compos spoke speak resum approv decid cease convers reserv
    doubl
"""
# What things "do" as well: a plan "sets out", a database "works", a system "works with".
_OF_THINGS = re.compile(
    r"\s*(?:\w+ly\s+)?(?:set(?:s|ting)?\s+out|work(?:s|ed|ing)?\b(?!\s+(?:with|to)\b)|cover|complement)", re.I
)
# Verbs that things have as well, with what only a body does them to.
_PHRASES = re.compile(
    r"\s*(?:\w+ly\s+)?(?:(?:tak(?:e|en|ing)|took)\s+(?:on|over)\b|(?:bring|brought|bringing)\s+in\b"
    r"|fit(?:s|ted|ting)?\s+out\b|work(?:s|ed|ing)?\s+on\s+(?:an?|the|its|their|this)\b"
    r"|added\s+(?:an?|\d+|one|two|three|four|five|six|further|more|extra|another)\b"
    r"|(?:run|ran|running|runs|hold|held|holding|holds)\s+(?:[\w’'-]+\s+){0,4}?(?:workshops?|meetings?|events?|courses?"
    r"|exercises?|sessions?|seminars?|interviews|discussions|talks|campaigns?|briefings?|pilots?|trials?|focus\s+groups|conferences?|panels?|surger(?:y|ies))\b"
    r"|(?:make|made|making)\s+[^.;,]{3,60}?\s(?:a\s+condition|mandatory|compulsory)\b|put\s+(?:in\s+place|forward)\b)",
    re.I,
)
_MORE = re.compile(rf"\s*{lexicon.ADVERB}(?:{'|'.join(_BODILY.split())})[a-z]{{0,4}}\b", re.I)
_AUXILIARIES = re.compile(
    r"(?:(?:will|shall|would|could|may|might|has|have|is|are|was|were|be|been|being|to|due|expected|planned|intends?"
    r"|plans?|proposes?|aims?|continues?|begun|began|started|committed|also|now|already|then|since|both|first|jointly|instead"
    r"|nevertheless|therefore|however|currently|soon|not|only),?\s+)*",
    re.I,
)


# What no system does, however it is described: a name of one word may be that of a system ("Atlas will send …").
_HUMAN = re.compile(
    rf"\s*{lexicon.ADVERB}(?:(?:re)?train|recruit|hir|appoint|agreed|wr(?:ite|ote|itten)|met|meet(?:ing)?|consult|visit"
    r"|negotiat|sign(?!al|if)|employ|discuss|brief|commission|apologis|interview|attend|review|investigat|audit|inspect"
    r"|publish|replac|hold|held|pilot|trial|tak(?:en|ing)\son|fit(?:s|ted|ting)?\sout|added\s(?:an?|\d+|two|three|four|five|six)\b)",
    re.I,
)


# What somebody has in mind: "plans to", "has pledged"; things "aim to" as well, and are "intended to".
_WILLED = re.compile(
    rf"(?:(?:will|shall|would|could|has|have|had|is|are)\s+)?{lexicon.ADVERB}"
    r"(?:(?:plan|intend|propose|hope|undertake)s?\s+to\b|(?:wish|wishes|want|wants|like)\s+to\b|(?:hope|like)\s+to\b"
    r"|(?:planning|hoping|looking|in\s(?:discussions?|talks|negotiations?|negotiation)|at\swork)\s+(?:to|on|with|about)\b"
    r"|(?:promised|pledged|volunteered|opted|decided|resolved|offered|undertaken|chosen|elected|ceased)\s+to\b"
    r"|(?:promise|pledge|commit)s?\s+(?:itself\s+)?to\b|made\s+(?:a|the)\s+(?:commitment|decision|undertaking)\b"
    r"|be\s+(?:prepared|willing|happy|glad|content)\s+to\b|(?:taken|took|takes)\s+(?:ownership|responsibility)\b)",
    re.I,
)


# What befalls somebody who is named: "Ministers have received a report".
_RECEIVES = re.compile(r"(?:receiv|attend|benefit|gain|(?:have\s)?(?:sight|access)\b|(?:be\s)?(?:able|aware)\b)", re.I)


def receives(text: str, verb: int) -> bool:
    """Whether the verb at the offset, behind its auxiliaries, tells what befalls somebody, not what is done."""
    auxiliaries = _AUXILIARIES.match(text, verb)
    return bool(_RECEIVES.match(text, auxiliaries.end() if auxiliaries else verb))


def willed(text: str, verb: int) -> bool:
    """Whether the verb at the offset tells what somebody has in mind."""
    return bool(_WILLED.match(text, verb))


def human(text: str, verb: int) -> bool:
    """Whether the verb at the offset, behind its auxiliaries, is one that no system or programme can do."""
    auxiliaries = _AUXILIARIES.match(text, verb)
    return bool(_HUMAN.match(text, auxiliaries.end() if auxiliaries else verb)) or willed(text, verb)


def bodily(text: str, verb: int) -> bool:
    """Whether the verb at the offset, behind its auxiliaries, is one that nothing but a body can do."""
    auxiliaries = _AUXILIARIES.match(text, verb)
    at = auxiliaries.end() if auxiliaries else verb
    if _PHRASES.match(text, at) or willed(text, verb):
        return True
    at += 3 if text.startswith("re-", at) else 0
    return bool(lexicon.DELIBERATE.match(text, at) or _MORE.match(text, at)) and not _OF_THINGS.match(text, at)

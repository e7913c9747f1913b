"""The vocabulary of the generated documents: what is inspected, what fails, what is asked for and what is promised."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from rdflib import Graph
from rdflib.namespace import RDF, SKOS

from kg.namespaces import INSP
from kg.resources import reference_files

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

# Local names of ontology/themes.ttl, most frequent first; each with the things that can be acted upon.
THEMES: dict[str, tuple[str, ...]] = {
    "guidance": ("the guidance", "the operational manual", "the written instructions", "the guide for new staff"),
    "training": ("the training package", "the induction course", "the refresher training", "the mentoring scheme"),
    "record-keeping-and-data": (
        "the record keeping",
        "the management information",
        "the case records",
        "the data return",
    ),
    "assurance": ("the second-line assurance", "the quality assurance framework", "the dip sampling", "the audit plan"),
    "performance": (
        "the performance measures",
        "the service level agreement",
        "the targets",
        "the productivity metrics",
    ),
    "it-systems-and-access": ("the user access", "the licences", "the digital platform", "the local spreadsheets"),
    "timeliness-and-backlogs": ("the oldest cases in the backlog", "the timescales", "the delays in allocation"),
    "governance-and-remit": ("the terms of reference and remit", "the governance structure", "the operating mandate"),
    "recruitment-and-workforce-planning": ("the workforce plan", "the recruitment campaign", "the staffing model"),
    "stakeholder-engagement-and-communication": (
        "the stakeholder forum",
        "the communication plan",
        "the engagement plan",
    ),
    "decision-quality": (
        "the evidence base for decisions",
        "the consistency of decisions",
        "the decision-making minutes",
    ),
    "referrals": ("the referral form", "the referral criteria", "the route for urgent referrals"),
    "safeguarding-and-vulnerability": (
        "the safeguarding checklist",
        "the welfare checks",
        "the vulnerability assessment",
    ),
    "intelligence-and-information-sharing": ("the handling of allegations", "the information sharing agreement"),
    "feedback-and-lessons": ("the feedback loop", "the log of lessons learned", "the exchange of best practice"),
    "customer-service-and-complaints": ("the complaints process", "the helpline", "the letters to applicants"),
    "operational-planning": ("the planning of enforcement visits", "the template for visit debriefs"),
    "detention": ("the reception of detained people", "the rooms for detainees"),
    "use-of-powers": ("the use of search warrants", "the authority levels for arrests", "the log of coercive powers"),
    "community-impact-and-equality": ("the community impact assessment", "the equality impact assessment"),
}

TOPICS = (
    "further submissions", "family reunion", "general aviation", "freight examination", "spouse applications",
    "student visits", "cash seizures", "property handling", "interview scheduling", "age assessment",
    "escort bookings", "country information", "fee waivers", "short-term holding", "voluntary returns",
    "juxtaposed controls", "small boats", "parcel inspection", "passport fraud", "sponsor licensing",
    "bail reporting", "removal directions", "witness statements", "unannounced visits", "airline liaison",
    "biometric enrolment", "asylum accommodation", "landlord checks", "crew lists", "seasonal workers",
    "in-country renewals", "statelessness claims", "presenting officers", "border queues", "prisoner transfers",
    "watchlist matches", "citizenship ceremonies", "visa appeals", "emergency travel papers", "minor ports",
)  # fmt: skip

PLACES = (
    "Croydon", "Liverpool", "Heathrow", "Gatwick", "Dover", "Sheffield", "Glasgow", "Cardiff", "Belfast", "Leeds",
    "Harwich", "Felixstowe", "Birmingham", "Manchester", "Solihull", "Stansted", "Luton", "Portsmouth", "Hull",
    "Calais",
)  # fmt: skip

ROLES = (
    "caseworkers", "duty managers", "frontline officers", "team leaders", "chief immigration officers",
    "presenting officers", "administrative staff", "arrest-trained officers", "interpreters", "new joiners",
    "senior caseworkers", "port staff", "entry clearance managers", "contract monitors",
)  # fmt: skip

VERBS = (
    "Review", "Revise", "Publish", "Simplify", "Extend", "Clarify", "Update", "Standardise", "Test", "Evaluate",
    "Improve", "Strengthen", "Set out", "Replace", "Monitor",
)  # fmt: skip

AIMS = (
    "no case is left without a named owner",
    "the same facts lead to the same outcome in every office",
    "{role} know what is expected of them",
    "the reasons for each decision can be read from the file",
    "people at risk are noticed at the first contact",
    "errors are found before a letter is sent",
    "work does not wait for a single specialist",
    "ministers can see how long applicants wait",
    "{role} in {place} and {place2} work in the same way",
    "what was learnt in {place} reaches other offices",
    "the time between receipt and allocation falls",
    "managers can tell which checks were missed",
)

LIMITS = (
    "giving priority to {topic}",
    "taking account of the views of {role}",
    "beginning with the offices in {place} and {place2}",
    "including those that concern {topic}",
    "using a sample of at least {count} files",
    "with particular attention to {topic}",
)

FAILINGS = (
    "the sample in {place} held {count} files without a signature",
    "{role} in {place} were uncertain about {topic}",
    "the two offices read the same instruction in different ways",
    "cases of {topic} are complex",
    "the volume of {topic} in {place} was higher than forecast",
    "local habits differ between {place} and {place2}",
    "consistency matters to applicants",
)

# What a body says without promising anything.
REMARKS = (
    "The {publisher} recognises that {failing}.",
    "The {publisher} acknowledges that {failing}.",
    "It is important that {aim}.",
    "The inspector rightly notes that {failing}.",
    "We understand that {failing}.",
    "Demand for {topic} varies with the season.",
)
REFUSALS = (
    "The {publisher} does not believe that a change here would be proportionate.",
    "The present arrangements strike the right balance between cost and control.",
    "The cost of a separate arrangement for {topic} would outweigh its benefit.",
)

# Base form, present participle and past participle of what a body does to a thing.
ACTIONS = (
    ("review", "reviewing", "reviewed"),
    ("revise", "revising", "revised"),
    ("update", "updating", "updated"),
    ("publish", "drafting", "published"),
    ("pilot", "piloting", "piloted"),
    ("redesign", "redesigning", "redesigned"),
    ("extend", "extending", "extended"),
    ("replace", "replacing", "replaced"),
    ("introduce changes to", "introducing changes to", "introduced changes to"),
    ("roll out", "rolling out", "rolled out"),
    ("develop", "developing", "developed"),
    ("commission an evaluation of", "evaluating", "commissioned an evaluation of"),
    ("test", "testing", "tested"),
    ("circulate", "preparing", "circulated"),
)

PUBLISHERS = ((2012, "UK Border Agency"), (9999, "Home Office"))
"""Who answers, with the last year in which it does."""

_PLAIN_ENDINGS = (
    "Force",
    "Enforcement",
    "Immigration",
    "Offices",
    "Planning",
    "Technology",
    "Transformation",
    "Deloitte",
)


@dataclass(frozen=True, slots=True)
class Names:
    """The names that the reference data know, sorted: who may act (with its article) and which systems there are."""

    actors: tuple[str, ...]
    systems: tuple[str, ...]


@cache
def names() -> Names:
    """The teams and systems of data/reference, as the texts may name them."""
    graph = Graph()
    for path in reference_files():
        graph.parse(path)
    teams = sorted(
        {str(label) for team in graph.subjects(RDF.type, INSP.Team) for label in graph.objects(team, SKOS.prefLabel)}
    )
    systems = sorted(
        {str(label) for system in graph.subjects(RDF.type, INSP.System) for label in _names_of(graph, system)}
    )
    return Names(tuple(_with_article(name) for name in teams if not name.endswith("eams")), tuple(systems))


def _names_of(graph: Graph, thing: object) -> list[str]:
    return [str(name) for predicate in (SKOS.prefLabel, SKOS.altLabel) for name in graph.objects(thing, predicate)]  # type: ignore[arg-type]


def _with_article(name: str) -> str:
    return name if name.endswith(_PLAIN_ENDINGS) or name.startswith("HM ") else f"the {name}"

"""Names that nobody defined: properties, classes and concepts that are slips, with the known name they are nearest to.

The own namespaces (ontology, themes, forms) are closed: what they do not define does not exist. The vocabularies of
others are known from the lists that rdflib brings, the Web Annotation vocabulary from the one below. Names of a
namespace that is not known at all are nobody's slip, unless the namespace is nearly a known one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from rdflib import Graph, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, ORG, OWL, PROV, RDF, RDFS, SDO, SKOS, DefinedNamespace
from rdflib.term import Node

from kg.namespaces import FORM, INSP, OA, PREFIXES, SH, THEME, shorten
from kg.validate.report import CHECK, Result, Rule, Severity

_OWN = (str(INSP), str(THEME), str(FORM))
_LISTS: tuple[type[DefinedNamespace], ...] = (DCAT, DCTERMS, FOAF, ORG, OWL, PROV, RDF, RDFS, SDO, SKOS)
_ANNOTATION = (  # Web Annotation Vocabulary, W3C Recommendation 23 February 2017, chapters 3 and 4
    "Annotation Choice CssSelector CssStyle DataPositionSelector Direction FragmentSelector HttpRequestState "
    "Motivation PreferContainedDescriptions PreferContainedIRIs RangeSelector ResourceSelection Selector "
    "SpecificResource State Style SvgSelector TextPositionSelector TextQuoteSelector TextualBody TimeState "
    "XPathSelector annotationService assessing autoDirection bodyValue bookmarking cachedSource canonical "
    "classifying commenting describing editing end exact hasBody hasEndSelector hasPurpose hasScope hasSelector "
    "hasSource hasStartSelector hasState hasTarget highlighting identifying linking ltrDirection moderating "
    "motivatedBy prefix processingLanguage questioning refinedBy renderedVia replying rtlDirection sourceDate "
    "sourceDateEnd sourceDateStart start styleClass styledBy suffix tagging textDirection via"
)
_LIKE, _NAMESPACE_LIKE = 0.6, 0.9

UNKNOWN_TERM = Rule(
    CHECK["unknown-term"],
    "Term of the ontology",
    "A name that the ontology does not define is read by no query: what it says is lost without a word.",
    "The submission uses a name that the ontology does not define.",
    "Write the name as the ontology has it (kg docs builds the list of all terms).",
)
UNKNOWN_CONCEPT = Rule(
    CHECK["unknown-concept"],
    "Concept of a scheme",
    "Recommendations of different reports are compared by theme, issue and form, so these come from one list.",
    "The submission names a theme, issue or form that is in no scheme.",
    "Write the name as ontology/themes.ttl or ontology/forms.ttl has it.",
)
UNKNOWN_FOREIGN = Rule(
    CHECK["unknown-foreign-term"],
    "Term of another vocabulary",
    "A name that its vocabulary does not define is understood by nobody else.",
    "The submission uses a name that its vocabulary does not define.",
    "Write the name as the vocabulary has it.",
)


@dataclass(frozen=True, slots=True)
class Slip:
    """An unknown name where it stands, and the known one that it is nearest to (None where none is near)."""

    focus: Node
    path: URIRef
    term: URIRef
    nearest: URIRef | None

    @property
    def rule(self) -> Rule:
        place = str(self.term if self.nearest is None or _own(self.term) else self.nearest)
        if place.startswith((str(THEME), str(FORM))):
            return UNKNOWN_CONCEPT
        return UNKNOWN_TERM if place.startswith(str(INSP)) else UNKNOWN_FOREIGN

    @property
    def message(self) -> str:
        """What is said of it, with the name that was probably meant."""
        lacking = {UNKNOWN_TERM: "not a term of the ontology", UNKNOWN_CONCEPT: "in no scheme of themes or forms"}
        told = f"{shorten(str(self.term))} is {lacking.get(self.rule, 'not a term of its vocabulary')}"
        return f"{told}; did you mean {shorten(str(self.nearest))}?" if self.nearest else f"{told}."

    @property
    def sure(self) -> bool:
        """Whether only case, hyphens or the namespace tell the two apart, so that nothing else can be meant."""
        return self.nearest is not None and _folded(self.term) == _folded(self.nearest)


class Terms:
    """The names that `vocabulary` (the ontology with the reference data) defines."""

    def __init__(self, vocabulary: Graph) -> None:
        names = {node for node in vocabulary.subjects() if isinstance(node, URIRef)}
        self.own = {name for name in names if _own(name)}
        kinds = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
        self.properties = {name for kind in kinds for name in vocabulary.subjects(RDF.type, kind)} & self.own
        self.classes = set(vocabulary.subjects(RDF.type, OWL.Class)) & self.own

    def slips(self, data: Graph) -> Iterator[Slip]:
        """The unknown names of `data`: every property, every class, and of other objects those in own namespaces."""
        near: dict[tuple[URIRef, str], URIRef | None] = {}
        for focus, path, term, kind in sorted(_uses(data)):
            if (term, kind) not in near and not self._known(term, kind):
                near[term, kind] = self._nearest(term, kind)
            nearest = near.get((term, kind))
            if (term, kind) in near and (nearest is not None or _listed(term)):
                yield Slip(focus, path, term, nearest)

    def _known(self, term: URIRef, kind: str) -> bool:
        space, local = _split(term)
        if space in _OWN:
            return term in self.own
        if space in _closed():
            return local in _closed()[space]
        return kind == "thing" and not _near_namespace(space, _OWN)

    def _nearest(self, term: URIRef, kind: str) -> URIRef | None:
        space, local = _split(term)
        if space in _OWN:
            preferred = {"property": self.properties, "class": self.classes}
            other = self.own - self.properties - self.classes
            return _closest(local, _within(preferred.get(kind, other), space), _LIKE) or _closest(
                local, _within(self.own, space), _LIKE
            )
        if space in _closed():
            return _closest(local, [URIRef(space + name) for name in _closed()[space]], _LIKE)
        return self._moved(space, local)

    def _moved(self, space: str, local: str) -> URIRef | None:
        """The known term of this name in the known namespace that is nearly this one."""
        for other in _near_namespace(space, (*_OWN, *_closed())):
            term = URIRef(other + local)
            if term in self.own or local in _closed().get(other, ()):
                return term
        return None


def check(data: Graph, vocabulary: Graph) -> list[Result]:
    """A result for each unknown name of each node of `data`; `vocabulary` is the ontology with the reference data."""
    return [
        Result(
            focus=slip.focus,
            path=slip.path,
            value=slip.term,
            severity=Severity.WARNING if slip.rule is UNKNOWN_FOREIGN else Severity.VIOLATION,
            message=slip.message,
            rule=slip.rule,
            component=SH.InConstraintComponent,
        )
        for slip in Terms(vocabulary).slips(data)
    ]


def _uses(data: Graph) -> set[tuple[Node, URIRef, URIRef, str]]:
    """Every name that is used, as node, property, name and kind."""
    found: set[tuple[Node, URIRef, URIRef, str]] = set()
    for subject, predicate, value in data:
        if not isinstance(predicate, URIRef):
            continue
        found.add((subject, predicate, predicate, "property"))
        if isinstance(value, URIRef):
            found.add((subject, predicate, value, "class" if predicate == RDF.type else "thing"))
    return found


def _closest(local: str, names: Iterable[URIRef], cutoff: float) -> URIRef | None:
    """The name whose last part is nearest, whatever its case; of those as near the shortest."""
    matcher = SequenceMatcher(None, "", local.casefold(), autojunk=False)
    best: tuple[float, int, URIRef] | None = None
    for name in sorted(names):
        matcher.set_seq1(_split(name)[1].casefold())
        if matcher.quick_ratio() >= cutoff and (ratio := matcher.ratio()) >= cutoff:
            best = min(best or (1.0, 0, name), (-ratio, len(name), name))
    return best[2] if best else None


@cache
def _closed() -> dict[str, frozenset[str]]:
    """The names of the vocabularies whose lists are complete, by namespace."""
    lists = {str(space): frozenset(_split(URIRef(term))[1] for term in dir(space)) for space in _LISTS}
    return lists | {str(OA): frozenset(_ANNOTATION.split())}


@cache
def _near_namespace(space: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """The known namespaces that this one is nearly, the nearest first; none for one that is known."""
    if space in known or space in PREFIXES.values():
        return ()
    like = {other: SequenceMatcher(None, space.casefold(), other.casefold()).ratio() for other in known}
    return tuple(sorted((o for o, ratio in like.items() if ratio >= _NAMESPACE_LIKE), key=lambda o: -like[o]))


def _within(names: Iterable[Node], space: str) -> list[URIRef]:
    return [name for name in names if isinstance(name, URIRef) and str(name).startswith(space)]


def _listed(term: URIRef) -> bool:
    """Whether all names of the namespace are known, so that an unknown one does not exist."""
    return _split(term)[0] in (*_OWN, *_closed())


def _own(term: Node) -> bool:
    return _split(term)[0] in _OWN


def _split(term: Node) -> tuple[str, str]:
    """Namespace and local name."""
    found = re.fullmatch(r"(.*[#/])?([^#/]*)", str(term))
    return (found[1] or "", found[2]) if found else ("", str(term))


def _folded(term: URIRef | None) -> str:
    return re.sub(r"[-_]", "", _split(term or URIRef(""))[1]).casefold()

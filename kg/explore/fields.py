"""The parts that a person fills in as a form: node shapes made from shapes/, in the words that
@ulb-darmstadt/shacl-form understands, so that the rules and the form cannot disagree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, ORG, RDF, RDFS, SKOS, XSD
from rdflib.term import Node

from kg import reference
from kg.explore.common import tail
from kg.explore.shapes import FormShapes
from kg.interface import Store
from kg.namespaces import INSP, OA, PREFIXES, SH, shorten
from kg.validate import response_shapes

PARTS = (
    *(INSP.ResponseDocument, INSP.Report, INSP.Inspection),
    *(INSP.Recommendation, INSP.Response, INSP.Commitment, INSP.Claim, INSP.Assessment),
)
# what makes a draft hang together, and what follows from the rest: a form leaves these as they are
_GIVEN = frozenset(
    {DCTERMS.identifier, DCTERMS.source}
    | {INSP[name] for name in ("sourceSha256", "respondsTo", "reportsOn", "number", "madeIn", "directPartOf")}
    | {INSP[name] for name in ("effectiveAcceptance", "answers", "publishedIn", "promisedIn", "addresses")}
    | {INSP[name] for name in ("claimOf", "claimedIn", "assesses", "assessedIn")}
)
# shapes that are of a commitment with a date only: in a form their fields may stay empty
_DATED = ("dated-commitment",)
_KNOWN = frozenset(
    SH[name]
    for name in (
        *("path", "name", "description", "datatype", "nodeKind", "class", "in", "minCount", "maxCount", "pattern"),
        *(
            "flags",
            "minLength",
            "maxLength",
            "minInclusive",
            "maxInclusive",
            "minExclusive",
            "maxExclusive",
            "hasValue",
        ),
    )
)
_ASIDE = frozenset({RDF.type, SH.severity, SH.message, INSP.mend, SH.deactivated, SH.order, SH.group})
_OF_NODE = frozenset({SH.targetClass, SH.property, SH.nodeKind})
DASH = Namespace("http://datashapes.org/dash#")
_BODIES = frozenset(  # teams and bodies, which are chosen by name
    {DCTERMS.publisher} | {INSP[name] for name in ("respondent", "owner", "inspectedBy", "inspects")}
)
_LONG = frozenset({INSP.text, INSP.dueText, INSP.heading})  # what is written in several lines


def form(store: Store) -> FormShapes:
    """The shapes of the form, what its fields choose from, and the rules that are checked on submission only."""
    shapes, roots, left = _form()
    return {
        "shapes": shapes,
        "data": _turtle(_choices()),
        "roots": [{"iri": iri, "label": label, "path": ""} for iri, label in roots],
        "checkedOnSubmission": list(left),
    }


@cache
def _form() -> tuple[str, tuple[tuple[str, str], ...], tuple[str, ...]]:
    """What is the same in every store: the shapes, the roots with their labels, and what is left out."""
    shapes = _shapes()
    made, left = Graph(), list[str]()
    roots: list[Node] = []
    for part in PARTS:
        for node in sorted(shapes.subjects(SH.targetClass, part), key=str):
            if (node, SH.severity, SH.Violation) in shapes and (node, SH.property, None) in shapes:
                roots.append(node)
                left += _node(shapes, node, made)
            else:  # advice is given on submission, not asked for in the form
                left += [f"{_name(shapes, one)}: {_told(shapes, one)}" for one in _rules(shapes, node)]
    left += [
        f"{_name(shapes, node)}: {_told(shapes, node, SH.sparql)}"
        for node in sorted(set(shapes.subjects(SH.sparql)), key=str)
    ]
    labels = tuple((str(node), str(made.value(node, SH.name) or tail(str(node)))) for node in roots)
    return _turtle(made), labels, tuple(sorted(set(left)))


def paths(shape: str) -> frozenset[URIRef]:
    """What the form for a node shape fills in; empty for a shape that is none of the form."""
    made = _graph()
    return frozenset(
        URIRef(str(path)) for field in made.objects(URIRef(shape), SH.property) for path in made.objects(field, SH.path)
    )


def shape_of(kind: Node) -> str:
    """The node shape whose form is for things of a kind, "" where there is none."""
    return str(next(_graph().subjects(SH.targetClass, kind), ""))


def choices(draft: Graph) -> str:
    """As Turtle: the bodies, teams and systems that a draft describes, and whatever its fields hold already, each with
    its class and label. What a form does not offer it would take away."""
    made, data = Graph(), reference.graph()
    held = {
        (value, wanted)
        for path, wanted in _chosen()
        for value in draft.objects(None, path)
        if isinstance(value, URIRef)
    }
    for kind, wanted in (
        (INSP.Team, ORG.Organization),
        (ORG.FormalOrganization, ORG.Organization),
        (INSP.System, INSP.System),
    ):
        held |= {(thing, wanted) for thing in draft.subjects(RDF.type, kind) if isinstance(thing, URIRef)}
    for thing, wanted in sorted(held):
        label = draft.value(thing, SKOS.prefLabel) or data.value(thing, SKOS.prefLabel)
        _add(made, thing, [wanted], label or Literal(tail(str(thing))))
    return _turtle(made)


@cache
def _chosen() -> frozenset[tuple[URIRef, URIRef]]:
    """The properties whose values are chosen from a class, with the class."""
    return frozenset(
        (URIRef(str(path)), URIRef(str(wanted)))
        for field, wanted in _graph().subject_objects(SH["class"])
        for path in _graph().objects(field, SH.path)
    )


@cache
def _graph() -> Graph:
    return Graph().parse(data=_form()[0], format="turtle")


@cache
def _shapes() -> Graph:
    """The shapes as they are written."""
    return reference.load(tuple(response_shapes()))


def _rules(shapes: Graph, node: Node) -> list[Node]:
    """The rules of a node shape: its property shapes, else the shape itself."""
    return sorted(shapes.objects(node, SH.property), key=str) or [node]


def _node(shapes: Graph, node: Node, made: Graph) -> Iterator[str]:
    """Copy a node shape with the fields that a form can show; tells what it leaves out."""
    part = shapes.value(node, SH.targetClass)
    made.add((node, RDF.type, SH.NodeShape))
    for predicate in (SH.targetClass, SH.name, SH.description):
        for value in shapes.objects(node, predicate):
            made.add((node, predicate, value))
    made.add((node, RDFS.label, Literal(_name(shapes, node), lang="en")))
    fields = [(field, False) for field in sorted(shapes.objects(node, SH.property), key=str)]
    if part == INSP.Commitment:
        fields += [
            (field, True)
            for name in _DATED
            for dated in shapes.subjects(RDF.type, SH.NodeShape)
            if tail(str(dated)) == name
            for field in sorted(shapes.objects(dated, SH.property), key=str)
        ]
    known = {shapes.value(field, SH.path) for field, _ in fields}
    fields += [  # what is only recommended has a field too, such as the terms of use
        (field, True)
        for field in sorted(shapes.subjects(SH.targetClass, part), key=str)
        if (field, SH.path, None) in shapes and shapes.value(field, SH.path) not in known | _GIVEN
    ]
    order = _Order()
    for field, optional in fields:
        path = shapes.value(field, SH.path)
        if not isinstance(path, URIRef) or path in _GIVEN or _of_source(shapes, field, path):
            yield f"{_name(shapes, field)}: {_told(shapes, field)}"
            continue
        _field(shapes, node, field, made, order.next(required=(field, SH.minCount, None) in shapes), optional=optional)
        yield from (
            f"{_name(shapes, field)}: {_told(shapes, field, predicate)}"
            for predicate in _unknown(shapes, field, _KNOWN)
        )
    yield from (
        f"{_name(shapes, node)}: {_told(shapes, node, one)}" for one in _unknown(shapes, node, _KNOWN | _OF_NODE)
    )


class _Order:
    """Numbers fields: those that have to be filled in come first."""

    def __init__(self) -> None:
        self.count = 0

    def next(self, *, required: bool) -> int:
        self.count += 1
        return self.count + (0 if required else 100)


def _field(shapes: Graph, node: Node, field: Node, made: Graph, order: int, *, optional: bool) -> None:
    made.add((node, SH.property, field))
    made.add((field, RDF.type, SH.PropertyShape))
    made.add((field, SH.order, Literal(order, datatype=XSD.integer)))
    for predicate, value in shapes.predicate_objects(field):
        if predicate in _KNOWN and not (optional and predicate == SH.minCount):
            made.add((field, predicate, value))
            if predicate == SH["in"]:
                _list(shapes, value, made)
                if isinstance(shapes.value(value, RDF.first), URIRef):  # the form writes words where it is not told
                    made.add((field, SH.nodeKind, SH.IRI))
    path = shapes.value(field, SH.path)
    if path in _LONG:
        made.add((field, DASH.singleLine, Literal(False)))
        if (field, SH.datatype, None) not in shapes:
            made.add((field, SH.datatype, XSD.string))
    if path in _BODIES and (field, SH["class"], None) not in shapes:
        made.add((field, SH["class"], ORG.Organization))


def _list(shapes: Graph, head: Node, made: Graph) -> None:
    while head != RDF.nil and head is not None:
        for predicate in (RDF.first, RDF.rest):
            for value in shapes.objects(head, predicate):
                made.add((head, predicate, value))
        head = shapes.value(head, RDF.rest)  # type: ignore[assignment]


def _of_source(shapes: Graph, field: Node, path: URIRef) -> bool:
    """Whether a field is of the place in the source, which is taken from the document and not filled in."""
    return (
        shapes.value(field, SH["class"]) == OA.SpecificResource
        or path == INSP.hasSpan
        or tail(path).endswith("Evidence")
    )


def _unknown(shapes: Graph, node: Node, known: frozenset[URIRef]) -> list[URIRef]:
    return sorted(
        {
            URIRef(str(predicate))
            for predicate in shapes.predicates(node)
            if predicate not in known | _ASIDE | {SH.sparql}
        }
    )


def _name(shapes: Graph, node: Node) -> str:
    return str(shapes.value(node, SH.name) or tail(str(node)))


def _told(shapes: Graph, node: Node, predicate: URIRef | None = None) -> str:
    """What the rule says, with the constraint that the form leaves out."""
    said = str(shapes.value(node, SH.message) or shapes.value(node, SH.description) or "")
    return f"{said} ({shorten(str(predicate))})" if predicate else said


def _choices() -> Graph:
    """Bodies, teams, systems and concepts, each with its class and label."""
    made = Graph()
    data = reference.graph()
    for kind in (INSP.Team, ORG.FormalOrganization, INSP.System):
        for thing in data.subjects(RDF.type, kind):
            _add(
                made,
                thing,
                [kind, *([ORG.Organization] if kind != INSP.System else [])],
                data.value(thing, SKOS.prefLabel),
            )
    for concept in reference.ontology().subjects(RDF.type, SKOS.Concept):
        _add(made, concept, [SKOS.Concept], reference.ontology().value(concept, SKOS.prefLabel))
    return made


def _add(made: Graph, thing: Node, kinds: Iterable[URIRef], label: Node | None) -> None:
    for kind in kinds:
        made.add((thing, RDF.type, kind))
    if label is not None:
        made.add((thing, SKOS.prefLabel, label))
        made.add((thing, RDFS.label, label))


def _turtle(graph: Graph) -> str:
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace, replace=True)
    return graph.serialize(format="turtle")

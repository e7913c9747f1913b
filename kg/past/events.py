"""What happened to the responses of a store: who submitted, replaced or retracted which, and when."""

from __future__ import annotations

from dataclasses import dataclass

from kg import identifiers
from kg.interface import Store
from kg.namespaces import HISTORY_GRAPH, PROLOGUE, RESPONSE_GRAPH_PREFIX
from kg.past.act import known

_ACTS = """SELECT DISTINCT ?act ?document ?when ?who ?tool ?added ?removed ?file ?sha ?reason ?made ?gone ?base
WHERE { GRAPH %s {
  VALUES ?document { %s }
  ?act a prov:Activity ; dcterms:subject ?document ; prov:endedAtTime ?when ;
    prov:wasAssociatedWith ?person, ?software ; insp:statementsAdded ?added ; insp:statementsRemoved ?removed .
  ?person a prov:Person ; foaf:name ?who .
  ?software a prov:SoftwareAgent ; schema:softwareVersion ?tool .
  OPTIONAL { ?act dcterms:source ?file }
  OPTIONAL { ?act prov:used ?source . ?source schema:sha256 ?sha }
  OPTIONAL { ?act skos:note ?reason }
  OPTIONAL { ?new prov:wasGeneratedBy ?act ; schema:version ?made }
  OPTIONAL { ?old prov:wasInvalidatedBy ?act ; schema:version ?gone }
  OPTIONAL { ?act prov:used ?version . ?version schema:version ?base }
} }"""
_BUILT = """SELECT DISTINCT ?graph ?number ?act ?when WHERE { GRAPH %s {
  ?version dcterms:isVersionOf ?graph ; schema:version ?number .
  ?act prov:used ?version ; prov:endedAtTime ?when .
  FILTER NOT EXISTS { ?version prov:wasGeneratedBy ?any }
} }"""


@dataclass(frozen=True, slots=True)
class Event:
    """What happened to a response: `what` is built, submitted, replaced, unchanged (the same was accepted again) or
    retracted; `version` the one that it made or, where it made none, found. `when` is UTC (ISO 8601); of what was
    built neither that nor a name is known."""

    slug: str
    what: str
    version: int
    when: str = ""
    who: str = ""
    added: int = 0
    removed: int = 0
    source: str = ""
    sha256: str = ""
    reason: str = ""
    tool: str = ""

    @property
    def name(self) -> str:
        """The version, as in 2016-intelligence-functions@2."""
        return f"{self.slug}@{self.version}"


def events(store: Store, slug: str = "") -> list[Event]:
    """What happened to one response, or to all of them, newest first. Raises UsageError for an unknown response."""
    graph, document = HISTORY_GRAPH.n3(), f"<{identifiers.document(known(store, slug))}>" if slug else "UNDEF"
    found: dict[Event, tuple[str, str, int, int]] = {}
    for row in store.select(PROLOGUE + _ACTS % (graph, document)).rows:
        texts = ["" if cell is None else str(cell) for cell in row]
        event = _event(texts)
        found[event] = (event.when, event.slug, _place(texts[0]), 1)
    for name, number, act, when in store.select(PROLOGUE + _BUILT % graph).rows:
        event = Event(str(name).removeprefix(RESPONSE_GRAPH_PREFIX), "built", int(str(number)))
        place = (str(when), event.slug, _place(str(act)), 0)  # before the first act that found it
        if slug in ("", event.slug):
            found[event] = min(place, found.get(event, place))
    return sorted(found, key=lambda event: found[event], reverse=True)


def _place(act: str) -> int:
    return int(act.rsplit("/", 1)[-1])


def _event(row: list[str]) -> Event:
    _, document, when, who, tool, added, removed, file, sha, reason, made, gone, base = row
    what = "replaced" if made and gone else "submitted" if made else "retracted" if gone else "unchanged"
    return Event(
        document.rsplit("/", 1)[-1],
        what,
        int(made or gone or base),
        when,
        who,
        int(added),
        int(removed),
        file,
        sha,
        reason,
        tool,
    )

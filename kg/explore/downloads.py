"""What a page found, as a file for other programs: the network, and commitments as CSV and as a calendar."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urljoin

import networkx as nx
from icalendar import Calendar, Event

from kg._version import __version__
from kg.errors import NotFoundError
from kg.explore.common import short
from kg.explore.shapes import Commitment, Commitments, Download, Network
from kg.export import network_text
from kg.namespaces import BASE, words

_NETWORKS = {
    "network.gexf": "application/gexf+xml",
    "network.graphml": "application/graphml+xml",
    "network.json": "application/json",
}
_COLUMNS: dict[str, Callable[[Commitment], object]] = {
    "report": lambda one: one["report"]["label"],
    "number": lambda one: one["number"],
    "commitment": lambda one: one["text"],
    "owner": lambda one: "; ".join(owner["label"] for owner in one["owners"]),
    "due": lambda one: one["due"]["edtf"] if one["due"] else "",
    "due_text": lambda one: one["due"]["text"] if one["due"] else "",
    "earliest": lambda one: (one["due"] and one["due"]["earliest"]) or "",
    "latest": lambda one: (one["due"] and one["due"]["latest"]) or "",
    "delivery": lambda one: words(one["delivery"]),
    "firmness": lambda one: one["firmness"],
    "timing": lambda one: words(one["timing"]),
    "status": lambda one: one["status"],
    "overdue": lambda one: one["overdue"],
    "vague": lambda one: "yes" if one["vague"] else "no",
    "issues": lambda one: "; ".join(issue["label"] for issue in one["issues"]),
    "file": lambda one: one["quote"]["file"] if one["quote"] else "",
    "line": lambda one: (one["quote"] and one["quote"]["line"]) or "",
    "iri": lambda one: one["iri"],
}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet takes for a formula at the beginning of a cell
_SUMMARY = 80  # characters


def network_file(found: Network, name: str) -> Download:
    """A network as network.gexf, network.graphml or network.json (Cytoscape). Raises NotFoundError for another name."""
    return {"name": name, "media": network_media(name), "content": network_text(_graph(found), name).encode()}


def network_media(name: str) -> str:
    """The media type of a file of the network. Raises NotFoundError for another name."""
    if name not in _NETWORKS:
        raise NotFoundError(f"there is no file {name[:80]!r}", expected=", ".join(_NETWORKS))
    return _NETWORKS[name]


def commitments_file(pages: Iterable[Commitments], name: str, base: str = "") -> Download:
    """Pages of commitments as one commitments.csv or .ics; `base` is the address of this server, for the links in a
    calendar.

    A calendar has an event of a whole day for each commitment with a day by which it is due; how many have none stands
    in its description. Raises NotFoundError for another name.
    """
    if name == "commitments.csv":
        return {"name": name, "media": "text/csv; charset=utf-8", "content": _csv(pages)}
    if name == "commitments.ics":
        return {"name": name, "media": "text/calendar; charset=utf-8", "content": _calendar(pages, base)}
    raise NotFoundError(f"there is no file {name[:80]!r}", expected="commitments.csv, commitments.ics")


def _graph(found: Network) -> nx.DiGraph[str]:
    """The network as kg.network makes them: nodes with iri, kind and label, edges with kind and weight."""
    graph: nx.DiGraph[str] = nx.DiGraph(name="inspection-kg")
    for node in sorted(found["nodes"], key=lambda node: node["id"]):
        facts = {key: value for key, value in node.items() if key not in ("id", "path", "links") and value is not None}
        graph.add_node(node["id"], iri=node["id"], **facts)
    for edge in sorted(found["edges"], key=lambda edge: (edge["source"], edge["target"])):
        facts = {key: edge[key] for key in ("kind", "score", "verdict", "review", "links")}
        issue = {"issue": edge["issue"]["iri"]} if edge["issue"] else {}
        graph.add_edge(edge["source"], edge["target"], weight=edge["score"], **facts, **issue)
    return graph


def _csv(pages: Iterable[Commitments]) -> bytes:
    """One line a commitment, after a line of names (RFC 4180)."""
    out = io.StringIO(newline="")
    lines = csv.writer(out)
    lines.writerow(_COLUMNS)
    for one in (one for page in pages for one in page["rows"]):
        lines.writerow([_cell(str(column(one))) for column in _COLUMNS.values()])
    return out.getvalue().encode()


def _cell(text: str) -> str:
    """The text, with an apostrophe before what a spreadsheet would run as a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _calendar(pages: Iterable[Commitments], base: str) -> bytes:
    """RFC 5545. The same commitments on the same day give the same file; events are kept as text, which is short."""
    events: list[bytes] = []
    left, day = 0, ""
    for page in pages:
        day = page["asOf"]
        stamp = datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC)
        for one in page["rows"]:
            latest = one["due"]["latest"] if one["due"] else None
            if latest is None:
                left += 1
            else:
                events.append(bytes(_event(one, date.fromisoformat(latest), stamp, base).to_ical()))
    calendar = Calendar()
    calendar.add("prodid", f"-//inspection-kg//{__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Commitments to inspectors")
    calendar.add("x-wr-caldesc", f"{len(events)} commitments as of {day}; left out, without a day: {left}.")
    head, end, rest = bytes(calendar.to_ical()).rpartition(b"END:VCALENDAR")
    return b"".join([head, *events, end, rest])


def _event(one: Commitment, latest: date, stamp: datetime, base: str) -> Event:
    event = Event()
    event.add("uid", f"{one['iri'].removeprefix(str(BASE))}@w3id.org")
    event.add("dtstamp", stamp)
    event.add("dtstart", latest)
    event.add("dtend", latest + timedelta(days=1))
    event.add("summary", short(f"{one['number']} {one['text']}", _SUMMARY))
    owners = ", ".join(owner["label"] for owner in one["owners"])
    facts = [
        one["text"],
        f"Recommendation {one['number']}, {one['report']['label']}",
        f"Owner: {owners}" if owners else "",
        f"Due: {one['due']['text']} ({one['due']['edtf']})" if one["due"] else "",
        f"Reported: {words(one['delivery'])}",
    ]
    event.add("description", "\n".join(filter(None, facts)))
    event.add("url", urljoin(base, one["path"]) if base else one["iri"])
    event.add("categories", [one["status"]])
    event.add("transp", "TRANSPARENT")
    return event

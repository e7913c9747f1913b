"""A small model with weights that can be followed by eye, and graphs that are written by hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from kg.interface import Store
from kg.namespaces import BASE, PREFIXES, response_graph
from kg.recurrence import Model
from kg.recurrence.issues import tagger
from kg.store import open_store

GUIDANCE, TRAINING, RECORDS = "guidance-out-of-date", "training-lacking", "records-incomplete"
PREFIX = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())


def small_model(
    told: Mapping[str, Mapping[str, float]] | None = None,
    bias: float = -3.0,
    formed: Mapping[str, Mapping[str, float]] | None = None,
    **other: Any,
) -> Model:
    """A model in which one word tells one issue, or what `told` says: the weights of words by issue; `formed` says the
    same of forms."""
    told = told or {
        GUIDANCE: {"w:guidanc": 4.0, "b:updat guidanc": 2.0},
        TRAINING: {"w:train": 4.0},
        RECORDS: {"w:record": 4.0},
    }
    columns = [*told.values(), *(formed or {}).values()]
    names = sorted({name for words in columns for name in words})
    rows = [[words.get(name, 0.0) for words in columns] for name in names]
    data = {
        "issues": dict.fromkeys(told, bias),
        "forms": dict.fromkeys(formed or {}, bias),
        "rarity": {"guidanc": 1.0, "train": 1.0},
        "otherwise": 3.0,
        "least": 0.3,
        "most": 3,
        "sure": 0.5,
        "likeness": {
            "start": -2.8,
            "issue": 6.0,
            "form": 2.0,
            "words": 2.0,
            "meaning": 1.0,
            "system": 1.0,
            "team": 1.0,
        },
    }
    return Model(data | other, names, np.array(rows), tagger())


def graph_of(slug: str, published: str, *nodes: str) -> dict[str, str]:
    """A response as SPARQL data: each node is "number|text" or "number|text|more Turtle", which may say {base}."""
    report, document = BASE[f"report/{slug}"].n3(), BASE[f"document/{slug}"].n3()
    lines = [
        f'{report} a insp:Report ; dcterms:identifier "{slug}" .',
        f'{document} a insp:ResponseDocument ; insp:respondsTo {report} ; insp:published "{published}"^^edtf:EDTF .',
    ]
    for node in nodes:
        number, text, *more = node.split("|")
        name = BASE[f"recommendation/{slug}/{number}"].n3()
        said = " ".join(more).replace("{base}", str(BASE))
        lines.append(f'{name} a insp:Recommendation ; insp:number "{number}" ; insp:madeIn {report} ;')
        lines.append(f'  insp:text "{text}" {said} .')
    return {slug: "\n".join(lines)}


def store_with(*graphs: dict[str, str]) -> Store:
    """A store in memory that holds these responses."""
    store = open_store(None)
    for graph in graphs:
        for slug, data in graph.items():
            store.update(f"{PREFIX}INSERT DATA {{ GRAPH {response_graph(slug).n3()} {{ {data} }} }}")
    return store

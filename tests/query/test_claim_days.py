"""By which day a claim says that something is complete: the same in two engines."""

from __future__ import annotations

import pytest
from rdflib import Dataset, Graph

from kg.namespaces import INSP, PREFIXES, response_graph
from kg.query import bind
from kg.query.summary import views
from kg.store import open_store

DAYS = {
    "2017-05": "2017-05",
    "2017-05~": "2017-05",
    "2016/2017-05": "2017-05",
    "2017/2017-05": "2017-05",
    "2017-05/2017": "2017",
    "2017-05/2017-23": "2017",
    "2017-05-03/2017-05": "2017-05",
    "2016-11/2017-21": "2017",
    "{2017-05,2017}": "2017",
    "{2017,2017-05}": "2017",
    "[2017, 2017-05]": "2017",
    "{2017-05..2017}": "2017",
    "{2017,2016}": "2017",
    "{2017,2018-05}": "2018-05",
    "[2016..2018-03]": "2018-03",
    "2017-05/..": "2018-01-02",
    "[2017..]": "2018-01-02",
    "": "2018-01-02",
}


@pytest.mark.parametrize("date", DAYS)
def test_the_day_is_the_last_that_the_date_may_mean(date: str) -> None:
    data = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    dated = f'; insp:asOf "{date}"^^edtf:EDTF' if date else ""
    data += f"id:c insp:claimOf id:t ; insp:delivery insp:completed ; insp:claimedIn id:d {dated} .\n"
    data += 'id:d insp:published "2018-01-02"^^edtf:EDTF .'
    name, graph = response_graph("a"), Graph().parse(data=data, format="turtle")
    (view,) = (view for view in views() if view.name == "summary-claims")
    query = bind(view, {"graph": name})
    store, dataset = open_store(None), Dataset(default_union=True)
    store.replace({name: graph})
    for triple in graph:
        dataset.graph(name).add(triple)
    theirs = dataset.query(query).graph
    assert theirs is not None
    for found in (store.construct(query), theirs):
        assert [str(day) for day in found.objects(None, INSP.completeBy)] == [DAYS[date]]

"""What a draft lists for a person to look at."""

from __future__ import annotations

from rdflib import Graph

from kg.namespaces import BASE
from kg.sheets.concerns import concerns

DRAFT = """
@prefix insp: <https://w3id.org/inspection-kg/ontology#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
<#1> a insp:Commitment ; insp:text "A rota is in hand for May." ; insp:owner <#team> ; insp:hasSpan <#span> ;
  insp:dueEvidence <#date> {weighed} .
<#span> insp:line 7 ; oa:hasSelector [ oa:exact "A rota is in hand for May." ; oa:start 70 ] .
<#date> insp:line 7 ; oa:hasSelector [ oa:exact "for May" ; oa:start 88 ] .
"""


def listed(weighed: str) -> list[tuple[str, int, str]]:
    graph = Graph().parse(data=DRAFT.replace("{weighed}", weighed), format="turtle", publicID=str(BASE))
    return [(concern.kind, concern.line, concern.quotation) for concern in concerns(graph)]


def test_what_no_rule_found_is_listed_with_its_sentence() -> None:
    found = listed("; insp:foundByWords true")
    assert found == [("found by learnt weights, no rule matched: check it", 7, "A rota is in hand for May.")]
    assert listed("") == []

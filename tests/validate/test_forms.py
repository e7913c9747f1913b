"""Reports as HTML, JUnit XML and SARIF: whole, escaped, with file and line, and asking no host for anything."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from rdflib import Graph, Literal
from rdflib.namespace import RDF

from kg.namespaces import BASE, INSP, SH
from kg.validate import Place, Report, Result, Rule, Severity, Source, html, junit, quality, render, sarif
from kg.validate.report import SHAPE

EVIL = "<script>alert('1')</script> & \x00\x1b\"quoted\"\u00a0]]>"
RULE = Rule(SHAPE["due-date"], "Due date <b>", "Because &.", "The date is wrong.", "Write <another>.")
OTHER = Rule(SHAPE["owner"], "Owner", "Nobody does it.", "No owner.", "Name one.")


def result(node: str, severity: Severity, source: Source, rule: Rule = RULE, message: str = "") -> Result:
    value = Literal(EVIL) if rule is RULE else None
    return Result(
        BASE[node], INSP.due, value, severity, message or rule.message, rule, SH.PatternConstraintComponent, source
    )


def report() -> Report:
    both = Source(Place("first text.txt", 7), EVIL, Place("in.ttl", 3))
    data = Graph().add((BASE["commitment/2"], RDF.type, INSP.Commitment))
    return Report(
        (
            result("commitment/1", Severity.VIOLATION, both, message="Not this: " + EVIL),
            result("commitment/1", Severity.VIOLATION, both, message="Not this: " + EVIL),
            result("commitment/2", Severity.WARNING, Source(Place("first text.txt", 9), "words"), OTHER),
            result("commitment/3", Severity.INFO, Source(Place("first text.txt")), OTHER),
            result("commitment/4", Severity.INFO, Source(submission=Place("/tmp/a b.ttl", 2)), OTHER),
            result("commitment/5", Severity.INFO, Source(), OTHER),
        ),
        (RULE,),
        (BASE["<seen>"],),
        quality.measure(data, [(SHAPE["commitment-has-date"], BASE["commitment/2"])]),
    )


REPORTS = {"in <x>.ttl": report(), "good.ttl": Report(())}


# ---------------------------------------------------------------- HTML


class Page(HTMLParser):
    """The tags, attributes and words of a page; a tag that is closed by another is a fault."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.words: list[str] = []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_the_page_is_well_formed_and_says_everything() -> None:
    page = Page(html.render(REPORTS))
    words = " ".join("".join(page.words).split())
    for told in (
        *("in <x>.ttl: summary", "Does not conform: 2 violations, 1 warning, 3 notes.", "Due date <b>", "Because &."),
        *("Write <another>.", "first text.txt:7 and in.ttl:3", "id:commitment/5", "Conforms: nothing to report."),
        *("Not this: <script>alert('1')</script> & \ufffd\ufffd\"quoted\"", "Shapes that matched nothing (1)"),
        *("Quality: 75 %", "1 commitment has no date: adding it lifts the score from 75 % to 100 %."),
    ):
        assert told in words
    assert words.index("summary") < words.index("Because &.")


def test_the_page_asks_nothing_of_anybody() -> None:
    page = Page(html.render(REPORTS))
    assert not {"script", "img", "link", "iframe", "object", "base", "form"} & set(page.tags)
    assert {value for name, value in page.attributes if name in ("src", "href")} <= {
        f"#{value}" for name, value in page.attributes if name == "id"
    }
    assert not [name for name, _ in page.attributes if name.startswith("on")]
    assert not re.search(r"url\(|@import|https?:", html.render(REPORTS))


def test_the_page_can_be_read_aloud_and_on_every_screen() -> None:
    text = html.render(REPORTS)
    page = Page(text)
    ids = [value for name, value in page.attributes if name == "id"]
    assert len(ids) == len(set(ids))
    assert {value for name, value in page.attributes if name == "aria-labelledby"} <= set(ids)
    assert page.tags.count("h1") == page.tags.count("main") == 1
    levels = [int(tag[1]) for tag in page.tags if re.fullmatch(r"h[1-6]", tag)]
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
    assert ("lang", "en") in page.attributes
    assert page.tags.count("th") == sum(name == "scope" for name, _ in page.attributes)
    assert "prefers-color-scheme: dark" in text
    assert "width=device-width" in text


def test_one_section_for_each_rule() -> None:
    page = Page(html.render(REPORTS))
    assert [value for name, value in page.attributes if name == "class" and "rule " in str(value)] == [
        *("rule violation", "rule warning", "rule note")
    ]
    assert "3 submissions" in html.render({**REPORTS, "third.ttl": Report(())})


# ---------------------------------------------------------------- JUnit


def test_junit() -> None:
    root = ElementTree.fromstring(junit.render(REPORTS))
    first, second = root.findall("testsuite")
    assert root.attrib == {"name": "kg validate", "tests": "6", "failures": "1", "errors": "0", "skipped": "4"}
    assert first.attrib == {"name": "in <x>.ttl", "tests": "5", "failures": "1", "errors": "0", "skipped": "4"}
    assert second.attrib == {"name": "good.ttl", "tests": "1", "failures": "0", "errors": "0", "skipped": "0"}
    cases = first.findall("testcase")
    assert [(case.get("file"), case.get("line")) for case in cases] == [
        *(("in.ttl", "3"), ("first text.txt", "9"), ("first text.txt", None), ("/tmp/a b.ttl", "2"), (None, None))
    ]
    failure = cases[0].find("failure")
    assert failure is not None
    assert failure.attrib == {
        "type": "due-date",
        "message": "Not this: " + EVIL.replace("\0", "\ufffd").replace("\x1b", "\ufffd"),
    }
    assert "mend: Write <another>." in str(failure.text)
    assert [case.find("skipped") is not None for case in cases] == [False, True, True, True, True]
    assert first.find("properties/property") is not None
    assert second.find("properties") is None


# ---------------------------------------------------------------- SARIF 2.1.0


def log() -> dict[str, object]:
    found = json.loads(sarif.render(REPORTS))
    assert isinstance(found, dict)
    return found


def test_sarif_has_what_the_specification_requires() -> None:
    """Sections 3.13.2, 3.13.4, 3.14.6, 3.18.2, 3.19.2, 3.49.3, 3.27.11, 3.11 and 3.30: what shall be present."""
    told = log()
    assert told["version"] == "2.1.0"
    (run,) = told["runs"]  # type: ignore[misc, attr-defined]
    driver = run["tool"]["driver"]
    assert driver["name"]
    ids = [rule["id"] for rule in driver["rules"]]
    assert len(ids) == len(set(ids)) == 2
    for rule in driver["rules"]:
        assert rule["help"]["text"]
        assert rule["shortDescription"]["text"]
        assert rule["defaultConfiguration"]["level"] in ("none", "note", "warning", "error")
    assert len(run["results"]) == 5
    for one in run["results"]:
        assert one["message"]["text"]
        assert ids[one["ruleIndex"]] == one["ruleId"]
        assert one["level"] in ("note", "warning", "error")
        for place in one["locations"] + one.get("relatedLocations", []):
            assert re.fullmatch(r"[\w:/%.~-]+", place["physicalLocation"]["artifactLocation"]["uri"])
            region = place["physicalLocation"].get("region")
            assert region is None or region["startLine"] >= 1


def test_sarif_leads_to_the_submission_else_to_the_source() -> None:
    results = log()["runs"][0]["results"]  # type: ignore[index]
    found = [
        (place["artifactLocation"]["uri"], place.get("region", {}).get("startLine"))
        for one in results
        for place in [one["locations"][0]["physicalLocation"]]
    ]
    assert found == [
        *(("in.ttl", 3), ("first%20text.txt", 9), ("first%20text.txt", None), ("file:///tmp/a%20b.ttl", 2)),
        ("in%20%3Cx%3E.ttl", None),
    ]
    related = results[0]["relatedLocations"][0]["physicalLocation"]
    assert related["region"] == {"startLine": 7, "snippet": {"text": EVIL}}
    assert results[1]["locations"][0]["physicalLocation"]["region"]["snippet"] == {"text": "words"}
    prints = [one["partialFingerprints"]["finding/v1"] for one in results]
    assert len(set(prints)) == len(prints)


# ---------------------------------------------------------------- text


def test_the_text_tells_the_quality() -> None:
    text = render(report())
    assert "QUALITY: 75 %, the mean of these shares:\n  100 %  commitments with an owner (1 of 1)\n" in text
    assert "  raise  1 commitment has no date: adding it lifts the score from 75 % to 100 %." in text
    assert "QUALITY" not in render(Report(()))


@pytest.mark.parametrize("form", [html, junit, sarif])
def test_no_report_is_a_report(form: object) -> None:
    assert form.render({})  # type: ignore[attr-defined]

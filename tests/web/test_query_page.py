"""The query page: lasting addresses tell the truth, programs and the clipboard work, the editor completes."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import subprocess
import sys
import urllib.request
from typing import Any

import pytest

from tests.web.conftest import TOKEN, Visit, faults, settled, write

TEXT = "editor => editor.CodeMirror.getValue()"
INSP = "PREFIX insp: <https://w3id.org/inspection-kg/ontology#>\n"
REPORTS = f"{INSP}SELECT ?report {{ ?report a insp:Report }}"
ISSUES = f"{INSP}SELECT ?issue {{ ?link insp:issue ?issue }} LIMIT 3"


def rows(page: Any, number: int) -> None:
    """Wait until so many rows have come."""
    page.locator(f".results[data-rows='{number}']").wait_for()


def test_a_query_gets_a_lasting_address(visit: Visit) -> None:
    page = visit("/query")
    write(page, "SELECT ?report { ?report a insp:Report }")
    page.get_by_role("button", name="Permalink").click()
    rows(page, 5)
    assert re.search(r"/q/\w+$", page.url)
    assert "the data had version" in page.locator("main").inner_text()
    assert "The data have not changed since" in page.locator("main").inner_text()
    kept = page.evaluate("fetch(location.pathname, {headers: {Accept: 'text/plain'}}).then(answer => answer.text())")
    assert kept.startswith(INSP)  # programs that read it have no prefixes to add


def test_another_query_leaves_the_lasting_address(visit: Visit) -> None:
    page = visit("/query")
    write(page, REPORTS)
    page.get_by_role("button", name="Permalink").click()
    rows(page, 5)
    kept = page.url
    page.get_by_role("button", name="Run").click()
    rows(page, 5)
    assert page.url == kept  # the same query
    write(page, ISSUES)
    page.get_by_role("button", name="Run").click()
    rows(page, 3)
    assert "/query?query=" in page.url
    assert "You changed the query" in page.locator("main").inner_text()
    assert "A query that was kept" not in page.locator("main").inner_text()
    page.reload()
    settled(page)
    rows(page, 3)
    page.go_back()
    rows(page, 5)
    assert page.url == kept
    assert page.locator(".CodeMirror").evaluate(TEXT) == REPORTS


def test_a_lasting_address_tells_that_the_data_have_changed(visit: Visit, served_alone: str) -> None:
    page = visit("/query", at=served_alone)
    write(page, REPORTS)
    page.get_by_role("button", name="Permalink").click()
    rows(page, 5)
    version = re.search(r"the data had version (\d+)", page.locator("main").inner_text())
    assert version
    put(f"{served_alone}/data?graph=http%3A%2F%2Fexample.org%2Fg",
        b"<http://example.org/r> a <https://w3id.org/inspection-kg/ontology#Report> .")  # fmt: skip
    page.get_by_role("button", name="Run").click()  # on a page that was open all the time
    page.get_by_text("The data have changed since").wait_for()
    page.reload()
    settled(page)
    told = page.locator("main .notice").inner_text()
    now = re.search(r"The results are those of version (\d+)", told)
    assert now
    assert now[1] != version[1]
    assert f"when the data had version {version[1]}" in page.locator("main").inner_text()


def put(address: str, turtle: bytes) -> None:
    """Change the data of a server."""
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "text/turtle"}
    with urllib.request.urlopen(urllib.request.Request(address, turtle, headers, method="PUT")) as answer:
        assert answer.status in (200, 201, 204)


def test_what_a_chart_shows_stays_when_the_page_is_loaded_anew(visit: Visit) -> None:
    page = visit("/query?question=positions-by-report&view=chart")
    length = page.get_by_label("As long as")
    assert length.input_value() != "*"
    length.select_option("the number of rows")
    page.get_by_role("img", name=re.compile("^number of rows by")).wait_for()
    page.reload()
    page.get_by_role("img", name=re.compile("^number of rows by")).wait_for()
    assert length.locator("option:checked").inner_text() == "the number of rows"
    other = length.locator("option").last.inner_text()
    length.select_option(other)
    page.reload()
    page.get_by_role("img", name=re.compile(f"^{other} by")).wait_for()


@pytest.mark.parametrize("copies", [True, False], ids=["the older way works", "nothing copies"])
def test_code_is_copied_where_there_is_no_clipboard(visit: Visit, copies: bool) -> None:
    """As on a page that came by http from another machine."""
    page = visit("/query?question=shared-systems")
    rows(page, int(page.locator(".results[data-rows]").get_attribute("data-rows")))
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.evaluate(
        f"document.execCommand = () => {{ window.taken = String(getSelection()); return {str(copies).lower()}; }}"
    )
    page.get_by_text("Code for Python, R and curl").click()
    page.get_by_role("button", name="Copy the curl code").click()
    told = page.locator(".code [role=status]").last
    told.get_by_text("Copied." if copies else "copy it with Ctrl-C").wait_for()
    assert page.evaluate("window.taken").strip() == page.locator(".code pre").last.inner_text().strip()


def test_code_is_copied(visit: Visit) -> None:
    page = visit("/query?question=shared-systems", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_text("Code for Python, R and curl").click()
    page.get_by_role("button", name="Copy the Python code").click()
    page.locator(".code [role=status]").first.get_by_text("Copied.").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == page.locator(".code pre").first.text_content()


ODD = f"""{INSP}SELECT ?number ?words ?odd {{
  ?one a insp:Recommendation ; insp:number ?number ; insp:text ?words
  FILTER (STRLEN(?number) = 3)
  BIND ("a\\\\b 'c' \\"d\\" )- é" AS ?odd)
}} ORDER BY ?words LIMIT 12"""
R_READY = ["sh", "-c", "Rscript -e 'library(httr2)'"]
ENDS = {
    "Python": "\nprint('=====', table.to_csv(index=False), sep='\\n', end='')\n",
    "R": "\ncat('=====\\n'); write.csv(table, row.names = FALSE)\n",
    "curl": "",
}


def run(language: str, code: str) -> str:
    """What a program writes; a test without R is skipped."""
    if language == "R" and (not shutil.which("Rscript") or subprocess.run(R_READY, capture_output=True).returncode):
        pytest.skip("there is no Rscript with httr2: apt-get install r-base-core r-cran-httr2")
    command = {"Python": [sys.executable, "-c"], "R": ["Rscript", "-e"], "curl": ["sh", "-c"]}[language]
    environment = os.environ | {"LC_ALL": "C.UTF-8", "NO_PROXY": "*", "no_proxy": "*"}
    done = subprocess.run(
        [*command, code + ENDS[language]], capture_output=True, text=True, timeout=120, env=environment
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.rpartition("=====\n")[2]


@pytest.mark.parametrize("language", ["Python", "R", "curl"])
def test_a_program_gives_the_table_that_is_shown(visit: Visit, language: str) -> None:
    page = visit("/query")
    write(page, ODD)
    page.get_by_role("button", name="Run").click()
    rows(page, 12)
    cells = "all => all.map(row => [...row.querySelectorAll('th, td')].map(cell => cell.textContent))"
    shown = page.locator(".results table tr").evaluate_all(cells)
    code = page.locator(".code pre").nth(["Python", "R", "curl"].index(language)).text_content()
    assert list(csv.reader(io.StringIO(run(language, code)))) == shown
    assert shown[1][2] == "a\\b 'c' \"d\" )- é"


@pytest.mark.parametrize(
    ("written", "chosen"),
    [
        (f"{INSP}SELECT * {{ ?s insp:effectiveAcc", "insp:effectiveAcceptance"),
        (f"{INSP}SELECT * {{ ?s a insp:Commi", "insp:Commitment"),
        (f"{INSP}SELECT * {{ ?s rdf:type insp:Commi", "insp:Commitment"),
    ],
)
def test_classes_and_properties_are_completed_from_the_store(visit: Visit, written: str, chosen: str) -> None:
    page = visit("/query")
    write(page, written)
    page.keyboard.press("Control+Space")
    page.locator(".CodeMirror-hint").get_by_text(chosen).first.click()
    assert (
        page.locator(".CodeMirror")
        .evaluate(TEXT)
        .endswith(written.rpartition(" ")[0].rpartition("\n")[2] + f" {chosen}")
    )


def test_all_classes_are_offered_our_own_first(visit: Visit) -> None:
    page = visit("/query")
    write(page, f"{INSP}SELECT * {{ ?s a ")
    page.keyboard.press("Control+Space")
    page.locator(".CodeMirror-hint").first.wait_for()
    assert page.locator(".CodeMirror-hint").first.inner_text().startswith("insp:")


def test_that_nothing_can_be_completed_is_told(visit: Visit) -> None:
    page = visit("/issues", bad=True)
    page.route("**/.well-known/void", lambda route: route.fulfill(status=503, body="too much to do"))
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Query").click()
    page.get_by_text("Classes and properties cannot be completed").wait_for()


def test_the_keyboard_goes_on_where_a_query_was_stopped(visit: Visit) -> None:
    page = visit("/query")
    write(page, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER (STRLEN(STR(?a)) > 3) }")
    page.get_by_role("button", name="Run").click()
    page.get_by_role("button", name="Stop").press("Enter")
    page.get_by_text("The query was stopped.").wait_for()
    assert page.evaluate("document.activeElement.innerText") == "Run"


@pytest.mark.parametrize("width", [1280, 320])
def test_a_query_of_some_lines_is_seen_whole(visit: Visit, width: int) -> None:
    page = visit("/query", width=width)
    if width == 1280:
        write(page, "SELECT * {\n" + "  ?s ?p ?o .\n" * 15 + "}")
    assert page.locator(".CodeMirror-scroll").evaluate("one => one.scrollHeight - one.clientHeight") == 0
    assert faults(page) == []

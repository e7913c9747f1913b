"""The pages to ask, validate and submit: each one's main task, done as a person would."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg import resources
from tests.web.conftest import TOKEN, Visit, settled

TEXT = "editor => editor.CodeMirror.getValue()"
REPORTS = "SELECT ?report { ?report a <https://w3id.org/inspection-kg/ontology#Report> }"


def test_a_question_is_one_click_away(visit: Visit) -> None:
    page = visit("/query")
    page.get_by_text("Recommendations and positions").click()
    page.get_by_role("link", name="How often is each position taken, by report and year?").click()
    page.locator(".results[data-rows='8']").wait_for()
    assert "2024-competent-authority" in page.locator(".results table").inner_text()
    page.get_by_label("only this report").select_option("2016-intelligence-functions")
    page.get_by_role("button", name="Ask").click()
    page.locator(".results[data-rows='2']").wait_for()
    assert "p.report=2016-intelligence-functions" in page.url


def test_a_question_without_answer_says_why(visit: Visit) -> None:
    page = visit("/query?question=system-mentions")
    page.get_by_text("Fill in what the question asks for").wait_for()
    page = visit("/query?question=search&p.words=zebra")
    page.locator(".results[data-rows='0']").wait_for()
    assert len(page.locator(".results .nothing").inner_text()) > 20


def test_sparql_is_written_run_charted_and_drawn(visit: Visit) -> None:
    page = visit("/query")
    write(page, "SELECT ?part ?whole { ?part insp:directPartOf ?whole } LIMIT 9")
    page.get_by_role("button", name="Run").click()
    page.locator(".results[data-rows='9']").wait_for()
    assert "PREFIX insp:" in page.locator(".CodeMirror").evaluate(TEXT)
    assert "query=PREFIX" in page.url
    page.get_by_role("button", name="As chart").click()
    page.locator(".results .chart svg").wait_for()
    page.get_by_role("button", name="As network").click()
    page.locator(".canvas[data-layout=links]").wait_for()
    page.reload()
    settled(page)
    page.locator(".canvas").wait_for()


def test_what_was_run_is_downloaded_and_a_refusal_is_told(visit: Visit) -> None:
    page = visit("/query", bad=True)
    write(page, "SELECT ?part ?whole { ?part insp:directPartOf ?whole } LIMIT 9")
    page.get_by_role("button", name="Run").click()
    page.locator(".results[data-rows='9']").wait_for()
    write(page, "something else")
    with page.expect_download() as sheet:
        page.get_by_role("link", name="CSV").click()
    assert len(sheet.value.path().read_text(encoding="utf-8").splitlines()) == 10
    page.route("**/sparql", lambda route: route.fulfill(status=503, body="too many queries at once"))
    page.get_by_role("link", name="TSV").click()
    page.get_by_role("alert").get_by_text("Too many queries at once").wait_for()
    assert page.locator(".results tbody tr").count() == 9


def test_a_mistake_is_told_as_a_sentence(visit: Visit) -> None:
    page = visit("/query", bad=True)
    write(page, "SELECT ?s { ?s a }")
    page.get_by_role("button", name="Run").click()
    assert len(page.get_by_role("alert").inner_text()) > 20


def test_properties_are_completed_from_the_store(visit: Visit) -> None:
    page = visit("/query")
    write(page, "PREFIX insp: <https://w3id.org/inspection-kg/ontology#>\nSELECT * { ?s insp:effectiveAcc")
    page.keyboard.press("Control+Space")
    page.locator(".CodeMirror-hint").get_by_text("insp:effectiveAcceptance").click()
    assert "?s insp:effectiveAcceptance" in page.locator(".CodeMirror").evaluate(TEXT)


def test_a_query_gets_a_lasting_address(visit: Visit) -> None:
    page = visit("/query")
    write(page, REPORTS)
    page.get_by_role("button", name="Permalink").click()
    page.locator(".results[data-rows='5']").wait_for()
    assert re.search(r"/q/\w+$", page.url)
    assert "the data had version" in page.locator("main").inner_text()


def test_there_is_code_for_three_languages(visit: Visit, served: str) -> None:
    page = visit("/query?question=shared-systems")
    page.locator(".results[data-rows]").wait_for()
    page.get_by_text("Code for Python, R and curl").click()
    code = page.locator(".code").inner_text()
    for word in ("SPARQLWrapper", "httr2", "curl --silent", f"{served}/sparql"):
        assert word in code


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A response as Turtle, with a faulty date on a line of its own."""
    from kg.explore import door

    source = resources.responses() / "2016-intelligence-functions.txt"
    drafted = door.post(None, "draft", {"name": source.name}, source.read_bytes())  # type: ignore[arg-type]
    file = tmp_path_factory.mktemp("drafts") / f"{drafted['slug']}.ttl"
    file.write_text(drafted["turtle"], encoding="utf-8")
    return file


def test_a_dropped_file_is_reported_beside_its_lines(visit: Visit, draft: Path, tmp_path: Path) -> None:
    broken = tmp_path / draft.name
    text = draft.read_text(encoding="utf-8")
    broken.write_text(re.sub(r'insp:number "1"', 'insp:number "one and a half"', text, count=1), encoding="utf-8")
    page = visit("/validate")
    page.locator("input[type=file]").set_input_files(broken)
    page.get_by_role("heading", name=re.compile("cannot be submitted as it is")).wait_for()
    worst = page.locator(".finding").first
    assert "must be mended" in worst.inner_text()
    assert "To mend it" in worst.inner_text()
    assert page.locator(".finding mark").count() >= 1
    assert page.get_by_role("heading", name="How good it is").is_visible()


def test_a_file_that_cannot_be_read_is_told(visit: Visit, tmp_path: Path) -> None:
    file = tmp_path / "broken.ttl"
    file.write_text("this is no turtle", encoding="utf-8")
    page = visit("/validate", bad=True)
    page.locator("input[type=file]").set_input_files(file)
    page.locator(".outcome .problem, .outcome .finding").first.wait_for()


def test_a_response_is_submitted_with_the_token(visit: Visit, served_alone: str, draft: Path) -> None:
    page = visit("/submit", at=served_alone, bad=True)
    page.locator("input[type=file]").set_input_files(draft)
    page.get_by_role("heading", name="Send it").wait_for()
    page.get_by_label("Token").fill("wrong")
    page.get_by_role("button", name="Submit it").click()
    page.get_by_role("alert").wait_for()
    page.get_by_label("Token").fill(TOKEN)
    page.get_by_role("button", name="Submit it").click()
    page.get_by_role("heading", name="It is stored").wait_for()


def test_the_form_is_made_from_the_shapes(visit: Visit) -> None:
    page = visit("/submit?by=form")
    page.locator("shacl-form input, shacl-form select, shacl-form textarea").first.wait_for()
    assert page.locator("shacl-form label").count() > 3


def test_a_read_only_server_says_so(visit: Visit, served_readonly: str, draft: Path) -> None:
    page = visit("/submit", at=served_readonly)
    assert "This server is read-only" in page.locator("main").inner_text()
    page.locator("input[type=file]").set_input_files(draft)
    page.get_by_role("heading", name="Send it").wait_for()
    assert page.get_by_label("Token").is_disabled()
    assert page.get_by_role("button", name="Submit it").is_disabled()


def write(page, text: str) -> None:  # type: ignore[no-untyped-def]
    """Type a query into the editor in place of what is there."""
    page.locator(".CodeMirror").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(text)

"""The pages to ask, validate and submit: each one's main task, done as a person would."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg import resources
from tests.web.conftest import TOKEN, Visit, faults, settled, write

TEXT = "editor => editor.CodeMirror.getValue()"


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


DROP = """(place, [kinds, name, text]) => {
  const data = new DataTransfer();
  data.items.add(new File([text], name, {type: "text/turtle"}));
  for (const kind of kinds) {
    const event = new DragEvent(kind, {bubbles: true, cancelable: true, dataTransfer: data});
    if (place.dispatchEvent(event) && kind !== "dragleave") throw Error(`the browser takes the ${kind}`);
  }
  return place.className;
}"""


def test_a_file_is_dropped(visit: Visit, draft: Path) -> None:
    page = visit("/validate")
    place, text = page.locator(".drop"), draft.read_text(encoding="utf-8")
    assert place.evaluate(DROP, [["dragenter", "dragover"], draft.name, text]) == "drop over"
    assert place.evaluate(DROP, [["dragleave"], draft.name, text]) == "drop"
    assert page.locator(".outcome h2").count() == 0
    assert place.evaluate(DROP, [["dragenter", "dragover", "drop"], draft.name, text]) == "drop"
    page.get_by_role("heading", name=f"{draft.name} is fit to be submitted").wait_for()
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


def read(page, file: Path) -> None:  # type: ignore[no-untyped-def]
    """Let the form read a document."""
    page.locator("input[type=file]").set_input_files(file)
    page.locator("shacl-form .editor").first.wait_for()


def field(page, name: str):  # type: ignore[no-untyped-def]
    """The field of the form for a property."""
    return page.locator(f"shacl-form [data-path$='{name}'] .editor").first


def test_a_response_is_corrected_in_a_form_and_sent(visit: Visit, served_alone: str, tmp_path: Path) -> None:
    page = visit("/submit?by=form", at=served_alone, bad=True)
    read(page, resources.responses() / "2016-intelligence-functions.txt")
    assert "The document does not tell: published" in page.locator(".by-form").inner_text()
    date = field(page, "published")
    assert date.input_value() == "XXXX"
    date.fill("2016-08")
    page.get_by_role("button", name="Keep these values").click()
    page.get_by_text("The document does not tell: licence").wait_for()

    page.get_by_role("button", name=re.compile("^! owner not found Commitment: We will continue to develop")).click()
    page.get_by_role("heading", name=re.compile("^Commitment: We will continue")).wait_for()
    assert field(page, "delivery").locator("option:checked").inner_text() == "in progress"
    field(page, "owner").select_option(label="Border Force")
    page.get_by_role("button", name="Keep these values").click()
    page.get_by_role("button", name=re.compile("^Commitment: We will continue to develop")).wait_for()
    assert page.locator("shacl-form .validation-error").count() == 0

    page.get_by_role("button", name="Check it").click()
    page.get_by_role("heading", name="2016-intelligence-functions.ttl is fit to be submitted").wait_for()
    page.get_by_label("Token").fill(TOKEN)
    page.get_by_role("button", name="Submit it").click()
    page.get_by_role("heading", name="It is stored").wait_for()
    page.goto(f"{served_alone}/report/2016-intelligence-functions")
    settled(page)
    assert "Aug 2016" in page.locator("main").inner_text()
    page.goto(f"{served_alone}/team/border-force")
    settled(page)
    assert "We will continue to develop IMS" in page.locator("main").inner_text()


def test_a_commitment_is_taken_out_and_added_in_a_form(visit: Visit, tmp_path: Path) -> None:
    page = visit("/submit?by=form", bad=True)
    read(page, resources.responses() / "2016-intelligence-functions.txt")
    one = page.get_by_role("button", name=re.compile("Commitment: We will continue to develop"))
    one.click()
    page.get_by_role("button", name="Take it out").click()
    one.wait_for(state="detached")
    page.get_by_role("button", name="Undo the last change").click()
    one.wait_for()
    one.click()
    page.get_by_role("button", name="Take it out").click()
    one.wait_for(state="detached")

    page.get_by_role("button", name=re.compile("^Answer of Home Office: We will continue")).click()
    page.get_by_text("A commitment was missed").click()
    page.get_by_label("Its words").fill("words that nobody wrote")
    page.get_by_role("button", name="Add it").click()
    assert "These words do not stand in the answer" in page.get_by_role("alert").inner_text()
    page.get_by_label("Its words").fill("We will continue to develop IMS and this will be closely linked")
    page.get_by_role("button", name="Add it").click()
    page.get_by_role("heading", name=re.compile("^Commitment: We will continue")).wait_for()

    page.get_by_role("button", name="Check it").click()  # nothing was said of delivery and firmness
    page.get_by_role("heading", name=re.compile("cannot be submitted as it is")).wait_for()
    assert "The delivery must be exactly one of" in page.locator(".findings").inner_text()
    page.get_by_role("button", name="Open its form").first.click()
    assert page.locator(".draft-thing h3").inner_text().startswith("Commitment: We will continue")
    field(page, "delivery").select_option(label="in progress")
    field(page, "firmness").select_option(label="firm")
    page.get_by_role("button", name="Keep these values").click()
    page.locator(".draft-thing[aria-busy]").wait_for(state="detached")
    page.get_by_role("button", name="Check it").click()
    page.get_by_role("heading", name=re.compile("is fit to be submitted")).wait_for()


def test_nothing_is_lost_between_two_forms(visit: Visit) -> None:
    page = visit("/submit?by=form", bad=True)
    page.get_by_text("A progress report or a re-inspection").click()
    page.get_by_label("Publisher", exact=True).fill("Ministry of Odd Things")
    read(page, resources.responses() / "2016-intelligence-functions.txt")
    assert field(page, "publisher").locator("option:checked").inner_text() == "Ministry of Odd Things"
    field(page, "license").fill("OGL-UK-3.0")
    field(page, "published").fill("2016-08")  # and not kept by hand
    page.get_by_role("button", name="The inspection", exact=True).click()
    page.get_by_role("heading", name="The inspection", exact=True).wait_for()
    page.get_by_role("button", name="The answer", exact=True).click()
    page.get_by_role("heading", name="The answer", exact=True).wait_for()
    page.locator("shacl-form .editor").first.wait_for()
    assert field(page, "published").input_value() == "2016-08"
    assert field(page, "license").input_value() == "OGL-UK-3.0"
    assert field(page, "publisher").locator("option:checked").inner_text() == "Ministry of Odd Things"
    assert page.get_by_text(re.compile("^The document does not tell:")).count() == 0

    page.get_by_role("button", name="Check it").click()
    page.get_by_role("heading", name="Send it").wait_for()
    field(page, "published").fill("2016-09")
    page.get_by_role("button", name="Keep these values").click()
    page.get_by_role("heading", name="Send it").wait_for(state="detached")  # what was checked is another draft


def test_a_file_that_was_checked_goes_on_to_the_form(visit: Visit, draft: Path) -> None:
    page = visit("/submit")
    page.locator("input[type=file]").set_input_files(draft)
    page.get_by_role("button", name="Correct or complete it in a form").click()
    page.locator("shacl-form .editor").first.wait_for()
    assert page.url.endswith("/submit?by=form")
    assert faults(page) == []


def test_a_read_only_server_says_so(visit: Visit, served_readonly: str, draft: Path) -> None:
    page = visit("/submit", at=served_readonly)
    assert "This server is read-only" in page.locator("main").inner_text()
    page.locator("input[type=file]").set_input_files(draft)
    page.get_by_role("heading", name="Send it").wait_for()
    assert page.get_by_label("Token").is_disabled()
    assert page.get_by_role("button", name="Submit it").is_disabled()

"""The pages that are read: each one's main task, done as a person would."""

from __future__ import annotations

import re
import time
from urllib.request import Request, urlopen

import pytest

from kg.namespaces import ROOT
from tests.web.conftest import TOKEN, Visit, settled


def test_the_overview_leads_from_an_overdue_promise_to_its_sentence(visit: Visit) -> None:
    page = visit("/")
    row = page.get_by_role("region", name="Promises past their date").locator("tbody tr").first
    said = row.locator("th a").inner_text().rstrip("…")
    row.locator("th a").click()
    page.locator(".text .target").first.wait_for()
    assert re.search(r"/report/[\w-]+#s\d+-\d+$", page.url)
    marked = "".join(page.locator(".text .target").all_inner_texts())
    assert " ".join(said.split())[:40] in " ".join(marked.split())


def test_the_overview_tells_positions_in_numbers(visit: Visit) -> None:
    page = visit("/")
    rows = page.get_by_role("region", name=re.compile("position and the year")).locator("tbody tr")
    assert [cell.strip() for cell in rows.last.locator("th, td.number").all_inner_texts()] == [
        "2024",
        "24",
        "10",
        "1",
        "0",
    ]


def test_an_issue_is_followed_through_the_matrix_with_the_keyboard(visit: Visit) -> None:
    page = visit("/issues")
    page.get_by_role("link", name="No objectives, or none that can be measured").focus()
    page.keyboard.press("ArrowRight")
    assert "1 recommendation: 1 accepted" in (page.locator(":focus").get_attribute("aria-label") or "")
    page.keyboard.press("End")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="No objectives, or none that can be measured").wait_for()
    assert page.url.endswith("/issue/objectives-without-measures#2024-illegal-working-enforcement")


def test_the_chain_of_an_issue_shows_words_promises_and_what_became_of_them(visit: Visit) -> None:
    page = visit("/issue/objectives-without-measures")
    steps = page.locator("li.step")
    assert steps.count() == 3
    assert "Oct 2010" in steps.first.inner_text()
    assert page.locator("li.step mark").count() >= 4
    assert "past its date" in steps.nth(2).inner_text()
    steps.first.get_by_role("link", name=re.compile(r"teams\.txt, line")).first.click()
    page.locator(".text .target").first.wait_for()


def test_facts_lead_to_their_sentence_and_back(visit: Visit) -> None:
    page = visit("/report/2024-illegal-working-enforcement")
    page.locator(".node#r4\\.b > .head a").click()
    page.locator(".text .target").first.wait_for()
    marked = "".join(page.locator(".text .target").all_inner_texts())
    assert "second-line assurance" in marked
    panel = page.get_by_label("What was found in the chosen words")
    assert "recommendation" in panel.inner_text()
    panel.get_by_role("link", name=re.compile("4.b")).first.click()
    page.locator(".text a.k-date").first.click()
    page.locator(".found .k-date").first.wait_for()
    page.get_by_role("button", name="Close").click()
    page.locator(".text .target").first.wait_for(state="detached")


def test_an_address_with_a_lone_percent_sign_is_borne(visit: Visit) -> None:
    page = visit("/report/2024-illegal-working-enforcement#r%")
    assert page.get_by_role("heading", level=1).inner_text()
    assert page.get_by_role("alert").count() == 0


def test_kinds_of_marks_are_switched_off_and_stay_off_in_the_address(visit: Visit) -> None:
    page = visit("/report/2022-chief-caseworker-unit")
    first = page.locator(".text a.k-position").first
    assert first.evaluate("one => getComputedStyle(one).fontWeight") == "700"
    page.get_by_role("checkbox", name=re.compile("^position")).uncheck()
    assert first.evaluate("one => getComputedStyle(one).fontWeight") == "400"
    page.reload()
    settled(page)
    assert not page.get_by_role("checkbox", name=re.compile("^position")).is_checked()


def test_reports_are_sorted_and_opened(visit: Visit) -> None:
    page = visit("/reports")
    page.get_by_role("button", name="Recommendations").click()
    page.get_by_role("button", name="Recommendations").click()
    assert "sort=Recommendations&down=1" in page.url
    assert page.locator("th[aria-sort=descending]").count() == 1
    page.locator("tbody th a").first.click()
    page.get_by_role("heading", name="An inspection of the Immigration Enforcement Competent Authority").wait_for()


def test_promises_are_filtered_sorted_and_taken_away(visit: Visit) -> None:
    page = visit("/commitments")
    page.get_by_label("Status").select_option("past their date")
    page.get_by_text("38 promises").first.wait_for()
    assert "later documents are not looked at" in page.locator(".lead").inner_text()
    page.get_by_role("button", name="Report").click()
    assert "status=overdue" in page.url
    assert "sort=Report" in page.url
    with page.expect_download() as calendar:
        page.get_by_role("link", name="Download calendar").click()
    text = calendar.value.path().read_text(encoding="utf-8")
    assert text.startswith("BEGIN:VCALENDAR")
    with page.expect_download() as sheet:
        page.get_by_role("link", name="Download CSV").click()
    assert len(sheet.value.path().read_text(encoding="utf-8").splitlines()) >= 39
    page.get_by_role("link", name="Timeline").click()
    page.locator(".chart svg").first.wait_for()
    assert page.locator(".chart g path").count() >= 38


def test_the_order_of_promises_stays_between_table_and_timeline(visit: Visit) -> None:
    page = visit("/commitments")
    page.locator("[data-sort=Who]").click()
    page.get_by_role("link", name="Timeline").click()
    page.locator(".chart svg").first.wait_for()
    page.get_by_role("link", name="Table", exact=True).click()
    page.get_by_role("table", name="Promises by who").wait_for()


def test_a_narrow_timeline_shows_the_latest(visit: Visit) -> None:
    page = visit("/commitments?view=timeline", width=360)
    page.locator(".chart svg").first.wait_for()
    left, rest = page.locator(".chart").evaluate("one => [one.scrollLeft, one.scrollWidth - one.clientWidth]")
    assert left == pytest.approx(rest, abs=1)
    assert rest > 0


def test_a_long_word_is_broken_where_it_may_be(visit: Visit) -> None:
    page = visit("/", width=360)
    lines = page.locator(".tiles").evaluate("""tiles => ["recommen", "ations ("].map(part => {
      const texts = document.createTreeWalker(tiles, NodeFilter.SHOW_TEXT), range = document.createRange();
      while (texts.nextNode() && !texts.currentNode.data.includes(part));
      const at = texts.currentNode.data.indexOf(part);
      range.setStart(texts.currentNode, at);
      range.setEnd(texts.currentNode, at + part.length);
      return range.getClientRects().length;
    })""")
    assert lines == [1, 1]


@pytest.mark.parametrize(
    ("path", "iri"), [("/ontology/#Report", "ontology#Report"), ("/theme/", "theme"), ("/form/", "form")]
)
def test_a_slash_too_much_does_no_harm(visit: Visit, path: str, iri: str) -> None:
    visit(path).get_by_text(f"{ROOT}{iri}", exact=True).first.wait_for()


def test_a_thing_whose_name_holds_other_letters_opens(visit: Visit, served_alone: str) -> None:
    names = (f"{ROOT}id/x/caf\u00e9", f"{ROOT}id/x/a%20b")
    data = f"<{names[0]}> <{ROOT}p> <{names[1]}> . <{names[1]}> <{ROOT}p> <{names[0]}> .".encode()
    asked = Request(f"{served_alone}/data?graph=a:g", data, {"Content-Type": "text/turtle"}, method="PUT")
    asked.add_header("Authorization", f"Bearer {TOKEN}")
    assert urlopen(asked).status == 201
    page = visit("/id/x/caf\u00e9", at=served_alone)
    for name in (names[0], names[1], names[0]):  # each leads to the other
        page.locator("main code", has_text=name).first.wait_for()
        page.locator("main dd li a[href^='/id/x/']").first.click()


def test_a_named_graph_leads_to_its_file(visit: Visit) -> None:
    page = visit("/id/graph/recurrence")
    page.get_by_role("link", name="void:dataDump").wait_for()
    file = page.locator("main dd a[href*='/data?']").get_attribute("href")
    told = page.evaluate("path => fetch(path).then(answer => answer.text())", file)
    assert "@prefix" in told


def test_promises_are_paged(visit: Visit) -> None:
    page = visit("/commitments")
    first = page.locator("tbody th").first.inner_text()
    page.get_by_role("link", name="Next →").click()
    page.get_by_text("51 to 100 of 137").first.wait_for()
    assert page.locator("tbody th").first.inner_text() != first


def test_systems_are_narrowed_and_opened(visit: Visit) -> None:
    page = visit("/names")
    page.get_by_label("Only names that contain").fill("pronto")
    assert page.locator("tbody tr").count() == 1
    assert page.url.endswith("?name=pronto")
    page.locator("tbody a").first.click()
    page.locator(".chart svg").first.wait_for()
    assert page.get_by_role("heading", level=1).inner_text() == "PRONTO"
    page.get_by_role("link", name=re.compile(r"\.txt, line")).first.click()
    page.locator(".text .target").first.wait_for()


def test_a_team_shows_where_it_comes_from(visit: Visit) -> None:
    page = visit("/team/immigration-enforcement")
    assert "predecessor" in page.locator("main").inner_text()
    page.get_by_role("link", name="UK Border Agency").first.click()
    page.get_by_role("heading", level=1, name="UK Border Agency").wait_for()


def test_search_is_one_key_away_and_marks_the_words(visit: Visit) -> None:
    page = visit("/reports")
    page.keyboard.press("/")
    page.keyboard.type("training package")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Search: training package").wait_for()
    assert page.locator(".hits mark").count() >= 2
    page.locator("#hits-commitment ~ ul a").first.click()
    page.locator(".text .target").first.wait_for()


def test_all_hits_of_a_kind_are_led_to(visit: Visit) -> None:
    page = visit("/search?q=the")
    for link in page.locator("nav[aria-label='Kinds of hits'] a").all():
        assert page.locator(link.get_attribute("href")).count() == 1
    page.locator("section[aria-labelledby=hits-recommendation]").get_by_role("link", name=re.compile("^All ")).click()
    settled(page)
    found = int(page.locator("#hits-recommendation").inner_text().rpartition("(")[2].rstrip(")"))
    assert page.locator(".hits > li").count() == min(found, 100)


def test_nothing_found_is_said(visit: Visit) -> None:
    page = visit("/search?q=zebra+submarine")
    assert "Nothing in here has all of these words" in page.locator("main").inner_text()


def test_any_thing_has_its_statements_sentences_and_reasons(visit: Visit, served: str) -> None:
    page = visit("/report/2022-chief-caseworker-unit#s1-2")
    page.locator(".text a.in-commitment").first.click()
    page.locator(".found").get_by_role("link", name="all its statements").first.click()
    page.get_by_role("heading", name="What is said of it").wait_for()
    assert page.locator("blockquote").count() >= 1
    page.goto(f"{served}/id/report/2022-chief-caseworker-unit")
    settled(page)
    page.get_by_role("heading", name="What points to it").wait_for()


def test_terms_of_the_ontology_lead_to_each_other_and_back(visit: Visit) -> None:
    """All terms have one path: the hash tells which is shown."""
    page = visit("/ontology#Commitment")
    title = page.get_by_role("heading", level=1)
    first = title.inner_text()
    link = page.locator("main a[href^='/ontology#due']").first
    term = link.get_attribute("href")
    link.click()
    page.locator(f"main[data-shown='{term}']").wait_for()
    settled(page)
    assert page.url.endswith(term)
    assert title.inner_text() != first
    assert page.locator("main .facts code").first.inner_text().endswith(term.partition("#")[2])
    assert page.evaluate("document.activeElement.tagName") == "H1"
    page.go_back()
    page.locator("main[data-shown='/ontology#Commitment']").wait_for()
    assert title.inner_text() == first
    page.go_forward()
    page.locator(f"main[data-shown='{term}']").wait_for()
    page.evaluate("location.hash = '#Recommendation'")  # as typed into the address
    page.locator("main[data-shown='/ontology#Recommendation']").wait_for()
    page.keyboard.press("Tab")
    page.locator("a.skip").focus()
    page.keyboard.press("Enter")  # the skip link does not take the term for a place in the page
    assert page.url.endswith("/ontology#Recommendation")
    assert page.evaluate("document.activeElement.id") == "main"


def test_the_first_view_comes_at_once(visit: Visit, served: str) -> None:
    visit("/")  # the server has answered once; what is measured is what a reader waits for
    page, took = visit("/reports"), []
    for _ in range(7):
        began = time.perf_counter()
        page.goto(f"{served}/")
        settled(page)
        took.append(time.perf_counter() - began)
    took.sort()
    print(f"first view of the overview: {took[0]:.2f} s at best, {took[3]:.2f} s in the middle (of 7)")
    loaded = page.evaluate(
        "performance.getEntriesByType('resource').filter(r => r.name.endsWith('.js')).map(r => r.encodedBodySize)"
    )
    print(f"scripts: {sum(loaded)} bytes in {len(loaded)} files")
    assert sum(loaded) < 60_000
    assert took[0] < 1  # the best: the machine does other things at the same time

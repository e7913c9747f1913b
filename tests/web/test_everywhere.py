"""What holds of every page, in light and dark: it can be read, heard, and used on a narrow screen."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from tests.web.conftest import Visit, faults, settled, write

ID = "https://w3id.org/inspection-kg/id/"
LINK = f"{ID}recurrence/2024-illegal-working-enforcement-4.a/2024-competent-authority-6.d"
NODE = f"{ID}recommendation/2022-chief-caseworker-unit/6"
PARTS = "PREFIX insp: <https://w3id.org/inspection-kg/ontology%23> SELECT * { ?part insp:directPartOf ?whole } LIMIT 9"
PAGES = {
    "overview": "/",
    "reports": "/reports",
    "report": "/report/2022-chief-caseworker-unit",
    "report at a sentence": "/report/2022-chief-caseworker-unit#s1000-1100",
    "issues": "/issues",
    "issue": "/issue/objectives-without-measures",
    "network": "/network",
    "network as a list": "/network?view=list",
    "network as a list, expanded": "/network?view=list&theme=performance&also=2022-chief-caseworker-unit/6",
    "a chosen link of the network": f"/network?chosen={LINK}",
    "a chosen node of the network": f"/network?theme=performance&chosen={NODE}",
    "names": "/names",
    "system": "/system/pronto",
    "team": "/team/border-force",
    "commitments": "/commitments?status=overdue",
    "timeline": "/commitments?view=timeline",
    "query": "/query",
    "question": "/query?question=positions-by-report",
    "question as a chart": "/query?question=positions-by-report&view=chart",
    "network of a query": f"/query?view=network&query={PARTS}",
    "validate": "/validate",
    "submit a file": "/submit",
    "submit by form": "/submit?by=form",
    "search": "/search?q=training",
    "thing": "/thing?iri=insp:Commitment",
    "missing": "/no/such/page",
}
each_page = pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)


both_themes = pytest.mark.parametrize("theme", ["light", "dark"])


@each_page
@both_themes
def test_a_page_is_fit_for_everyone(visit: Visit, path: str, theme: str) -> None:
    page = visit(path, theme=theme, reduced_motion="reduce")
    if "/network?chosen" in path:
        page.get_by_role("heading", name="Why they are linked").wait_for()
    if "view=network" in path:
        page.locator(".canvas[data-layout=links]").wait_for()
    fit(page, theme)


def fit(page: Any, theme: str) -> None:
    """Axe finds nothing serious; a title, one heading, levels in order, landmarks; no sideways scrolling at 320 px."""
    assert faults(page, *(["color-contrast"] if theme == "dark" else [])) == []  # the rest is the same in the dark
    assert page.title().endswith("inspection-kg")
    assert page.locator("h1").count() == 1
    levels = page.evaluate("[...document.querySelectorAll('main :is(h1,h2,h3,h4)')].map(h => Number(h.tagName[1]))")
    assert all(later - earlier <= 1 for earlier, later in itertools.pairwise(levels)), levels
    for landmark in ("header", "main", "footer", "nav[aria-label=Pages]", "form[role=search]"):
        assert page.locator(landmark).first.is_visible()
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@both_themes
def test_a_kept_query_is_fit_for_everyone(visit: Visit, theme: str) -> None:
    page = visit("/query", theme=theme, reduced_motion="reduce")
    page.get_by_role("button", name="Permalink").click()
    page.locator(".results[data-rows='50']").wait_for()
    assert "/q/" in page.url
    page.get_by_text("Code for Python, R and curl").click()
    fit(page, theme)
    write(page, "SELECT ?report { ?report a insp:Report }")
    page.get_by_role("button", name="Run").click()
    page.get_by_text("You changed the query").wait_for()
    fit(page, theme)


def test_the_first_stop_of_the_keyboard_skips_to_the_content(visit: Visit) -> None:
    page = visit("/reports")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_the_theme_stays_as_chosen(visit: Visit) -> None:
    page = visit("/")
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    light = page.evaluate(ground)
    page.get_by_label("Colours").select_option("Dark")
    dark = page.evaluate(ground)
    page.reload()
    settled(page)
    assert light != dark
    assert page.evaluate(ground) == dark


def test_where_one_is_stands_in_the_navigation(visit: Visit) -> None:
    page = visit("/")
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Issues").click()
    page.get_by_role("heading", name="Issues by report").wait_for()
    assert page.locator("header nav [aria-current=page]").inner_text() == "Issues"
    page.go_back()
    page.get_by_role("heading", name="What inspectors recommended").wait_for()
    assert page.locator("header nav [aria-current=page]").inner_text() == "Overview"


def test_an_error_is_a_sentence(visit: Visit) -> None:
    page = visit("/report/no-such-report", bad=True)
    told = page.get_by_role("alert").inner_text()
    assert told.endswith(".")
    assert "no-such-report" in told
    assert page.get_by_role("button", name="Try again").count() == 0, "it would not help"


def test_a_server_that_went_away_is_told(visit: Visit) -> None:
    page = visit("/", bad=True)
    page.route("**/api/**", lambda route: route.abort())
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Issues").click()
    assert "The server does not answer" in page.get_by_role("alert").inner_text()
    page.unroute("**/api/**")
    page.get_by_role("button", name="Try again").click()
    page.get_by_role("heading", name="Issues by report").wait_for()


def test_an_empty_store_is_told(visit: Visit) -> None:
    page = visit("/")
    overview = page.evaluate("fetch('/api/overview').then(answer => answer.json())")
    empty = {name: 0 if isinstance(value, int) else [] for name, value in overview.items()}
    empty |= {"asOf": "2025-01-01", "counts": dict.fromkeys(overview["counts"], 0)}
    page.route("**/api/overview", lambda route: route.fulfill(json=empty))
    page.reload()
    page.get_by_role("heading", name="Nothing is in here yet").wait_for()

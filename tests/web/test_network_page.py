"""The network page: edges are read, filtered, listed and taken away; 2,000 nodes stay smooth."""

from __future__ import annotations

import random
import re
from typing import Any
from urllib.parse import quote

import pytest

from kg.namespaces import BASE
from tests.web.conftest import Visit, settled

POINT = """canvas => {
  const graph = canvas.graph, edge = graph.edges()[0], box = canvas.getBoundingClientRect();
  const at = edge.renderedMidpoint();
  return {x: box.x + at.x, y: box.y + at.y, id: edge.id()};
}"""
NODE = """(canvas, id) => {
  const box = canvas.getBoundingClientRect(), at = canvas.graph.getElementById(id).renderedPosition();
  return {x: box.x + at.x, y: box.y + at.y};
}"""
FRAMES = """canvas => new Promise(resolve => {
  const graph = canvas.graph, times = [], began = performance.now();
  let last = began, step = 0;
  const frame = now => {
    times.push(now - last); last = now; step += 1;
    graph.panBy({x: Math.sin(step / 9) * 12, y: Math.cos(step / 7) * 9});
    const level = graph.zoom() * (step % 40 ? 1.15 : 0.87);
    if (step % 20 === 0) graph.zoom({level, renderedPosition: {x: 300, y: 300}});
    now - began < 3000 ? requestAnimationFrame(frame) : resolve(times.slice(2).sort((a, b) => a - b));
  };
  requestAnimationFrame(frame);
})"""


AGAIN = f"{BASE}recommendation/2024-competent-authority/6.c"  # as 6.a, linked with 4.c of another report
VISITS = f"{BASE}recommendation/2024-illegal-working-enforcement"


def drawn(page: Any) -> int:
    """How many nodes the picture has, once it is drawn."""
    page.locator(".network[data-drawn]").wait_for()
    return int(page.locator(".network").get_attribute("data-drawn"))


def tap(page: Any, node: str) -> None:
    """Click a node of the picture."""
    point = page.locator(".canvas").evaluate(NODE, node)
    page.mouse.click(point["x"], point["y"])
    page.locator(".side h2 a").wait_for()


def network(page: Any, more: str = "") -> dict[str, Any]:
    """What the server tells of the network."""
    return page.evaluate("path => fetch(path).then(answer => answer.json())", f"/api/network?most=200{more}")


def around(page: Any, nodes: list[str]) -> list[str]:
    """These nodes and what they are linked to."""
    ends = [(edge["source"], edge["target"]) for edge in network(page)["edges"]]
    return sorted({end for pair in ends if set(pair) & set(nodes) for end in pair})


def test_an_edge_is_clicked_and_both_quotations_and_the_reason_are_read(visit: Visit) -> None:
    page = visit("/network", height=1400)
    page.locator(".network[data-drawn]").wait_for()
    point = page.locator(".canvas").evaluate(POINT)
    page.mouse.click(point["x"], point["y"])
    panel = page.locator(".side")
    panel.get_by_role("heading", name="Why they are linked").wait_for()
    assert panel.locator("blockquote").count() == 2
    assert panel.locator("blockquote mark").count() >= 2
    assert "chosen=" in page.url
    page.reload()
    settled(page)
    page.locator(".side").get_by_role("heading", name="Why they are linked").wait_for()


def test_a_node_is_expanded(visit: Visit) -> None:
    """From the first view by itself; then what it is linked to by its own links, which come to those that are there."""
    page = visit("/network", height=1400)
    assert drawn(page) == 17
    tap(page, AGAIN)
    assert page.get_by_role("button", name="Add its links").count() == 0  # they are all there
    page.get_by_text("All its links are shown").wait_for()
    page.get_by_role("button", name="Show only its links").click()
    page.get_by_role("link", name="Show all links").wait_for()
    few = drawn(page)
    assert "near=" in page.url
    assert few == len(around(page, [AGAIN]))
    far = next(one for one in around(page, [AGAIN]) if len(around(page, [AGAIN, one])) > few)
    tap(page, far)
    page.get_by_role("button", name="Add its links").click()
    page.get_by_text("were added").wait_for()
    assert drawn(page) == len(around(page, [AGAIN, far])) > few
    assert page.evaluate("document.activeElement.className") == "side"
    page.go_back()
    page.get_by_text("were added").wait_for(state="detached")
    assert drawn(page) == few


def test_links_are_added_to_a_filtered_picture(visit: Visit) -> None:
    page = visit("/network?team=uk-border-agency", height=1400)
    few = drawn(page)
    ends = page.locator(".canvas").evaluate("canvas => canvas.graph.nodes('.thing').map(node => node.id())")
    one = next(end for end in ends if set(around(page, [end])) - set(ends))
    tap(page, one)
    page.get_by_role("button", name="Add its links").click()
    page.get_by_text("were added").wait_for()
    assert drawn(page) == len({*ends, *around(page, [one])}) > few
    page.get_by_role("link", name="take them away").click()
    settled(page)
    assert drawn(page) == few


def test_links_are_added_in_the_list_with_the_keyboard(visit: Visit) -> None:
    page = visit("/network?team=uk-border-agency&view=list")
    rows = page.locator("tbody tr")
    assert rows.count() == 2
    button = page.get_by_role("button", name="Add its links (2024, illegal working enforcement, 6)")
    page.get_by_label("Theme").focus()
    for _ in range(40):
        page.keyboard.press("Tab")
        if button.evaluate("one => one === document.activeElement"):
            break
    page.keyboard.press("Enter")
    page.get_by_text("All links of 2024, illegal working enforcement, 6 were added").wait_for()
    settled(page)
    assert page.evaluate("document.activeElement.className") == "told"
    assert "also=2024-illegal-working-enforcement%2F6" in page.url
    ids = [edge["id"] for edge in network(page, "&team=uk-border-agency")["edges"]]
    ids += [edge["id"] for edge in network(page)["edges"] if f"{VISITS}/6" in (edge["source"], edge["target"])]
    assert rows.count() == len(set(ids)) > 2
    page.get_by_role("button", name="Show only its links (2024, illegal working enforcement, 6)").first.press("Enter")
    page.get_by_text("near what was chosen").wait_for()
    settled(page)
    assert all("illegal working enforcement, 6" in row for row in rows.all_inner_texts())


def test_filters_stand_in_the_address(visit: Visit) -> None:
    page = visit("/network")
    page.get_by_label("Draw").select_option("reports")
    page.get_by_text("between 5 reports").first.wait_for()
    page.get_by_label("From year").fill("2016")
    page.get_by_label("From year").press("Enter")
    page.get_by_text("between 4 reports").first.wait_for()
    assert "level=report" in page.url
    assert "from=2016" in page.url
    page.get_by_label("From year").fill("2030")
    page.get_by_label("From year").press("Enter")
    page.get_by_text("No link fits").first.wait_for()


def test_between_reports_pairs_are_counted(visit: Visit) -> None:
    page = visit("/network?level=report&view=list")
    pairs = page.locator("tbody tr").count()
    page.locator("main p", has_text=f"{pairs} pairs of reports with ").first.wait_for()


def test_a_theme_narrows_the_network(visit: Visit) -> None:
    page = visit("/network")
    page.get_by_label("Theme").select_option("performance and measures")
    page.get_by_text("2 links between", exact=False).first.wait_for()
    assert "theme=performance" in page.url


@pytest.mark.parametrize(
    ("label", "choice", "links", "words"),
    [
        ("System", "Single Intelligence Platform", 1, r"Single Intelligence Platform"),  # 2016, 2
        ("Team or body", "CCU Casework Team", 1, r"Casework Team"),  # 2022, 4: "the data that underpins …"
        ("Team or body", "Border Force", 1, r"BF|Border Force"),  # 2016, 2
    ],
)
def test_a_system_or_a_team_narrows_the_network(visit: Visit, label: str, choice: str, links: int, words: str) -> None:
    """Each link that is left has an end that names the system, or was told to the team."""
    page = visit("/network?view=list")
    assert page.locator("tbody tr").count() == 10
    page.get_by_label(label, exact=True).select_option(choice)
    page.get_by_text(f"{links} link", exact=False).first.wait_for()
    settled(page)
    assert page.locator("tbody tr").count() == links
    found = network(page, "&" + page.url.partition("?view=list&")[2])
    texts = {node["id"]: node["text"] for node in found["nodes"]}
    assert all(re.search(words, f"{texts[edge['source']]} {texts[edge['target']]}") for edge in found["edges"])


def test_a_position_narrows_the_network(visit: Visit) -> None:
    page = visit("/network?view=list")
    page.get_by_label("Position of one end").select_option("partially accepted")
    page.get_by_text("6 links between", exact=False).first.wait_for()
    whole = network(page)
    partly = {node["id"] for node in whole["nodes"] if node["acceptance"] == "partiallyAccepted"}
    left = {edge["path"] for edge in whole["edges"] if {edge["source"], edge["target"]} & partly}
    shown = page.locator("tbody td:nth-child(3) a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    assert len(whole["edges"]) == 10
    assert set(shown) == left


def test_the_list_has_the_same_edges_and_leads_to_them(visit: Visit) -> None:
    page = visit("/network")
    page.get_by_role("link", name="List").click()
    page.get_by_role("region", name="Links between reports").wait_for()
    assert page.locator("tbody tr").count() == 10
    page.locator("tbody tr").get_by_role("link", name="raised again").first.click()
    page.get_by_role("heading", name="Why they are linked").wait_for()


def test_linked_ones_are_drawn_together(visit: Visit) -> None:
    page = visit("/network")
    page.get_by_role("button", name="Linked ones together").click()
    page.locator(".canvas[data-layout=links]").wait_for()
    assert "layout=links" in page.url


def synthetic(nodes: int, edges: int) -> dict[str, Any]:
    """A network of the size that a thousand reports have."""
    chance = random.Random(7)
    names = [f"https://w3id.org/inspection-kg/id/recommendation/r-{n % 300}/{n}" for n in range(nodes)]
    pairs = [chance.sample(range(nodes), 2) for _ in range(edges)]
    positions = ("accepted", "partiallyAccepted", "rejected", "notStated")
    return {
        "nodes": [
            {"id": name, "label": f"{n}", "kind": "recommendation", "path": "/", "report": f"r-{n % 300}", "text": "",
             "year": 2004 + n % 300 % 21, "links": 2, "number": str(n), "acceptance": positions[n % 4]}
            for n, name in enumerate(names)
        ],
        "edges": [
            {"id": f"e{n}", "source": names[a], "target": names[b], "kind": "recurrence", "score": 0.5, "review": "",
             "verdict": "related", "issue": None, "links": 1, "path": "/link"}
            for n, (a, b) in enumerate(pairs)
        ],
        "truncated": 0,
        "total": edges,
    }  # fmt: skip


def test_two_thousand_nodes_stay_smooth(visit: Visit) -> None:
    page = visit("/issues")
    page.route("**/api/network?**", lambda route: route.fulfill(json=synthetic(2000, 2000)))
    page.route("**/api/network", lambda route: route.fulfill(json=synthetic(2000, 2000)))
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Network").click()
    page.locator(".network[data-drawn='2000']").wait_for()
    times = page.locator(".canvas").evaluate(FRAMES)
    middle, slow = times[len(times) // 2], times[int(len(times) * 0.95)]
    print(f"2,000 nodes: {len(times)} frames in 3 s, median {middle:.0f} ms, 95 % under {slow:.0f} ms")
    assert middle < 70  # drawn without a graphics card, on a shared machine; 17 ms is a full 60 frames a second
    assert slow < 250


def test_what_is_chosen_stays_between_picture_and_list(visit: Visit) -> None:
    page = visit("/network", height=1400)
    drawn(page)
    tap(page, AGAIN)
    chosen = f"chosen={quote(AGAIN, safe='')}"
    page.get_by_role("link", name="List").click()
    page.get_by_role("table").wait_for()
    assert chosen in page.url
    page.get_by_role("link", name="Picture").click()
    drawn(page)
    assert chosen in page.url
    page.locator(".side h2 a").wait_for()

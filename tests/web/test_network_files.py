"""The files that a network is taken away as: they hold what is shown, and programs read them."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from xml.etree import ElementTree

import networkx as nx
import pytest
from PIL import Image

from tests.web.conftest import Visit

SVG = "{http://www.w3.org/2000/svg}"
SHOWN = """canvas => {
  const things = canvas.graph.nodes('.thing');
  const ends = canvas.graph.edges().map(edge => [edge.source().id(), edge.target().id()]);
  return {nodes: things.map(one => one.id()), labels: canvas.graph.nodes().map(one => one.data('label')), ends};
}"""


def taken(page: Any, name: str) -> bytes:
    """The file that a button of the picture gives."""
    with page.expect_download() as file:
        page.locator(".buttons").get_by_role("button", name=f"{name} download").click()
    assert file.value.suggested_filename == f"network.{name.lower()}"
    return file.value.path().read_bytes()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_png_shows_the_picture(visit: Visit, theme: str) -> None:
    page = visit("/network", theme=theme)
    page.locator(".network[data-drawn]").wait_for()
    picture = Image.open(BytesIO(taken(page, "PNG"))).convert("RGB")
    assert 800 <= picture.width <= 8000
    assert 400 <= picture.height <= 8000
    colours = sorted(picture.getcolors(1 << 24), reverse=True)
    assert colours[0][1] == ((255, 255, 255) if theme == "light" else (21, 24, 27))  # the ground of the page
    drawn = 1 - colours[0][0] / (picture.width * picture.height)
    assert 0.01 < drawn < 0.6
    assert picture.point(lambda level: 255 * (level > 0)).getbbox() is not None
    wide = [sum(picture.getpixel((x, y)) != colours[0][1] for y in range(0, picture.height, 3)) for x in
            range(0, picture.width, 3)]  # fmt: skip
    assert sum(map(bool, wide[: len(wide) // 4])) > 5  # something stands on the left, and on the right
    assert sum(map(bool, wide[-len(wide) // 4 :])) > 5


def test_an_svg_holds_lines_shapes_and_labels(visit: Visit) -> None:
    page = visit("/network")
    page.locator(".network[data-drawn]").wait_for()
    shown = page.locator(".canvas").evaluate(SHOWN)
    root = ElementTree.fromstring(taken(page, "SVG"))
    assert root.tag == f"{SVG}svg"
    labels = ["\n".join(part.text or "" for part in text) for text in root.iter(f"{SVG}text")]
    assert sorted(labels) == sorted(shown["labels"])
    assert {"4.a", "6.d"} < set(labels)
    assert len(root.findall(f"{SVG}line")) == len(shown["ends"]) == 10
    shapes = [*root.iter(f"{SVG}circle"), *root.iter(f"{SVG}path")]
    assert len(shapes) == len(shown["nodes"]) == 17


@pytest.mark.parametrize(
    "path",
    [
        "/network",
        "/network?theme=assurance",
        "/network?level=report",
        "/network?theme=performance&also=2010-local-immigration-teams/2",  # two answers of the server together
        "/network?near=2010-local-immigration-teams/2,2024-competent-authority/6.d",
    ],
)
def test_a_gexf_has_the_nodes_and_lines_that_are_shown(visit: Visit, path: str) -> None:
    page = visit(path)
    page.locator(".network[data-drawn]").wait_for()
    shown = page.locator(".canvas").evaluate(SHOWN)
    graph = nx.read_gexf(BytesIO(taken(page, "GEXF")))
    assert sorted(graph) == sorted(shown["nodes"])
    assert sorted(graph.edges) == sorted(map(tuple, shown["ends"]))
    kind = "report" if "report" in path else "recommendation"
    assert {facts["kind"] for _, facts in graph.nodes(data=True)} == {kind}
    assert all(facts["label"] and 2010 <= facts["year"] <= 2024 for _, facts in graph.nodes(data=True))
    assert all(0 < facts["weight"] == facts["score"] <= 1 for _, _, facts in graph.edges(data=True))


def test_the_network_of_a_query_is_taken_away(visit: Visit) -> None:
    query = (
        "PREFIX insp: <https://w3id.org/inspection-kg/ontology%23> SELECT * { ?part insp:directPartOf ?whole } LIMIT 9"
    )
    page = visit(f"/query?view=network&query={query}")
    page.locator(".canvas[data-layout=links]").wait_for()
    shown = page.locator(".canvas").evaluate(SHOWN)
    graph = nx.read_gexf(BytesIO(taken(page, "GEXF")))
    assert sorted(graph) == sorted(shown["nodes"])
    assert graph.number_of_edges() == 9

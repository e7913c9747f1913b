"""The pictures: what they say, that nothing in them overlaps, and that they are the same every time."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from itertools import combinations
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import matplotlib as mpl
import networkx as nx
import pytest

from kg.draw import draw
from kg.draw.chart import Chart, chart, describe, moment, plain, readable
from kg.draw.layout import compose
from kg.draw.paint import _SETTINGS, figure_of
from kg.draw.shapes import FIGURE, STYLES, WHITE, Grid, breadth, wrap
from kg.errors import DataError, UsageError

FIVE = Path(__file__).parent / "cases" / "network" / "five.json"
BASE = "https://w3id.org/inspection-kg/id/"
SVG = "{http://www.w3.org/2000/svg}"


def made(told: dict[str, Any]) -> Any:
    """A network from a short table: reports, things with their counts by report ("answers": no count), lineage."""
    graph: Any = nx.DiGraph()
    for report in told["reports"]:
        iri = f"{BASE}report/{report['slug']}"
        graph.add_node(iri, iri=iri, kind="report", label=report["title"], date=report["date"])
        for number in range(1, report["recommendations"] + 1):
            part = f"{BASE}recommendation/{report['slug']}/{number}"
            graph.add_node(part, iri=part, kind="recommendation", label=str(number), report=iri)
            graph.add_edge(part, iri, kind="madeIn", weight=1)
    for thing in told["shared"]:
        iri = thing_iri(thing["label"])
        graph.add_node(iri, iri=iri, kind=thing["kind"], label=thing["label"])
        for slug, count in thing["counts"].items():
            if count == "answers":
                graph.add_edge(f"{BASE}report/{slug}", iri, kind="answeredBy", weight=1)
                continue
            for number in range(1, count + 1):
                graph.add_edge(f"{BASE}recommendation/{slug}/{number}", iri, kind="mentions", weight=1)
    for pair in told["lineage"]:
        graph.add_edge(thing_iri(pair["new"]), thing_iri(pair["old"]), kind="succeeds", weight=1)
    return graph


def thing_iri(label: str) -> str:
    return f"{BASE}thing/{label.replace(' ', '-')}"


def five() -> Any:
    return made(json.loads(FIVE.read_text(encoding="utf-8")))


def synthetic(count: int, seed: int) -> Any:
    """So many reports, with long and short titles, some undated, and more shared things than fit."""
    chance = random.Random(seed)
    words = ["guidance", "training", "assurance", "data", "licence", "intelligence", "safeguarding", "backlog"]
    reports: list[dict[str, Any]] = []
    for i in range(count):
        year, title = 2009 + i * 15 // count, " ".join(chance.choices(words, k=chance.randint(1, 12)))
        date = chance.choice([f"{year}", f"{year}-0{chance.randint(1, 9)}", f"{year}-11-28", f"{year}~", ""])
        reports.append({"slug": f"r{i:02}", "title": title, "date": date, "recommendations": chance.randint(1, 140)})
    shared = []
    for kind, total in (("issue", 9), ("theme", 22), ("system", 14), ("team", 24)):
        for j in range(total):
            counts: dict[str, Any] = {}
            for report in chance.sample(reports, min(count, chance.randint(1, 9))):
                counts[report["slug"]] = chance.randint(1, report["recommendations"])
                if kind == "team" and chance.random() < 0.2:
                    counts[report["slug"]] = "answers"
            label = " ".join([kind, str(j), *chance.sample(words, chance.randint(0, 8))])
            shared.append({"kind": kind, "label": label, "counts": counts})
    teams = [thing["label"] for thing in shared if thing["kind"] == "team"]
    lineage = [{"new": a, "old": b} for a, b in zip(teams[::2], teams[1::2], strict=True)]
    return made({"reports": reports, "shared": shared, "lineage": lineage})


def boxes(shown: Chart, title: str, source: str) -> tuple[list[tuple[str, Any]], list[Any], Any]:
    """The rendered extents of texts and marks, and of the canvas, in pixels."""
    sheet = compose(shown, title, source)
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(_SETTINGS)
        figure = figure_of(sheet)
        renderer = figure.canvas.get_renderer()  # type: ignore[attr-defined]
        axes = figure.axes[0]
        texts = [(text.get_text(), text.get_window_extent(renderer)) for text in axes.texts]
        marks = [line.get_window_extent(renderer) for line in axes.lines]
        return texts, marks, figure.bbox


def far_apart() -> Any:
    """Two reports with so many years between them that not each can be written on the axis."""
    reports = [{"slug": date, "title": date, "date": date, "recommendations": 2} for date in ("1950", "2024-12-31")]
    shared = [{"kind": "theme", "label": "Records", "counts": {"1950": 1, "2024-12-31": 2}}]
    return made({"reports": reports, "shared": shared, "lineage": []})


NETWORKS = [
    pytest.param(far_apart, id="far-apart"),
    pytest.param(five, id="five"),
    pytest.param(lambda: synthetic(30, 1), id="thirty"),
    pytest.param(lambda: synthetic(8, 3), id="eight"),
    pytest.param(lambda: synthetic(9, 4), id="nine"),
    pytest.param(lambda: synthetic(1, 5), id="one"),
    pytest.param(lambda: synthetic(60, 6), id="sixty"),
]


@pytest.mark.parametrize("build", NETWORKS)
def test_nothing_overlaps_or_leaves_the_canvas(build: Any) -> None:
    texts, marks, canvas = boxes(chart(build(), 15), "A title " * 20, "A source " * 60)
    assert len(texts) > 10
    for (one, a), (other, b) in combinations(texts, 2):
        assert not a.overlaps(b), (one, other)
    for text, box in texts:
        assert box.x0 >= 0 and box.y0 >= 0 and box.x1 <= canvas.x1 and box.y1 <= canvas.y1, text  # noqa: PT018
        if not text.isdigit():
            assert not any(box.overlaps(mark) for mark in marks), text
    for mark in marks:
        assert mark.x0 >= 0 and mark.x1 <= canvas.x1  # noqa: PT018


@pytest.mark.parametrize("build", NETWORKS)
def test_figures_stay_inside_their_marks(build: Any) -> None:
    sheet = compose(chart(build(), 15), "Title", "Source")
    figures = {(label.x, label.y): label for label in sheet.labels if label.colour == WHITE}
    filled = [mark for mark in sheet.marks if (mark.x, mark.y) in figures]
    assert len(filled) == len(figures) > 0
    for mark in filled:
        label = figures[mark.x, mark.y]
        assert breadth(label.text, label.size, bold=True) < mark.size


def test_marks_of_one_column_keep_apart() -> None:
    sheet = compose(chart(synthetic(30, 1), 15), "Title", "Source")
    for one, other in combinations([mark for mark in sheet.marks if mark.kind != "date"], 2):
        distance = max(abs(one.x - other.x), abs(one.y - other.y))
        assert distance >= (one.size + other.size) / 2


def test_reports_stand_in_time_order_with_the_undated_last() -> None:
    shown = chart(synthetic(30, 1), 15)
    moments = [column.when for column in shown.columns]
    known = [when for when in moments if when is not None]
    assert moments == sorted(known) + [None] * (len(moments) - len(known))
    assert None in moments


def test_the_chart_of_the_five() -> None:
    shown = chart(five(), 15)
    assert [column.count for column in shown.columns] == [3, 7, 6, 10, 25]
    assert [(group.kind, group.total) for group in shown.groups] == [("theme", 10), ("system", 2), ("team", 6)]
    themes, _, teams = shown.groups
    assert themes.rows[0].counts == {0: 1, 1: 1, 2: 3, 3: 2, 4: 4}
    assert [min(row.counts) for row in themes.rows] == sorted(min(row.counts) for row in themes.rows)
    assert teams.rows[0].label == "UK Border Agency"
    assert teams.rows[0].counts == {0: 0, 1: 1}
    assert len(shown.lineages) == 3
    assert shown.years == "2010–2024"


def test_the_most_shared_rows_stay() -> None:
    graph = five()
    shown = chart(graph, 2)
    assert [(len(group.rows), group.total) for group in shown.groups] == [(2, 10), (2, 2), (2, 6)]
    assert {row.label for row in shown.groups[2].rows} == {"Immigration Enforcement", "Home Office"}
    assert shown.lineages == ()
    texts = [label.text for label in compose(shown, "T", "S").labels]
    assert "Themes (2 of 10)" in texts


def test_parts_count_singly() -> None:
    graph = five()
    stem, part = (f"{BASE}recommendation/2010-local-immigration-teams/{number}" for number in (1, 2))
    graph.add_edge(part, stem, kind="partOf", weight=1)
    assert chart(graph, 15).columns[0].count == 2


def test_a_stem_counts_only_where_none_of_its_parts_does() -> None:
    """Recommendations 1 to 6 touch quality assurance: with 2 a part of 1 and 3 a part of 2, 3 to 6 are left."""
    graph = five()
    one, two, three = (f"{BASE}recommendation/2024-competent-authority/{number}" for number in (1, 2, 3))
    graph.add_edge(two, one, kind="partOf", weight=1)
    graph.add_edge(three, two, kind="partOf", weight=1)
    rows = {row.label: row for row in chart(graph, 15).rows}
    assert rows["Quality assurance"].counts == {1: 1, 3: 4, 4: 4}
    assert rows["Access to IT systems"].counts[4] == 1  # touched by the stem alone


def test_only_the_drawing_itself_loads_the_heavy_libraries() -> None:
    heavy = "{'matplotlib', 'networkx', 'pandas'}"
    code = f"import sys, kg.draw, kg.network, kg.export; sys.exit(bool({heavy} & {{*sys.modules}}))"
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)


def test_an_issue_that_came_back_has_a_ring() -> None:
    graph = five()
    later, earlier = (
        f"{BASE}recommendation/2024-competent-authority/1",
        f"{BASE}recommendation/2022-chief-caseworker-unit/1",
    )
    issue = thing_iri("Referrals between units")
    graph.nodes[issue]["kind"] = "issue"
    for one in (later, earlier):
        graph.add_edge(issue, one, kind="member", weight=1)
    concept = "https://w3id.org/inspection-kg/theme/referrals"  # an issue as links name it, which is not the node
    graph.add_edge(later, earlier, kind="recurrence", verdict="returnedAfterCompleted", issue=concept, weight=0.8)
    shown = chart(graph, 15)
    assert {row.label: set(row.returned) for row in shown.rows if row.returned} == {"Referrals between units": {4}}
    sheet = compose(shown, "T", "S")
    assert sum(mark.ringed for mark in sheet.marks) == 2  # the mark and its sample in the legend
    assert len(figure_of(sheet).axes[0].lines) == len(sheet.marks) + 2
    assert any("reported complete" in label.text for label in sheet.labels)
    assert not any("reported complete" in label.text for label in compose(chart(five(), 15), "T", "S").labels)


def test_with_many_reports_a_column_is_a_year() -> None:
    reports = [
        {
            "slug": f"r{i}",
            "title": f"Report {i}",
            "date": "" if i == 50 else str(2010 + i % 4 * 2),
            "recommendations": 2,
        }
        for i in range(51)
    ]
    shared = [{"kind": "system", "label": "Atlas", "counts": {"r0": 2, "r4": 1, "r2": 1, "r50": 1}}]
    shown = chart(made({"reports": reports, "shared": shared, "lineage": []}), 15)
    assert [column.title for column in shown.columns] == [*map(str, range(2010, 2017)), "undated"]
    assert [column.reports for column in shown.columns] == [13, 0, 13, 0, 12, 0, 12, 1]
    assert (shown.reports, shown.columns[0].count) == (51, 26)
    assert shown.rows[0].counts == {0: 3, 4: 1, 7: 1}
    assert "2010 (13); 2011 (0)" in describe(shown)
    words = {label.text for label in compose(shown, "T", "S").labels}
    assert {"2010", "26", "reports answered"} <= words


@pytest.mark.parametrize("dates", [("2010", "2016"), ("2016", "2010"), ("2010", "2010")])
def test_lineage_joins_the_marks_of_both_teams(dates: tuple[str, str]) -> None:
    """Whichever name is seen first, the curve runs from a mark's row to the successor's first mark, without a gap."""
    slugs = ("one", "two")
    reports = [{"slug": s, "title": s, "date": d, "recommendations": 3} for s, d in zip(slugs, dates, strict=True)]
    shared = [
        {"kind": "team", "label": "Old", "counts": {"one": 2}},
        {"kind": "team", "label": "New", "counts": {"two": 1}},
    ]
    shown = chart(made({"reports": reports, "shared": shared, "lineage": [{"new": "New", "old": "Old"}]}), 15)
    sheet = compose(shown, "T", "S")
    marks = {(mark.x, mark.y) for mark in sheet.marks if mark.kind == "team"}
    pieces = [curve.points for curve in sheet.curves if curve.colour == STYLES["team"].colour and not curve.dashes]
    pieces = [points for points in pieces if points[0] in marks or points[-1] in marks or len(points) == 4]
    assert any(points[0] in marks for points in pieces)
    assert any(points[-1] in marks for points in pieces)


def test_nothing_shared_is_said() -> None:
    reports = [{"slug": "a", "title": "A", "date": "", "recommendations": 1}]
    shown = chart(made({"reports": reports, "shared": [], "lineage": []}), 15)
    labels = [label.text for label in compose(shown, "T", "S").labels]
    assert any("links two of these reports" in text.replace("\n", " ") for text in labels)
    assert "1 recommendation" in labels
    assert "undated" in labels
    assert shown.years == ""


def test_no_report_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="nothing to draw"):
        draw(nx.DiGraph(), tmp_path / "a.png")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["a.pdf", "a"])
def test_other_endings_are_refused_before_anything_is_written(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match=r"\.png or \.svg"):
        draw(five(), tmp_path / "b.svg", tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be written"):
        draw(five(), tmp_path / "none" / "a.svg")


def test_both_files_are_written_and_a_user_s_settings_stay(tmp_path: Path) -> None:
    before = dict(mpl.rcParams)
    with mpl.rc_context({"font.size": 30, "axes.facecolor": "red"}):
        paths = draw(five(), tmp_path / "a.SVG", tmp_path / "a.png")
    assert [path.name for path in paths] == ["a.SVG", "a.png"]
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    assert dict(mpl.rcParams) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.SVG", "a.png"]


def test_svg_is_text_with_title_and_description(tmp_path: Path) -> None:
    [path] = draw(five(), tmp_path / "a.svg", title="What <five> & more share")
    root = ElementTree.parse(path).getroot()
    assert root.attrib["role"] == "img"
    assert [child.tag for child in root[:2]] == [f"{SVG}title", f"{SVG}desc"]
    assert root.attrib["aria-labelledby"].split() == [child.attrib["id"] for child in root[:2]]
    assert root[0].text == "What <five> & more share"
    assert "Quality assurance" in (root[1].text or "")
    words = ["".join(node.itertext()) for node in root.iter(f"{SVG}text")]
    assert any("Quality assurance" in text for text in words)
    links = [node.attrib["{http://www.w3.org/1999/xlink}href"] for node in root.iter(f"{SVG}a")]
    assert f"{BASE}report/2016-intelligence-functions" in links
    assert "date" not in "".join(node.tag for node in root.iter()).lower().replace("update", "")


def test_the_same_bytes_in_every_process(tmp_path: Path) -> None:
    code = "import sys; from tests.test_draw import *; draw(five(), *sys.argv[1:])"
    root = Path(__file__).parents[1]
    for seed in ("1", "2"):
        subprocess.run(
            [sys.executable, "-c", code, str(tmp_path / f"{seed}.svg"), str(tmp_path / f"{seed}.png")],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(root)},
            check=True,
        )
    for ending in ("svg", "png"):
        assert (tmp_path / f"1.{ending}").read_bytes() == (tmp_path / f"2.{ending}").read_bytes()


def test_one_report_has_a_title_of_its_own(tmp_path: Path) -> None:
    [path] = draw(synthetic(1, 5), tmp_path / "a.svg")
    assert (ElementTree.parse(path).getroot()[0].text or "").startswith("What one inspection report names")


def test_figures_of_any_length_fit() -> None:
    grid = Grid(0, 0, 1, (), peak=9999)
    for count in (1, 10, 100, 1000, 9999):
        assert breadth(str(count), FIGURE, bold=True) < grid.diameter(count) < 0.34


def test_hostile_labels_are_drawn_as_they_stand(tmp_path: Path) -> None:
    reports = [
        {"slug": slug, "title": "$x_{1$ \\frac <&> \x00\u2028 end", "date": date, "recommendations": 2}
        for slug, date in (("a", "2010"), ("b", "not a date"))
    ]
    shared = [{"kind": "system", "label": "W" * 400, "counts": {"a": 1, "b": 2}}]
    [path] = draw(made({"reports": reports, "shared": shared, "lineage": []}), tmp_path / "a.svg")
    text = "".join(ElementTree.parse(path).getroot().itertext())
    assert "$x_{1$ \\frac <&> end" in text
    assert "…" in text


def test_the_description_tells_the_picture() -> None:
    told = describe(chart(five(), 15))
    assert "Local Immigration Teams (Oct 2010 – Nov 2010); Intelligence Functions" in told
    assert "Atlas: Illegal working enforcement 1, Immigration Enforcement Competent Authority 3" in told
    assert "Border Force succeeds UK Border Agency." in told


def test_kinds_differ_without_colour() -> None:
    assert len({style.mark for style in STYLES.values()}) == len(STYLES)
    assert len({style.dashes for kind, style in STYLES.items() if kind != "theme"}) == len(STYLES) - 1


@pytest.mark.parametrize("kind", sorted(STYLES))
def test_white_figures_are_legible(kind: str) -> None:
    """Contrast of at least 4.5 with white (WCAG 2.2, success criterion 1.4.3)."""
    channels = [int(STYLES[kind].colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    assert 1.05 / (luminance + 0.05) >= 4.5


@pytest.mark.parametrize(
    ("edtf", "words", "when"),
    [
        ("2022-01-13", "13 Jan 2022", 2022 + 13 / 31 / 12),
        ("2010-10/2010-11", "Oct 2010 – Nov 2010", 2010 + (9 + 15 / 31) / 12),
        ("2016~", "c. 2016", 2016.5),
        ("2024-03-01~", "c. 1 Mar 2024", 2024 + (2 + 1 / 31) / 12),
        ("2024?-12", "Dec 2024 (?)", 2024 + (11 + 15 / 31) / 12),
        ("2025-21", "spring 2025", 2025 + (3 + 15 / 31) / 12),
        ("2025%", "c. 2025 (?)", 2025.5),
        ("2025-33", "2025-33", 2025.5),
        ("201X", "201X", None),
        ("", "", None),
        ("../2010", "../2010", None),
    ],
)
def test_dates(edtf: str, words: str, when: float | None) -> None:
    assert readable(edtf) == words
    assert moment(edtf) == (when if when is None else pytest.approx(when))


def test_wrap_balances_and_cuts() -> None:
    text = "Guidance that is out of date or hard to find"
    lines = wrap(text, 2.3, 8.5, most=2)
    assert " ".join(lines) == text
    assert len(lines) == 2
    assert min(map(len, lines)) > 15  # no single word is left on a line of its own
    cut = wrap(text, 0.8, 8.5, most=2)
    assert len(cut) == 2
    assert cut[-1].endswith("…")
    assert all(breadth(line, 8.5) <= 0.8 for line in cut)
    assert wrap("", 1, 8, most=1) == []


def test_plain_drops_what_xml_forbids() -> None:
    assert plain(" a\x00b\n\tc\ud800 ") == "a b c"

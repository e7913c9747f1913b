"""What single formats do: numbers of lists, notes, boxes, what is hidden or deleted; lines and hyphens of a PDF."""

from __future__ import annotations

import io
import zipfile

import pytest

from kg.errors import SourceError
from kg.read import html, office, opendocument, pdf
from kg.read.flow import Page, flow
from kg.read.hyphens import Hyphens
from kg.read.numbering import numeral
from kg.read.rows import Line


def zipped(members: dict[str, str]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as made:
        for name, content in members.items():
            made.writestr(name, content)
    return data.getvalue()


@pytest.mark.parametrize(
    ("value", "style", "written"),
    [
        (3, "", "3"), (3, "a", "c"), (28, "lower-alpha", "ab"), (28, "lowerLetter", "bb"), (27, "A", "AA"),
        (14, "i", "xiv"), (1994, "upperRoman", "MCMXCIV"), (0, "a", "0"), (-2, "I", "-2"), (7, "decimalZero", "07"),
        (5, "hebrew1", "5"),
    ],
)  # fmt: skip
def test_numerals(value: int, style: str, written: str) -> None:
    assert numeral(value, style) == written


# HTML


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<ol><li>x<li>y</ol>", "1. x\n\n2. y"),
        ('<ol start=4 type=a><li>x<li value="9">y<li>z</ol>', "d. x\n\ni. y\n\nj. z"),
        ("<ol reversed><li>x<li>y</ol>", "2. x\n\n1. y"),
        ('<ol style="list-style-type: lower-roman"><li><p>x<p>more<li>y</ol>', "i. x\n\nmore\n\nii. y"),
        ('<ol class="legislative-list"><li>(a) x</ol><ul style="list-style: none"><li>y</ul>', "(a) x\n\ny"),
        ("<ol><li>x<ol type=a><li>y</ol><p>z</ol><ul><p>odd<li>u</ul>", "1. x\n\na. y\n\nz\n\nodd\n\n- u"),
        ("<h2>Recommendation 1</h2><h3></h3><p>Do<br>this", "## Recommendation 1\n\nDo\nthis"),
        ("<table><tr><th>No<th>Text<tr><td>1<td><p>a<p>b</table>", "No\n\nText\n\n1\n\na\n\nb"),
        ("<p>By May<sup>2</sup> and 10 m<sup>rd</sup>.", "By May[footnote 2] and 10 mrd."),
        (
            '<p>x<sup id="fnref:1"><a href="#fn:1">[footnote 1]</a></sup></p><div class="footnotes"><ol>'
            '<li id="fn:1"><p>Note <a href="#fnref:1" class="reversefootnote">↩</a></p></li></ol></div>',
            "x[footnote 1]\n\n[footnote 1] Note",
        ),
        (
            '<p hidden>a<p style="display:none">b<p aria-hidden=true>c<p>d<span class="govuk-visually-hidden">e</span>',
            "d",
        ),
        ("<header><nav>a</nav></header><header><h1>b</h1></header><footer>c</footer>", "# b"),
        ("<main><header>a</header><p>b<footer>c</footer></main><p>d", "a\n\nb\n\nc"),
        ("<main></main><p>d", "d"),
        (
            '<div role="dialog">a</div><div class="user-feedback">b</div><details><summary>c</summary>d</details>',
            "c\n\nd",
        ),
        ("<pre>a\n  b</pre><p>c <b>d</b>\n e<!-- f -->", "a\nb\n\nc d e"),
        ('<?xml version="1.0" encoding="UTF-8"?><html><body><p>x</p></body></html>', "x"),
    ],
)
def test_html(page: str, text: str) -> None:
    assert html.text(page.encode(), "x.html") == text + "\n"


def test_encodings_of_html() -> None:
    page = '<meta charset="{}"><p>The café’s'
    assert html.text(page.format("iso-8859-1").encode("cp1252"), "x") == "The café’s\n"
    assert html.text(page.format("utf-8").encode(), "x") == "The café’s\n"
    assert html.text(page.format("utf-16").encode("utf-16"), "x") == "The café’s\n"
    assert html.text(page.format("koi8-r").replace("é’", "").encode("koi8-r"), "x") == "The cafs\n"


def test_html_that_is_nested_without_end_is_read_as_far_as_it_goes() -> None:
    assert html.text(b"<p>first</p>" + b"<div>" * 5000 + b"last", "x").startswith("first")


# DOCX

WORDS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LEVEL = '<w:lvl w:ilvl="{}"><w:start w:val="{}"/><w:numFmt w:val="{}"/><w:lvlText w:val="{}"/>{}</w:lvl>'
NUMBERING = (
    f"<w:numbering {WORDS}>"
    '<w:abstractNum w:abstractNumId="0">'
    + LEVEL.format(0, 1, "decimal", "%1.", "")
    + LEVEL.format(1, 1, "lowerLetter", "(%2)", "")
    + LEVEL.format(2, 1, "upperRoman", "%1.%3", "<w:isLgl/>")
    + LEVEL.format(3, 1, "none", "", "")
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
    '<w:startOverride w:val="7"/></w:lvlOverride></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
    + LEVEL.format(0, 1, "bullet", "*", "")
    + "</w:lvlOverride></w:num></w:numbering>"
)
STYLES = (
    f'<w:styles {WORDS}><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="O"><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:basedOn w:val="O"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    "</w:styles>"
)
NOTES = (
    f'<w:footnotes {WORDS}><w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>rule</w:t></w:r></w:p></w:footnote>'
    '<w:footnote w:id="1"><w:p><w:r><w:t>The note</w:t></w:r></w:p></w:footnote></w:footnotes>'
)


def p(words: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{words}</w:p>"


def r(words: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def n(words: str, number: int, level: int = 0) -> str:
    return p(r(words), f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def docx(body: str, **parts: str) -> str:
    members = {"word/document.xml": f"<w:document {WORDS}><w:body>{body}</w:body></w:document>"}
    members |= {f"word/{name}.xml": content for name, content in parts.items()}
    return office.text(zipped(members), "x.docx").removesuffix("\n")


def test_numbers_of_lists_in_docx() -> None:
    body = n("x", 1) + n("y", 1, 1) + n("y", 1, 1) + n("z", 1, 2) + n("u", 1, 3) + n("x", 1) + n("y", 1, 1)
    found = docx(body + n("v", 2) + n("v", 2) + n("w", 3) + n("w", 9), numbering=NUMBERING)
    numbers = "1. x|(a) y|(b) y|1.1 z|u|2. x|(a) y|7. v|8. v|- w|w"
    assert found.split("\n\n") == numbers.split("|")


def test_styles_of_docx_give_headings_and_numbers() -> None:
    body = "".join(p(r(name), f'<w:pStyle w:val="{name}"/>') for name in ("H", "O", "L", "L", "unknown"))
    assert docx(body, styles=STYLES, numbering=NUMBERING).split("\n\n") == ["## H", "# O", "1. L", "2. L", "unknown"]
    assert docx(n("x", 1)) == "x"  # without its numbering


def test_runs_of_docx() -> None:
    body = p(
        r("a") + "<w:r><w:tab/></w:r>" + r("hid", "<w:vanish/>") + r("b", '<w:vanish w:val="0"/>')
        + "<w:del>" + r("gone") + "</w:del><w:ins>" + r("new") + "</w:ins><w:r><w:br/></w:r><!-- c -->"
        + r("line") + '<w:r><w:br w:type="page"/><w:noBreakHyphen/><w:footnoteReference w:id="1"/></w:r>'
    )  # fmt: skip
    assert docx(body, footnotes=NOTES) == "a bnew\nline -[footnote 1]\n\n[footnote 1] The note"


def test_tables_and_boxes_of_docx() -> None:
    box = "<w:r><w:pict><w:txbxContent>" + p(r("boxed")) + "</w:txbxContent></w:pict></w:r>"
    choice = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    )
    table = "<w:tbl><w:tr><w:tc>" + p(r("1")) + "</w:tc><w:tc>" + p(r("2")) + "</w:tc></w:tr></w:tbl>"
    assert docx(p(r("before") + choice) + table + "<w:sectPr/>").split("\n\n") == ["before", "boxed", "1", "2"]
    assert docx(p(box)) == "boxed"


def test_docx_without_a_body() -> None:
    with pytest.raises(SourceError, match="holds no text"):
        office.text(zipped({"word/document.xml": f"<w:document {WORDS}/>"}), "x.docx")


# ODT

SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in {
        "office": "office",
        "text": "text",
        "table": "table",
        "draw": "drawing",
        "style": "style",
    }.items()
)
NUMBER = (
    '<text:list-level-style-number text:level="{}" style:num-format="{}" style:num-suffix="{}"'
    ' text:display-levels="{}"/>'
)
LIST = (
    '<text:list-style style:name="L">'
    + NUMBER.format(1, "1", ".", 1)
    + NUMBER.format(2, "a", ")", 2)
    + NUMBER.format(3, "", "", 1)
    + '</text:list-style><text:list-style style:name="B"><text:list-level-style-bullet text:level="1"/>'
    "</text:list-style>"
)
OUTLINE = (
    '<text:outline-style><text:outline-level-style text:level="1" style:num-format="1" style:num-suffix="."/>'
    "</text:outline-style>"
)


def odt(body: str, styles: str = "") -> str:
    content = f"<office:document-content {SPACES}>{LIST}<office:body><office:text>{body}</office:text></office:body>"
    members = {"content.xml": content + "</office:document-content>"}
    if styles:
        members["styles.xml"] = f"<office:document-styles {SPACES}>{styles}</office:document-styles>"
    return opendocument.text(zipped(members), "x.odt").removesuffix("\n")


def items(*words: str, more: str = "", style: str = "L") -> str:
    inside = "".join(
        f"<text:list-item>{word if word.startswith('<') else f'<text:p>{word}</text:p>'}</text:list-item>"
        for word in words
    )
    return f'<text:list text:style-name="{style}" {more}>{inside}</text:list>'


def test_numbers_of_lists_in_odt() -> None:
    deeper = "<text:list><text:list-item><text:p>y</text:p></text:list-item></text:list>"
    body = items("x", f"<text:p>x</text:p>{deeper}", more='xml:id="one"') + items("u", style="B") + items("v")
    body += items("w", more='text:continue-list="one"') + items("w", more='text:continue-numbering="true"')
    deepest = "<text:list><text:list-item><text:p>z</text:p></text:list-item></text:list>"
    body += items(f"<text:list><text:list-item>{deepest}</text:list-item></text:list>") + items("?", style="none")
    body += '<text:list text:style-name="L"><text:list-header><text:p>h</text:p></text:list-header><text:list-item '
    body += 'text:start-value="9"><text:p>x</text:p></text:list-item></text:list>'
    numbers = "1. x|2. x|2.a) y|- u|1. v|3. w|4. w|z|?|h|1. x"
    found = odt(body).split("\n\n")
    assert found == numbers.replace("h|1. x", "h|9. x").split("|")


def test_headings_of_odt() -> None:
    body = '<text:h text:outline-level="1">A</text:h><text:h text:outline-level="2">B</text:h><text:h>C</text:h>'
    body += '<text:h text:is-list-header="true">D</text:h>'
    assert odt(body, OUTLINE).split("\n\n") == ["# 1. A", "## B", "# 2. C", "# D"]
    assert odt(body).split("\n\n") == ["# A", "## B", "# C", "# D"]


def test_words_notes_tables_and_boxes_of_odt() -> None:
    note = "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>The note</text:p>"
    note += "</text:note-body></text:note>"
    box = "<draw:frame><draw:text-box><text:p>boxed</text:p></draw:text-box></draw:frame>"
    body = "<text:tracked-changes><text:p>gone</text:p></text:tracked-changes>"
    body += f"<text:p>a<text:s/><text:tab/>b<text:line-break/><text:span>c{note}</text:span>{box}<!-- d --></text:p>"
    body += "<table:table><table:table-row><table:table-cell><text:p>1</text:p></table:table-cell><table:table-cell>"
    body += "<text:p>2</text:p></table:table-cell></table:table-row></table:table><text:p><text:note/></text:p>"
    assert odt(body).split("\n\n") == [
        "a b\nc[footnote 1]", "boxed", "1", "2", "[footnote 2]", "[footnote 1] The note", "[footnote 2]",
    ]  # fmt: skip


# PDF


def lines(*rows: tuple[str, float, float], size: float = 10) -> tuple[Line, ...]:
    """Lines from (words, left, bottom): each letter is 5 points wide."""
    return tuple(
        Line(words, left, bottom, left + 5 * len(words), bottom + size, 5 * len(words.split()[0]))
        for words, left, bottom in rows
    )


def test_notes_below_a_page_follow_the_paragraph_that_goes_on() -> None:
    first = lines(("The Home Office will do the first", 50, 500), ("thing by May, and it will then do", 50, 488))
    notes = lines(("1 See the report", 50, 90), ("on the inspection.", 55, 82), ("2 As above.", 50, 74), size=7)
    second = lines(("the second one by June.", 50, 700), ("Accepted", 50, 600))
    text, pages = flow([Page(800, first + notes), Page(800, second)])
    assert text.split("\n\n") == [
        "The Home Office will do the first thing by May, and it will then do the second one by June.",
        "[footnote 1] See the report on the inspection.",
        "[footnote 2] As above.",
        "Accepted",
        "",
    ]
    assert text[pages[1] :].startswith("the second one")


def test_a_page_without_words_and_one_that_begins_a_paragraph() -> None:
    text, pages = flow([Page(800, lines(("It is done.", 50, 500))), Page(800, ()), Page(800, lines(("Next", 50, 700)))])
    assert text == "It is done.\n\n\fNext\n\n"
    assert pages == (0, 14, 14)


def test_returning_lines_at_the_edge_go_and_those_of_the_text_stay() -> None:
    body = [lines(("Accepted", 50, 780), (f"Text {word} of the answer.", 50, 400), ("3", 300, 20)) for word in "abc"]
    more = lines(("Accepted", 50, 300))
    text, _ = flow([Page(800, page + more) for page in body])
    assert text.count("Accepted") == 6
    assert "3" not in text


def test_a_page_that_the_engine_cannot_open(monkeypatch: pytest.MonkeyPatch) -> None:
    import pypdfium2

    class Broken:
        def __getitem__(self, index: int) -> object:
            raise pypdfium2.PdfiumError("Failed to load page.")

    with pytest.raises(SourceError, match=r"x\.pdf, page 2: the PDF is damaged"):
        pdf._page(Broken(), 1, "x.pdf")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("document", "joined"),
    [
        (["a recruit-", "ment and recruitment"], "a recruitment and recruitment"),
        (["record-", "keeping", "record-keeping", "recruit-", "ment recruitment"], "record-keeping"),
        (["large-", "scale work"], "large-scale work"),  # nothing shows that this document cuts words
        (["large-", "scale work", "recruit-", "ment recruitment"], "largescale work"),
        (["up-to-", "date"], "up-to-date"),
        (["addres\u2010", "sing"], "addressing"),
        (["anti-", "European"], "anti-European"),
        (["2023-", "24"], "2023-24"),
        (["this –", "that"], "this – that"),
        (["both pre-", "and post-training"], "both pre- and post-training"),
        (["one-", "to-one talks"], "one-to-one talks"),
    ],
)
def test_hyphens_at_the_ends_of_lines(document: list[str], joined: str) -> None:
    assert Hyphens(document).join(document[0], document[1]) == joined


def test_a_letter_that_is_told_in_halves_is_one_and_a_half_alone_is_none() -> None:
    assert pdf._whole(["a", "\ud83d", "\ude00", "b", "\ud83d"]) == ["a", "\U0001f600", "", "b", "\ufffd"]


def test_a_section_about_feedback_is_read_and_a_box_for_feedback_is_not() -> None:
    page = '<section id="feedback-to-staff" class="level2"><p>Recommendation</p></section><div class="feedback">x</div>'
    assert html.text(f"<html><body>{page}</body></html>".encode(), "page.html").strip() == "Recommendation"


def test_an_encoding_that_is_none() -> None:
    with pytest.raises(SourceError, match="its bytes are not undefined, which the page declares"):
        html.text(b'<html><meta charset="undefined"><body><p>x</p></body></html>', "page.html")

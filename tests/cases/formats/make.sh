#!/bin/sh
# How the files beside this script were made from data/responses/*.txt. The tests need none of these tools:
# python3, pandoc 2.17, LibreOffice 7.4 (libreoffice-writer-nogui), Chromium, msoffcrypto-tool (from PyPI).
#
#   caseworker.html, caseworker.docx, caseworker.odt   2022-chief-caseworker-unit: <ol start>, automatic numbers
#   working.html, working.docx, working.odt            2024-illegal-working-enforcement: headings, lettered lists
#   working-saved.odt, working-saved.docx              the same, opened and saved again by LibreOffice
#   caseworker.pdf                                     printed by LibreOffice from caseworker.docx
#   caseworker-printed.pdf                             printed by Chromium, which draws the bullets of lists
#   working.pdf                                        printed by Chromium, with the headers and footers of its print
#   intelligence-table.html, .docx, .odt, .pdf         2016-intelligence-functions: each recommendation a row of a table
#   intelligence-columns.pdf                           two columns, printed by Chromium
#   intelligence-hyphens.pdf                           hyphenated at line ends, running headers, narrow pages
#   competent.html, .docx, .odt                        2024-competent-authority: headings, letters as words, bullets
#   competent.pdf, competent-office.pdf                printed by Chromium; by LibreOffice from competent.docx
#   agency.pdf, agency.docx                            2010-local-immigration-teams: numbered paragraphs; by Chromium
#   locked.pdf, locked.docx, locked.odt                want a password
#   picture.pdf                                        a page without text
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
cd "$work"

python3 - "$here/../../../data/responses" <<'PY'
import html, re, sys
from pathlib import Path

folder = Path(sys.argv[1])
STYLE = """<style>@media print { header.site, nav, .cookie-banner, footer.site, .feedback { display: none } }
body { font-family: serif } %s</style>"""
PAGE = """<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>%(title)s - GOV.UK</title>%(style)s
<script>window.dataLayer = ["Recommendation 9", "Accepted"];</script></head>
<body>
<div id="global-cookie-message" class="cookie-banner" role="region" aria-label="Cookies on GOV.UK"><h2>Cookies on
GOV.UK</h2><p>We use some essential cookies to make this website work.</p><button>Accept additional cookies</button>
<button>Reject additional cookies</button></div>
<a href="#content" class="govuk-skip-link">Skip to main content</a>
<header class="site" role="banner"><a href="/">GOV.UK</a><form><label>Search</label><input></form></header>
<nav class="govuk-breadcrumbs"><ol><li><a href="/">Home</a></li><li><a href="/b">Borders</a></li></ol></nav>
<main role="main" id="content">
%(head)s
<nav class="contents-list" aria-label="Contents"><h2>Contents</h2><ol><li><a href="#r">Recommendations</a></li></ol></nav>
<div class="govspeak">
%(body)s
</div>
<div class="feedback gem-c-feedback"><h2>Is this page useful?</h2><button>Yes</button><button>No</button></div>
</main>
<footer class="site" role="contentinfo"><ul><li><a href="/help">Help</a></li></ul><p>All content is available under the
Open Government Licence v3.0, except where otherwise stated</p></footer>
</body></html>
"""


def page(name, head, body, style="", title="Response"):
    plain = f"<!DOCTYPE html><html lang='en-GB'><head><meta charset='utf-8'><title></title></head><body>%s</body></html>"
    whole = PAGE % {"title": title, "style": STYLE % style, "head": "\n".join(head), "body": "\n".join(body)}
    Path(name + ".html").write_text(whole, encoding="utf-8")
    Path(name + "-bare.html").write_text(plain % "\n".join([*head, *body]), encoding="utf-8")


def lines(name):
    return [line.strip() for line in (folder / name).read_text(encoding="utf-8-sig").splitlines() if line.strip()]


def tag(name, words, more=""):
    return f"<{name}{more}>{html.escape(words, quote=False)}</{name}>"


def listed(found, kind, words, more=""):
    """Add an item to the list that the last block is, or begin one."""
    item = tag("li", words)
    if found and found[-1].startswith(f"<{kind}{more}>") and more.find("start") < 0:
        found[-1] = found[-1].removesuffix(f"</{kind}>") + item + f"</{kind}>"
    else:
        found.append(f"<{kind}{more}>{item}</{kind}>")


def working():
    head, body = [], []
    for line in lines("2024-illegal-working-enforcement.txt"):
        if letter := re.match(r"\(([a-z])\) ", line):
            listed(body, "ol", line[letter.end():], ' type="a"')
        elif line.startswith("Response to an inspection"):
            head.append(tag("h1", line))
        elif line in ("Policy paper", "Updated 1 March 2024"):
            head.append(tag("p", line))
        elif re.fullmatch(r"Recommendation \d( .*)?|August - October 2023", line):
            body.append(tag("h2", line))
        elif re.match(r"Recommendation \d[a-z] ", line):
            body.append(tag("h3", line))
        else:
            body.append(tag("p", line))
    page("working", head, body, title="Response to an inspection of illegal working enforcement")


def caseworker():
    head, body = [], []
    for index, line in enumerate(lines("2022-chief-caseworker-unit.txt")):
        if number := re.match(r"(\d+)\. ", line):
            start = "" if number[1] == "1" else f' start="{number[1]}"'
            listed(body, "ol", line[number.end():], start)
        elif line.startswith("- "):
            listed(body, "ul", line[2:])
        elif index < 2:
            head.append(tag("h1" if index == 0 else "p", line))
        elif line.startswith("The Home Office response to the recommendations"):
            body.append(tag("h2", line))
        else:
            body.append(tag("p", line))
    page("caseworker", head, body, title="Response to the inspection of the Chief Caseworker Unit")


def intelligence():
    found = lines("2016-intelligence-functions.txt")
    # the source cuts the text of recommendation 5 in two
    for index, line in enumerate(found):
        if line.startswith("keeping, giving"):
            found[index - 1 : index + 1] = [found[index - 1] + " " + line]
            break
    body = [tag("p", line) for line in found[1:]]
    head = [tag("p", found[0])]
    title = "An Inspection of the Intelligence Functions"
    page("columns", head, body, "body { column-count: 2; column-gap: 2em; font-size: 10pt } p { margin: 0 0 .6em }", title)
    shy = [re.sub(r"[A-Za-z]{8,}", lambda m: re.sub(r"(?<=[a-z]{3})(?=[bcdfgmprstv][aeiou]\w\w)", "&shy;", m[0]), p)
           for p in body]
    style = "@page { size: A5 } body { text-align: justify; font-size: 10.5pt }"
    page("hyphens", head, shy, style, title)
    rows, cells = [], []
    start = next(i for i, line in enumerate(found) if line.startswith("Recommendation 1"))
    for line in found[start:]:
        if line.startswith("Recommendation "):
            if cells:
                rows.append(cells)
            cells = [tag("td", line)]
        elif len(cells) == 1:
            cells.append(tag("td", line))
        elif len(cells) == 2:
            cells.append("<td>" + tag("p", line) + "</td>")
        else:
            cells[2] = cells[2].removesuffix("</td>") + tag("p", line) + "</td>"
    rows.append(cells)
    heading = "<tr><th>Recommendation</th><th>Position</th><th>Response</th></tr>"
    table = "<table>" + heading + "".join(f"<tr>{''.join(row)}</tr>" for row in rows) + "</table>"
    page("table", head, [tag("p", line) for line in found[1:start]] + [table], title=title)


def competent():
    head, body = [], []
    for index, line in enumerate(lines("2024-competent-authority.txt")):
        if line.startswith("- "):
            listed(body, "ul", line[2:])
        elif index < 2:
            head.append(tag("h1" if index == 0 else "p", line))
        elif index in (2, 4) or line.startswith("Recommendation "):
            body.append(tag("h2", line))
        else:
            body.append(tag("p", line))
    page("competent", head, body, title="Response to an inspection of the Immigration Enforcement Competent Authority")


def agency():
    text = (folder / "2010-local-immigration-teams.txt").read_text(encoding="utf-8-sig")
    blocks = [" ".join(block.split()) for block in re.split(r"\n\s*\n", text) if block.strip()]
    body = [tag("h1", block.strip("*")) if block.startswith("**") else tag("p", block) for block in blocks]
    page("agency", [], body, title="The UK Border Agency response on local immigration teams")


working()
caseworker()
intelligence()
competent()
agency()
Path("picture.html").write_text('<svg width="300" height="200"><rect width="200" height="99" fill="navy"/></svg>')
PY

print() { # page, output, further options
  from=$1 to=$2; shift 2
  timeout 120 chromium --headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking \
    --user-data-dir="$work/profile" "$@" --print-to-pdf="$to" "file://$work/$from" 2>/dev/null
}
office() { # format (with its filter), file: into this folder
  timeout 120 soffice -env:UserInstallation="file://$work/office" --headless --convert-to "$1" "$2" >/dev/null 2>&1
}

for name in working caseworker; do
  cp $name.html "$here/$name.html"
  pandoc -f html $name-bare.html -o "$here/$name.docx"
  pandoc -f html $name-bare.html -o "$here/$name.odt"
done
cp table.html "$here/intelligence-table.html"
print table.html "$here/intelligence-table.pdf" --no-pdf-header-footer
pandoc -f html table-bare.html -o "$here/intelligence-table.docx"
pandoc -f html table-bare.html -o "$here/intelligence-table.odt"
print working.html "$here/working.pdf"
print caseworker.html "$here/caseworker-printed.pdf" --no-pdf-header-footer
print columns.html "$here/intelligence-columns.pdf" --no-pdf-header-footer
print hyphens.html "$here/intelligence-hyphens.pdf"
for kind in docx odt; do pandoc -f html competent-bare.html -o "$here/competent.$kind"; done
cp competent.html "$here/competent.html"
cp "$here/competent.docx" . && office pdf competent.docx && cp competent.pdf "$here/competent-office.pdf"
print competent.html "$here/competent.pdf"
pandoc -f html agency-bare.html -o "$here/agency.docx"
print agency.html "$here/agency.pdf" --no-pdf-header-footer
print picture.html "$here/picture.pdf" --no-pdf-header-footer
cp "$here/caseworker.docx" "$here/working.docx" "$here/working.odt" .
office pdf caseworker.docx && cp caseworker.pdf "$here/caseworker.pdf"
office odt working.docx && cp working.odt "$here/working-saved.odt"
cp "$here/working.odt" working.odt && office docx working.odt && cp working.docx "$here/working-saved.docx"

# Documents with passwords: LibreOffice again, asked by its Python (UNO); the words are those of working.docx.
soffice -env:UserInstallation="file://$work/office" --headless --norestore --accept="pipe,name=formats;urp" &
office=$!
/usr/bin/python3 - "$work/working.docx" "$here" <<'PY'
import sys, time
import uno
from com.sun.star.beans import PropertyValue

def prop(name, value):
    found = PropertyValue()
    found.Name, found.Value = name, value
    return found

local = uno.getComponentContext()
resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
for _ in range(60):
    try:
        context = resolver.resolve("uno:pipe,name=formats;urp;StarOffice.ComponentContext")
        break
    except Exception:
        time.sleep(0.5)
desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
document = desktop.loadComponentFromURL(f"file://{sys.argv[1]}", "_blank", 0, (prop("Hidden", True),))
to = f"file://{sys.argv[2]}/locked"
document.storeToURL(to + ".odt", (prop("FilterName", "writer8"), prop("Password", "secret")))
data = uno.Any("[]com.sun.star.beans.PropertyValue", (prop("EncryptFile", True), prop("DocumentOpenPassword", "secret")))
document.storeToURL(to + ".pdf", (prop("FilterName", "writer_pdf_Export"), prop("FilterData", data)))
document.close(True)
try:
    desktop.terminate()
except Exception:
    pass
PY
wait "$office" || true
msoffcrypto-tool -e -p secret "$work/working.docx" "$here/locked.docx" # LibreOffice leaves DOCX open when asked this way

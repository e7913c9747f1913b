"""Reports as one HTML page that stands alone: no script, no request to any host; for narrow and for spoken pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from unicodedata import category

from kg.validate.findings import NAMES, Group, count, groups, name, places, verdict
from kg.validate.quality import Quality
from kg.validate.report import Report, Result

_STYLE = """
:root { color-scheme: light dark; --paper: #fff; --ink: #1b1f24; --soft: #57606a; --line: #d0d7de; --box: #f6f8fa;
  --violation: #b3261e; --warning: #8a5300; --note: #0b5cad; --good: #1a6b34; }
@media (prefers-color-scheme: dark) { :root { --paper: #14171b; --ink: #e6e9ed; --soft: #a3adb8; --line: #3a424c;
  --box: #1d2228; --violation: #ff8f85; --warning: #f0b35c; --note: #82b8ff; --good: #74cf8f; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem 1rem 4rem; max-width: 50rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.55 system-ui, sans-serif; overflow-wrap: break-word; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 1rem; }
h2 { font-size: 1.3rem; line-height: 1.3; margin: 2.5rem 0 .5rem; padding-top: 1rem;
  border-top: 2px solid var(--line); }
h3 { font-size: 1.05rem; line-height: 1.4; margin: 0 0 .5rem; }
h3.quality { margin-top: 2rem; }
h4 { font-size: 1rem; margin: 1.2rem 0 .3rem; }
a { color: var(--note); }
.verdict { font-weight: 600; }
.violation { --mark: var(--violation); } .warning { --mark: var(--warning); } .note { --mark: var(--note); }
.conforms { color: var(--good); } .fails { color: var(--violation); }
.kind { color: var(--mark); font-weight: 700; white-space: nowrap; }
section.rule { margin: 1.5rem 0; padding: 1rem; border: 1px solid var(--line); border-left: .3rem solid var(--mark);
  border-radius: .3rem; }
ol.findings { list-style: none; padding: 0; margin: 1rem 0 0; }
ol.findings > li { background: var(--box); border-radius: .3rem; padding: .7rem .8rem; margin: .5rem 0; }
dl { display: grid; grid-template-columns: 4.5rem 1fr; gap: .15rem .6rem; margin: 0; }
dt { color: var(--soft); } dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
blockquote { margin: 0; font-style: italic; } code { font-size: .9em; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0; }
th, td { text-align: left; padding: .3rem .5rem .3rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
th { font-weight: 400; } thead th { color: var(--soft); } .number { text-align: right; white-space: nowrap; }
summary { cursor: pointer; color: var(--note); }
@media (max-width: 30rem) { dl { grid-template-columns: 1fr; } dt { margin-top: .3rem; }
  section.rule { padding: .8rem; } }
@media print { section.rule { break-inside: avoid-page; } }
"""


def render(reports: Mapping[str, Report]) -> str:
    """The reports by the name of what was validated, as one page (HTML, UTF-8)."""
    titles = " and ".join(reports) if len(reports) < 3 else f"{len(reports)} submissions"
    body = "\n".join(
        line for number, (title, report) in enumerate(reports.items(), 1) for line in _report(number, title, report)
    )
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Validation of {_text(titles)}</title>
<style>{_STYLE}</style>
</head>
<body>
<main>
<h1>Validation of {_text(titles)}</h1>
{body}
</main>
</body>
</html>
"""


def _report(number: int, title: str, report: Report) -> Iterator[str]:
    """The summary of one report first, then a section for each rule."""
    found = list(groups(report))
    state = "conforms" if report.conforms else "fails"
    yield f'<section aria-labelledby="summary-{number}">'
    yield f'<h2 id="summary-{number}">{_text(title)}: summary</h2>'
    yield f'<p class="verdict {state}">{_text(verdict(report))}</p>'
    if found:
        yield from _contents(number, found)
    if report.quality is not None:
        yield from _quality(report.quality)
    yield "</section>"
    for group in found:
        yield from _section(number, group)
    shapes = sorted({str(rule.iri).rsplit("/", 1)[-1] for rule in report.unmatched})
    yield from _listed("Shapes that matched nothing", shapes)
    yield from _listed("Nodes that no shape saw", [name(node) for node in report.unseen])


def _contents(number: int, found: list[Group]) -> Iterator[str]:
    yield "<table><thead><tr><th scope='col'>Rule</th><th scope='col'>Kind</th>"
    yield "<th scope='col' class='number'>Findings</th></tr></thead><tbody>"
    for group in found:
        kind = NAMES[group.severity]
        yield f'<tr><th scope="row"><a href="#{_anchor(number, group)}">{_text(group.rule.name)}</a></th>'
        yield f'<td class="{kind}"><span class="kind">{kind}</span></td>'
        yield f'<td class="number">{len(group.findings)}</td></tr>'
    yield "</tbody></table>"


def _quality(quality: Quality) -> Iterator[str]:
    yield f"<h3 class='quality'>Quality: {_text(quality.percent)}</h3>"
    yield "<p>The mean of these shares.</p>"
    yield "<table><thead><tr><th scope='col'>Of all</th><th scope='col' class='number'>Share</th>"
    yield "<th scope='col' class='number'>Number</th></tr></thead><tbody>"
    for measure in quality.measures:
        yield f'<tr><th scope="row">{_text(measure.label)}</th><td class="number">{_text(measure.percent)}</td>'
        yield f'<td class="number">{measure.good} of {measure.of}</td></tr>'
    yield "</tbody></table>"
    improvements = quality.improvements()
    if improvements:
        yield "<h4>What would raise it, the cheapest first</h4><ol>"
        yield from (f"<li>{_text(improvement.words)}</li>" for improvement in improvements)
        yield "</ol>"


def _section(number: int, group: Group) -> Iterator[str]:
    kind, anchor, rule = NAMES[group.severity], _anchor(number, group), group.rule
    yield f'<section class="rule {kind}" aria-labelledby="{anchor}">'
    yield f'<h3 id="{anchor}"><span class="kind">{kind.capitalize()}:</span> {_text(rule.name)}</h3>'
    yield f"<p>{_text(rule.message)}</p>"
    yield f"<dl><dt>Why</dt><dd>{_text(rule.why)}</dd><dt>Mend</dt><dd>{_text(rule.mend)}</dd>"
    yield f"<dt>Rule</dt><dd><code>{_text(group.id)}</code>, {count(len(group.findings), 'finding')}</dd></dl>"
    yield '<ol class="findings">'
    for finding in group.findings:
        yield f"<li><dl>{''.join(_finding(finding))}</dl></li>"
    yield "</ol></section>"


def _finding(finding: Result) -> Iterator[str]:
    yield f"<dt>What</dt><dd><code>{_text(name(finding.focus))}</code>"
    yield f"<br>{_text(finding.message)}</dd>" if finding.message != finding.rule.message else "</dd>"
    if found := places(finding):
        yield f"<dt>Where</dt><dd>{' and '.join(map(_text, found))}</dd>"
    if finding.source.quotation:
        yield f"<dt>Words</dt><dd><blockquote>“{_text(finding.source.quotation)}”</blockquote></dd>"
    if finding.value is not None and finding.value != finding.focus:
        yield f"<dt>Value</dt><dd>{_text(name(finding.value))}</dd>"


def _listed(title: str, names: list[str]) -> Iterator[str]:
    if names:
        yield f"<details><summary>{title} ({len(names)})</summary><ul>"
        yield from (f"<li><code>{_text(one)}</code></li>" for one in names)
        yield "</ul></details>"


def _anchor(number: int, group: Group) -> str:
    return f"rule-{number}-{group.severity.lower()}-{escape(group.id)}"


def _text(words: str) -> str:
    """Words for a page: escaped, with what HTML forbids (control characters, halves of characters) replaced."""
    return escape("".join(c if c in "\n\t" or category(c) not in ("Cc", "Cs") else "\ufffd" for c in words))

"""/id/…, /ontology, /theme, /form: every IRI of the graph opens, as a page for a browser and as RDF for a program."""

from __future__ import annotations

from urllib.parse import quote, unquote

from starlette.requests import Request
from starlette.responses import Response

from kg.errors import UsageError
from kg.explore.common import iri_of
from kg.namespaces import ONTOLOGY_GRAPH, ROOT
from kg.serve.answers import Answer, Ask, Server
from kg.serve.explorer import Explorer
from kg.serve.negotiate import GRAPHS, PAGES, choose, prefers_html
from kg.serve.protocol import BadRequest, absolute
from kg.serve.sparql import base_of

_SAFE = "/:@!$&'()*+,;=-._~%"


class Things:
    """Gives things of the graph."""

    def __init__(self, server: Server, explorer: Explorer) -> None:
        self._server, self._explorer = server, explorer

    async def __call__(self, request: Request) -> Response:
        """A thing by the path of its IRI, or by `?iri=` (/thing)."""
        asked = request.query_params.get("format")
        if not asked and prefers_html(request.headers.get("accept")) and (page := self._explorer.index(request)):
            return page
        form, media = choose({**GRAPHS, **PAGES}, request.headers.get("accept"), asked)
        job: dict[str, object]
        if request.url.path.rstrip("/") == "/ontology" and form != "html":
            rows = self._server.settings.rows
            job = {"do": "graph", "name": str(ONTOLOGY_GRAPH), "form": form, "rows": rows}
        else:
            iris = iris_of(request)
            same = f"?iri={quote(iris[0], safe='')}&" if request.url.path == "/thing" else "?"
            job = {"do": "thing", "iris": iris, "form": form, "base": base_of(request), "same": same}
        return Answer(self._server, request, Ask(job, media, key=repr(job), headers={"Vary": "Accept"}))


def iris_of(request: Request) -> list[str]:
    """What the address may stand for: as it is written, and with its percent-encoding undone or made."""
    if request.url.path == "/thing":
        try:
            return [iri_of(request.query_params.get("iri", ""))]
        except UsageError as error:
            raise BadRequest(error.what, expected=error.expected) from error
    raw = request.scope.get("raw_path", b"").decode("latin-1").split("?")[0].lstrip("/")
    if "/" not in raw.rstrip("/"):  # the vocabulary and the schemes, whose names have no slash at their end
        return [ROOT + raw.rstrip("/")]
    plain = unquote(raw)
    names = dict.fromkeys((raw, quote(plain, safe=_SAFE), plain))
    found = [name for name in names if all(ord(c) > 32 and c not in '<>"{}|^`\\' for c in name)]
    return [absolute(f"{ROOT}{name}") for name in found or [quote(plain, safe=_SAFE)]]

"""The files of the explorer: its page for every address of it, its scripts, styles and pictures."""

from __future__ import annotations

import hashlib
import mimetypes
import re
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from kg.serve.answers import matches
from kg.serve.negotiate import charset, prefers_html
from kg.serve.replies import Problem

_HASHED = re.compile(r"assets/.*[-.][\w-]{8,}\.\w+")  # Vite puts a hash of the content into the names of what it builds
_TYPES = {".js": "text/javascript", ".mjs": "text/javascript", ".webmanifest": "application/manifest+json",
          ".woff2": "font/woff2", ".svg": "image/svg+xml", ".map": "application/json"}  # fmt: skip
_PLAIN = """:root{color-scheme:light dark}
body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:0 auto;padding:1rem}
table{border-collapse:collapse;width:100%}th{text-align:left;vertical-align:top;padding:.3rem 1rem .3rem 0;width:14rem}
td{padding:.3rem 0}tr{border-top:1px solid #8886}ul{list-style:none;margin:0;padding:0}code{overflow-wrap:anywhere}
td,li{overflow-wrap:anywhere}@media(max-width:40rem){th,td{display:block;width:auto}}"""
_WELCOME = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>inspection-kg</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="/plain.css"></head>
<body><main><h1>inspection-kg</h1><p>What inspectors recommended and what departments promised in answer.</p>
<ul><li><a href="/sparql">/sparql</a>: SPARQL 1.1 Protocol</li>
<li><a href="/ontology">/ontology</a>: the vocabulary</li>
<li><a href="/theme">/theme</a>: the themes</li>
<li><a href="/.well-known/void">/.well-known/void</a>: what the data hold
</li><li><a href="/data?default">/data</a>: the graphs</li></ul>
<p>The explorer is not built into this installation.</p></main></body></html>"""


@dataclass(frozen=True, slots=True)
class _File:
    data: bytes
    media: str
    etag: str
    lasting: bool


class Explorer:
    """The built explorer, read into memory once; without one, a plain page of addresses."""

    def __init__(self, folder: Path | None) -> None:
        self._files = {"plain.css": _file("plain.css", _PLAIN.encode(), lasting=False)}
        if folder is not None:
            root = folder.resolve()
            for path in root.rglob("*"):
                if path.is_file() and path.resolve().is_relative_to(root):
                    name = path.relative_to(root).as_posix()
                    self._files[name] = _file(name, path.read_bytes(), lasting=bool(_HASHED.fullmatch(name)))

    @property
    def built(self) -> bool:
        """Whether there is an explorer."""
        return "index.html" in self._files

    def index(self, request: Request) -> Response | None:
        """The page of the explorer; None where it is not built."""
        return self._send(request, self._files["index.html"]) if self.built else None

    async def __call__(self, request: Request) -> Response:
        """A file, or the page for any address that a browser asks for. Raises Problem (404)."""
        name = request.url.path.lstrip("/")
        if found := self._files.get(name):
            return self._send(request, found)
        last = name.rpartition("/")[2]
        accept = request.headers.get("accept")
        if name == "" or ("." not in last and prefers_html(accept)):
            if page := self.index(request):
                return page
            if name == "":
                return Response(_WELCOME, media_type="text/html")
        raise Problem(404, "there is nothing at this address", mend="/ leads to everything")

    def _send(self, request: Request, file: _File) -> Response:
        lasting = "public, max-age=31536000, immutable" if file.lasting else "no-cache"
        headers = {"ETag": file.etag, "Cache-Control": lasting}
        if file.media == "text/html":
            headers["Vary"] = "Accept"
        if matches(request, file.etag):
            return Response(status_code=304, headers=headers)
        return Response(file.data, 200, headers | {"Content-Type": charset(file.media)})


def _file(name: str, data: bytes, *, lasting: bool) -> _File:
    media = _TYPES.get(Path(name).suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    return _File(data, media, f'"{hashlib.sha256(data).hexdigest()[:20]}"', lasting)

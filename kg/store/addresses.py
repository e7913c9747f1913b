"""Where a SPARQL 1.1 server takes queries and where it takes updates."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from kg.errors import StoreError


@dataclass(frozen=True, slots=True)
class Addresses:
    """The two addresses of a server (SPARQL 1.1 Protocol, sections 2.1 and 2.2)."""

    query: str
    update: str


def is_address(where: str) -> bool:
    """Whether the words name a server rather than a folder."""
    return where.startswith(("http://", "https://"))


def addresses(where: str) -> Addresses:
    """The addresses that one string tells.

    - `QUERY_URL UPDATE_URL`: as given, for servers that name them freely (GraphDB: …/repositories/x and
      …/repositories/x/statements).
    - `…/query`: the update address is `…/update` beside it (Oxigraph, Fuseki).
    - `…/sparql`: one address for both (`kg serve`, Virtuoso).
    - anything else is a base to which `/query` and `/update` are added (Oxigraph).

    Raises StoreError where it is not one or two http(s) addresses.
    """
    parts = where.split()
    if not 1 <= len(parts) <= 2 or not all(_valid(part) for part in parts):
        raise StoreError(
            "this is not the address of a SPARQL server",
            where=where,
            expected='http://host:port, http://host:port/query, or "QUERY_URL UPDATE_URL"',
        )
    if len(parts) == 2:
        return Addresses(*parts)
    url = parts[0].rstrip("/")
    if url.endswith("/sparql"):
        return Addresses(url, url)
    base = url.removesuffix("/query")
    return Addresses(f"{base}/query", f"{base}/update")


def _valid(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False

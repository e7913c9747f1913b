"""SPARQL 1.1 Protocol requests: one clear error for each way in which a server can fail."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from http.client import HTTPException
from urllib.error import HTTPError, URLError

import pyoxigraph as ox
from SPARQLWrapper import POST, POSTDIRECTLY, SPARQLExceptions, SPARQLWrapper

from kg.errors import KgError, QueryError, StoreError
from kg.store.addresses import Addresses

Dataset = tuple[Sequence[str], Sequence[str]]
_RESULTS = "application/sparql-results+json"
_TRIPLES = "application/n-triples, text/turtle;q=0.9"
_TIMEOUT = 600  # seconds; the slowest measured query took 101
_STATUS = {  # of the exceptions that SPARQLWrapper raises in place of an HTTPError
    SPARQLExceptions.QueryBadFormed: 400,
    SPARQLExceptions.Unauthorized: 401,
    SPARQLExceptions.EndPointNotFound: 404,
    SPARQLExceptions.URITooLong: 414,
    SPARQLExceptions.EndPointInternalError: 500,
}
_KINDS = "a SELECT for rows, an ASK for yes or no, a CONSTRUCT or DESCRIBE for triples"
_MENDS = {
    401: "give the right token",
    403: "give a token that may do this",
    404: 'give the right addresses: "QUERY_URL UPDATE_URL"',
    405: 'give the right addresses: "QUERY_URL UPDATE_URL"',
    413: "send less at once, or raise the server's limit",
}


class Client:
    """Sends queries and updates to one server; keeps no connection."""

    def __init__(self, places: Addresses, token: str | None = None) -> None:
        self.addresses, self._token = places, token

    def results(self, query: str, dataset: Dataset | None = None) -> ox.QuerySolutions | ox.QueryBoolean:
        """The answer of a SELECT or ASK; rows are read on iteration. `dataset` (default graphs, named graphs) takes
        the place of the union of all graphs and of what the query names."""
        body, media = self._send(query, self.addresses.query, _RESULTS, dataset=dataset)
        if media not in (_RESULTS, "application/json"):
            raise QueryError(f"the server answered with {media or 'no media type'}", expected="a SELECT or ASK query")
        try:
            return ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
        except (SyntaxError, ValueError) as error:
            raise self.cut_off(error) from error

    def triples(self, query: str, dataset: Dataset | None = None) -> Iterator[ox.Quad]:
        """The answer of a CONSTRUCT or DESCRIBE; `dataset` as for `results`."""
        body, media = self._send(query, self.addresses.query, _TRIPLES, dataset=dataset)
        form = ox.RdfFormat.from_media_type(media)
        if form is None:
            raise QueryError(
                f"the server answered with {media or 'no media type'}", expected="a CONSTRUCT or DESCRIBE query"
            )
        try:
            yield from ox.parse(body, format=form)
        except (SyntaxError, ValueError) as error:
            raise self.cut_off(error) from error

    def update(self, update: str) -> None:
        """Run an update request."""
        self._send(update, self.addresses.update, "*/*", update=True)

    def cut_off(self, error: Exception) -> StoreError:
        """The error for an answer that does not parse."""
        return StoreError(
            f"the server's answer is cut off or damaged ({error})",
            where=self.addresses.query,
            mend="ask for less, or raise the server's time limit",
        )

    def _send(
        self, text: str, url: str, accept: str, *, update: bool = False, dataset: Dataset | None = None
    ) -> tuple[bytes, str]:
        wrapper = self._wrapper(text, accept, update=update, dataset=dataset)
        try:
            reply = wrapper.query().response
            return reply.read(), str(reply.headers.get_content_type())
        except tuple(_STATUS) as error:
            raise _refusal(_STATUS[type(error)], str(error), url) from error
        except HTTPError as error:
            raise _refusal(error.code, error.read().decode(errors="replace"), url) from error
        except (URLError, OSError, HTTPException) as error:
            reason = getattr(error, "reason", None) or error
            raise StoreError(
                f"the server cannot be reached ({reason})", where=url, mend="start it, or correct the address"
            ) from error

    def _wrapper(self, text: str, accept: str, *, update: bool, dataset: Dataset | None = None) -> SPARQLWrapper:
        wrapper = SPARQLWrapper(self.addresses.query, updateEndpoint=self.addresses.update)
        wrapper.setMethod(POST)
        wrapper.setRequestMethod(POSTDIRECTLY)
        wrapper.setTimeout(_TIMEOUT)
        # Set by hand: guessing the kind of a request by regular expressions fails on comments and is slow on bulk data.
        wrapper.queryString, wrapper.queryType = text, "INSERT" if update else "SELECT"
        if dataset:
            for name, graphs in zip(("default-graph-uri", "named-graph-uri"), dataset, strict=True):
                for graph in graphs:
                    wrapper.addParameter(name, graph)
        elif not update:
            wrapper.addParameter("union-default-graph", "true")
        wrapper.addCustomHttpHeader("Accept", accept)
        if self._token:
            wrapper.addCustomHttpHeader("Authorization", f"Bearer {self._token}")
        return wrapper


def _refusal(status: int, words: str, url: str) -> KgError:
    said = " ".join(words.split())[:300]
    if status == 406:
        return QueryError(f"the query is of another kind than asked for: {said}", where=url, expected=_KINDS)
    if status == 400:
        return QueryError(f"the server does not accept the request: {said}", where=url, mend="correct the SPARQL")
    return StoreError(f"the server answered {status}: {said}", where=url, mend=_MENDS.get(status, ""))

/** Any thing of the graph: what is said of it, what points to it, its sentences, and why it is there. */

import { get } from "../api/client";
import type { Thing, Value } from "../api/pages";
import { type Child, h, many } from "../dom";
import * as words from "../format";
import type { Page } from "../router";
import { address, iriOfPath, larger } from "../routes";
import { nothing } from "../ui/status";
import { facts, links, quotation, to } from "../ui/text";

const [LIMIT, MOST] = [100, 1000];

export const page: Page = async ({ url, signal, title }) => {
  const iri = url.searchParams.get("iri") ?? iriOfPath(url.pathname, url.hash);
  if (url.pathname === "/thing" && !url.searchParams.get("iri")) return ask(title);
  const limit = Math.min(MOST, Number(url.searchParams.get("limit")) || LIMIT);
  const found = await get<Thing>("/api/thing", { iri, limit }, signal);
  title(found.label);
  const own = /^\/(report|issue|system|team|link)[/?]/.test(found.path) ? found.path : "";
  const next = larger(limit, 10, MOST);
  const cut = found.statements.some((one) => one.values.length < one.total) || found.incoming.some((one) => one.subjects.length < one.total);
  return many(
    h("h1", {}, found.label),
    facts(
      ["IRI", h("code", {}, found.iri)],
      ["Short", found.curie !== found.iri ? h("code", {}, found.curie) : null],
      ["Is", links(found.types)],
      ["Page", own ? h("a", { href: own }, "its own page in the explorer") : null],
      ["As data", data(found.iri)],
    ),
    found.quotes.length ? [h("h2", {}, "The words it was read from"), found.quotes.map((quote) => quotation(quote))] : null,
    found.because.length ? [h("h2", {}, "Because"), h("ul", {}, found.because.map((reason) => h("li", {}, reason)))] : null,
    h("h2", {}, "What is said of it"),
    found.statements.length
      ? h("dl", { class: "facts" }, found.statements.map((one) => h("div", {}, h("dt", {}, to(one.property)), h("dd", {}, h("ul", { class: "plain" }, one.values.map(value)), rest(one.values.length, one.total)))))
      : nothing("The graph says nothing of it."),
    h("h2", {}, "What points to it"),
    found.incoming.length
      ? h("dl", { class: "facts" }, found.incoming.map((one) => h("div", {}, h("dt", {}, to(one.property), " of"), h("dd", {}, h("ul", { class: "plain" }, one.subjects.map((ref) => h("li", {}, to(ref)))), rest(one.subjects.length, one.total)))))
      : nothing("Nothing points to it."),
    cut ? h("p", {}, next ? h("a", { href: address(url, { limit: next }) }, "Show more of each") : ["No page shows more of each at once; ", h("a", { href: `/query?query=${encodeURIComponent(query(found.iri))}` }, "a query"), " does."]) : null,
  );
};

function ask(title: (text: string) => void): DocumentFragment {
  title("A thing of the graph");
  return many(
    h("h1", {}, "A thing of the graph"),
    h("form", { action: "/thing", class: "filters" },
      h("div", { class: "field" }, h("label", { for: "iri" }, "IRI or short name, such as insp:Commitment"), h("input", { id: "iri", name: "iri", type: "text", size: 60, required: true })),
      h("button", { type: "submit" }, "Show")));
}

function query(iri: string): string {
  return `SELECT DISTINCT * WHERE { { <${iri}> ?property ?value } UNION { ?thing ?points <${iri}> } }`;
}

function data(iri: string): Child {
  const path = iri.startsWith("https://w3id.org/inspection-kg/id/") ? iri.slice("https://w3id.org/inspection-kg".length) : "";
  const describe = `/sparql?query=${encodeURIComponent(`DESCRIBE <${iri}>`)}`;
  return ["for programs: ", h("code", {}, path ? `curl -H 'Accept: text/turtle' ${location.origin}${path}` : `curl -H 'Accept: text/turtle' '${location.origin}${describe}'`)];
}

function value(one: Value): HTMLElement {
  const graph = h("span", { class: "small graph", title: one.graph }, ` ${graphName(one.graph)}`);
  if (one.ref) return h("li", {}, to(one.ref), graph);
  const kind = one.lang ? `@${one.lang}` : one.datatype && !one.datatype.endsWith("#string") ? (one.datatype.split("#").at(-1) ?? "") : "";
  return h("li", {}, one.literal ?? "", kind ? h("span", { class: "small graph" }, ` ${kind}`) : null, graph);
}

function graphName(iri: string): string {
  return iri ? `in ${iri.replace(/^https:\/\/w3id\.org\/inspection-kg\/id\/(graph\/)?/, "")}` : "";
}

function rest(shown: number, total: number): Child {
  return total > shown ? h("p", { class: "small" }, `and ${words.number(total - shown)} more`) : null;
}

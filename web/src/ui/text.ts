/** Links, quotations, marked words and badges. */

import type { Quote, Ref, Stretch } from "../api/facts";
import { type Child, h, hidden } from "../dom";
import * as words from "../format";
import { shortIri } from "../iris";
import { inUnits, segments } from "../marks";

/** A link to the page of a thing; to itself where it is an address of this server, as the file of a graph is. */
export function to(ref: Ref, label: Child = ref.label === ref.iri ? shortIri(ref.iri) : ref.label): HTMLAnchorElement {
  return h("a", { href: ref.iri.startsWith(`${location.origin}/`) ? ref.iri : ref.path }, label);
}

/** Links with commas between them. */
export function links(refs: readonly Ref[]): Child[] {
  return refs.flatMap((ref, at) => [at ? ", " : null, to(ref)]);
}

/** A text in which stretches are marked. */
export function marked(text: string, stretches: readonly Stretch[]): Child[] {
  return segments(text, inUnits(text, stretches)).map((piece) => (piece.marked ? h("mark", {}, piece.text) : piece.text));
}

/** Words of a source with the place where they stand. */
export function quotation(quote: Quote, stretches: readonly Stretch[] = []): HTMLElement {
  return h("figure", { class: "quote" }, h("blockquote", {}, marked(quote.text, stretches)), h("figcaption", {}, source(quote)));
}

/** Where words stand, as a link to them. */
export function source(quote: Quote): HTMLAnchorElement {
  const line = quote.line === null ? "" : `, line ${quote.line}`;
  const page = quote.page === null ? "" : `, page ${quote.page}`;
  return h("a", { href: quote.path, class: "source" }, `${quote.file}${page}${line}`);
}

const SIGNS: Record<string, string> = { accepted: "●", partiallyAccepted: "◐", rejected: "✕", notStated: "–" };

/** The sign of a position; its name is read out or stands beside it. */
export function sign(name: string): HTMLElement {
  return h("span", { class: `sign ${name}`, "aria-hidden": "true" }, SIGNS[name] ?? "");
}

/** A position with its sign. */
export function positionBadge(name: string): HTMLElement {
  return h("span", { class: "badge" }, sign(name), " ", words.position(name));
}

/** A word in a box. */
export function badge(text: string, kind = ""): HTMLElement {
  return h("span", { class: `badge ${kind}` }, text);
}

/** How sure a link is, as a number and as a bar. */
export function sureness(score: number): HTMLElement {
  const bar = h("span", { class: "meter", "aria-hidden": "true" }, h("span", {}));
  (bar.firstElementChild as HTMLElement).style.inlineSize = `${Math.round(score * 100)}%`;
  return h("span", { class: "sureness" }, bar, " ", hidden("how sure: "), words.percent(score));
}

/** Terms and what they mean; those without a meaning are left out. */
export function facts(...pairs: [string, Child][]): HTMLElement {
  const told = pairs.filter(([, value]) => value !== null && value !== undefined && value !== "" && !(Array.isArray(value) && !value.length));
  return h("dl", { class: "facts" }, told.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))));
}

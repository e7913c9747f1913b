/** The recommendations of a report with their parts, answers and promises, each linked to its sentence. */

import type { Answer, Link } from "../api/facts";
import type { Node } from "../api/pages";
import { h } from "../dom";
import * as words from "../format";
import { promises } from "../ui/commitment";
import { nothing } from "../ui/status";
import { badge, links, positionBadge, sureness, to } from "../ui/text";

/** The tree; what a node holds is folded away until it is opened or its address is followed. */
export function tree(nodes: readonly Node[]): HTMLElement {
  if (!nodes.length) return nothing("No recommendation was found in this answer.");
  return h("ol", { class: "tree" }, nodes.map(branch));
}

function branch(node: Node): HTMLElement {
  const position = node.acceptance || node.effectiveAcceptance;
  return h("li", { class: "node", id: node.id },
    h("p", { class: "head" },
      h("a", { href: node.quote ? `#s${node.quote.start}-${node.quote.end}` : `#${node.id}`, title: "Show its words in the text" }, h("strong", {}, node.number)),
      " ", positionBadge(position), " ", deliveries(node.answers).map((told) => [badge(told), " "])),
    h("p", { class: "small" }, words.short(node.text, 160)),
    details(node),
    node.children.length ? h("ol", { class: "tree" }, node.children.map(branch)) : null);
}

/** What the answers say of the whole: once where they agree, else each with the body that says it. */
export function deliveries(answers: readonly Pick<Answer, "body" | "delivery">[]): string[] {
  const told = answers.filter((answer) => answer.delivery);
  const different = new Set(told.map((answer) => answer.delivery)).size > 1 || (told.length > 0 && told.length < answers.length);
  const said = told.map((answer) => (different ? `${answer.body.label}: ` : "") + words.words(answer.delivery));
  return [...new Set(said)];
}

function details(node: Node): HTMLElement | null {
  const promised = node.answers.reduce((sum, answer) => sum + answer.commitments.length, 0);
  const told = [
    node.answers.length ? words.count(node.answers.length, "answer") : "",
    promised ? words.count(promised, "promise") : "",
    node.issues.length ? words.count(node.issues.length, "issue") : "",
    node.linksTotal ? words.count(node.linksTotal, "link to other reports", "links to other reports") : "",
  ].filter(Boolean);
  if (!told.length && !node.deadline) return null;
  return h("details", {},
    h("summary", { class: "small" }, told.join(", ") || "more", h("span", { class: "sr" }, ` of recommendation ${node.number}`)),
    node.deadline ? h("p", { class: "small" }, "The inspector asked for it by: ", node.deadline.text) : null,
    node.issues.length ? h("p", { class: "small" }, "Issues: ", links(node.issues)) : null,
    node.answers.map(answer),
    node.links.length ? h("div", {}, h("p", { class: "small" }, h("strong", {}, "In other reports")), h("ul", { class: "small" }, node.links.map((link) => other(link, node.iri)))) : null);
}

function answer(said: Answer): HTMLElement {
  const at = said.quote ? `#s${said.quote.start}-${said.quote.end}` : said.iri;
  const stated = said.stated ? h("a", { href: `#s${said.stated.start}-${said.stated.end}` }, "where that is stated") : null;
  return h("div", { class: "answer" },
    h("p", { class: "small row" }, to(said.body), positionBadge(said.acceptance), stated, said.quote ? h("a", { href: at }, "the answer in the text") : null),
    said.commitments.length ? promises(said.commitments) : null);
}

function other(link: Link, iri: string): HTMLElement {
  const far = link.earlier.iri === iri ? link.later : link.earlier;
  return h("li", {}, to(far), ": ", h("a", { href: link.path }, words.verdict(link.verdict)), " ", sureness(link.score));
}

/** Two recommendations side by side, and why they are linked. */

import type { LinkPage, Side } from "../api/pages";
import { h, many } from "../dom";
import * as words from "../format";
import { promises } from "./commitment";
import { facts, links, marked, positionBadge, source, sureness, to } from "./text";

/** Both quotations with the shared words marked, the reasons, and what was promised. `level` is that of the headings. */
export function pair(link: LinkPage, level: "h2" | "h3" = "h2"): DocumentFragment {
  return many(
    h("div", { class: "pair" }, side("Earlier", link.earlier, link.earlierQuotation, level), side("Later", link.later, link.laterQuotation, level)),
    h(level, {}, "Why they are linked"),
    h("ul", {}, link.reasons.map((reason) => h("li", {}, reason))),
    facts(
      ["What it is", link.verdictMeaning ? `${words.verdict(link.verdict)}: ${link.verdictMeaning}` : words.verdict(link.verdict)],
      ["How sure", sureness(link.score)],
      ["Issue", link.issues.length ? links(link.issues) : link.issue && to(link.issue)],
      ["What exactly fails", link.sharedForm],
      ["Systems in both", links(link.sharedSystems)],
      ["Teams in both", links(link.sharedTeams)],
      ["Found by", link.method],
      ["Review", words.review(link.review)],
    ),
  );
}

function side(name: string, one: Side, shown: string, level: "h2" | "h3"): HTMLElement {
  const said = one.recommendation;
  return h("section", {},
    h(level, {}, `${name}: ${said.date.text}`),
    h("p", { class: "row small" }, h("a", { href: said.path }, `${one.report.label}, recommendation ${said.number}`), positionBadge(one.acceptance)),
    h("blockquote", {}, marked(one.text, one.marks)),
    shown && !one.text.includes(shown) ? h("p", { class: "small" }, "In the source: “", shown, "”") : null,
    said.quote ? h("p", { class: "small" }, source(said.quote)) : null,
    h(level === "h2" ? "h3" : "h4", {}, "What was promised"),
    promises(one.commitments));
}

/** The chain of one issue: its recommendations side by side, what was promised on each, what became of it. */

import { get } from "../api/client";
import type { Link } from "../api/facts";
import type { IssuePage, Raised } from "../api/pages";
import { h, many } from "../dom";
import * as words from "../format";
import type { Page } from "../router";
import { address } from "../routes";
import { promises } from "../ui/commitment";
import { nothing } from "../ui/status";
import { pager } from "../ui/table";
import { facts, links, marked, positionBadge, source, sureness, to } from "../ui/text";
import "../styles/issues.css";

const PAGE = 30;

export const page: Page = async ({ url, params, signal, title }) => {
  const offset = Number(url.searchParams.get("offset")) || 0;
  const found = await get<IssuePage>(`/api/issue/${encodeURIComponent(params.id ?? "")}`, { offset, limit: PAGE }, signal);
  title(found.issue.label);
  return many(
    h("p", { class: "crumb" }, h("a", { href: "/issues" }, "Issues by report")),
    h("h1", {}, found.issue.label),
    found.definition ? h("p", { class: "lead" }, found.definition) : null,
    about(found),
    h("h2", {}, "What was recommended, in time order"),
    found.recommendations.length
      ? h("ol", { class: "chain" }, found.recommendations.map((raised, at) => step(raised, found.recommendations[at - 1], found.issue.iri)))
      : nothing("No recommendation in here raises this issue."),
    pager(found.total, offset, PAGE, (at) => address(url, { offset: at || null }, "")),
    pairs(found),
  );
};

function about(found: IssuePage): HTMLElement {
  const network = h("a", { href: `/network?issue=${encodeURIComponent(found.issue.path.split("/").at(-1) ?? "")}` }, "Show it as a network");
  return facts(
    ["Raised in", words.count(found.reports, "report")],
    ["First and last", found.firstRaised && found.lastRaised ? `${found.firstRaised.text} and ${found.lastRaised.text}` : null],
    ["Theme", found.theme && to(found.theme)],
    ["Also said", words.list(found.altLabels.slice(0, 12))],
    ["What counts", found.scopeNote],
    ["Picture", found.linksTotal ? network : null],
  );
}

function step(raised: Raised, before: Raised | undefined, issue: string): HTMLElement {
  const others = raised.issues.filter((one) => one.iri !== issue);
  const same = before?.report.iri === raised.report.iri;
  const slug = /^\/report\/([^#]+)/.exec(raised.path)?.[1];
  return h("li", { class: "step", id: same ? null : slug },
    h("article", {},
      h("h3", {}, h("span", { class: "when" }, raised.date.text), " ", to(raised.report)),
      h("p", { class: "row small" }, h("a", { href: raised.path }, `Recommendation ${raised.number}`), positionBadge(raised.acceptance)),
      h("p", { class: "said" }, marked(raised.text, raised.words)),
      raised.quote ? h("p", { class: "small" }, source(raised.quote)) : null,
      others.length ? h("p", { class: "small" }, "Also raises: ", links(others)) : null,
      h("h4", {}, "What was promised"),
      promises(raised.commitments)));
}

function pairs(found: IssuePage): HTMLElement | null {
  if (!found.links.length) return null;
  const row = (link: Link) =>
    h("li", {},
      h("p", {}, h("a", { href: link.path }, `${link.later.label}, beside ${link.earlier.label}`)),
      h("p", { class: "row small" }, words.verdict(link.verdict), sureness(link.score), words.review(link.review)),
      h("p", { class: "small" }, link.reason));
  const shown = found.links.length < found.linksTotal ? ` (the surest ${found.links.length} of ${words.number(found.linksTotal)})` : "";
  return h("section", {}, h("h2", {}, `Recommendations that say the same${shown}`), h("ul", { class: "plain" }, found.links.map(row)));
}

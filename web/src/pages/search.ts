/** Search: everything that contains the words, grouped by kind. */

import { get } from "../api/client";
import type { Hit, Hits, Kind } from "../api/pages";
import { h, many } from "../dom";
import * as words from "../format";
import type { Page } from "../router";
import { address } from "../routes";
import { nothing } from "../ui/status";
import { pager } from "../ui/table";
import { marked, to } from "../ui/text";

const [FEW, MANY, FIRST] = [8, 100, 200]; // of a kind beside others, of a kind alone, of all kinds

const NAMES: Record<Kind, [string, string]> = {
  system: ["System", "Systems"], team: ["Team or body", "Teams and bodies"], issue: ["Issue", "Issues"], theme: ["Theme", "Themes"],
  report: ["Report", "Reports"], recommendation: ["Recommendation", "Recommendations"], commitment: ["Promise", "Promises"], answer: ["Answer", "Answers"],
};

export const page: Page = async ({ url, signal, title }) => {
  const q = (url.searchParams.get("q") ?? "").trim();
  const kind = url.searchParams.get("kind") as Kind | null;
  const offset = Number(url.searchParams.get("offset")) || 0;
  title(q ? `Search: ${q}` : "Search");
  if (!q) return many(h("h1", {}, "Search"), nothing("Type words into the box at the top. The key / takes you there."));
  const found = await get<Hits>("/api/search", { q, kind, offset: kind ? offset : null, limit: kind ? MANY : FIRST }, signal);
  const kinds = (Object.keys(NAMES) as Kind[]).filter((one) => found.total[one]);
  const total = Object.values(found.total).reduce((sum, n) => sum + n, 0);
  return many(
    h("h1", {}, `Search: ${q}`),
    h("p", { role: "status" }, `${words.count(total, "hit")}${found.complete ? "" : " or more"} with ${found.words.length > 1 ? "all of the words " : ""}${words.list(found.words.map((word) => `“${word}”`))}.`,
      kind ? [" ", h("a", { href: address(url, { kind: null, offset: null }, "") }, "Show all kinds")] : null),
    kinds.length ? h("nav", { "aria-label": "Kinds of hits" }, h("p", { class: "row" }, kinds.map((one) => h("a", { href: `#hits-${one}` }, `${NAMES[one][1]} (${words.number(found.total[one] ?? 0)})`)))) : null,
    kinds.length
      ? kinds.map((one) => group(one, found, url, kind ? offset : null))
      : nothing("Nothing in here has all of these words. Try fewer or shorter words; names of systems and teams are found by their short forms too."),
  );
};

/** The hits of a kind: a page of them from `offset` on, or the first few, with a link to all where it is null. */
function group(kind: Kind, found: Hits, url: URL, offset: number | null): HTMLElement {
  const hits = found.hits.filter((hit) => hit.kind === kind);
  const total = found.total[kind] ?? hits.length;
  const shown = hits.slice(0, offset === null ? FEW : MANY);
  return h("section", { "aria-labelledby": `hits-${kind}` },
    h("h2", { id: `hits-${kind}` }, NAMES[kind][total === 1 ? 0 : 1], ` (${words.number(total)})`),
    h("ul", { class: "plain hits" }, shown.map(line)),
    offset !== null
      ? pager(total, offset, MANY, (at) => address(url, { offset: at || null }, ""))
      : total > shown.length ? h("p", {}, h("a", { href: address(url, { kind }, "") }, `All ${words.number(total)}`)) : null);
}

function line(hit: Hit): HTMLElement {
  const same = hit.text === hit.ref.label;
  return h("li", {},
    h("p", {}, h("a", { href: hit.ref.path }, same ? marked(hit.text, hit.words) : hit.ref.label), hit.report && !hit.ref.label.includes(hit.report.label) ? [" in ", to(hit.report)] : null),
    same ? null : h("p", { class: "small" }, marked(hit.text, hit.words)));
}

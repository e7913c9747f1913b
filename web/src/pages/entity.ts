/** A system or a team: what was said of it and when, its lineage, its promises. */

import { get } from "../api/client";
import type { EntityPage, ToldOf } from "../api/pages";
import { h, many } from "../dom";
import * as words from "../format";
import type { Page } from "../router";
import { address, larger } from "../routes";
import { chart } from "../ui/chart";
import { promises } from "../ui/commitment";
import { nothing } from "../ui/status";
import { type Column, table } from "../ui/table";
import { facts, links, positionBadge, source, to } from "../ui/text";
import "../styles/issues.css";

const [LIMIT, MOST] = [200, 1000];

export const page: Page = async ({ url, params, signal, title }) => {
  const { kind = "system", slug = "" } = params;
  const limit = Math.min(MOST, Number(url.searchParams.get("limit")) || LIMIT);
  const found = await get<EntityPage>(`/api/${kind}/${encodeURIComponent(slug)}`, { limit }, signal);
  title(found.ref.label);
  const next = larger(limit, 5, MOST);
  const all = (shown: number, total: number) =>
    total > shown ? h("p", {}, `The latest ${words.number(shown)} of ${words.number(total)} are shown. `, next ? h("a", { href: address(url, { limit: next }) }, "Show more") : "No page shows more at once.") : null;
  return many(
    h("p", { class: "crumb" }, h("a", { href: `/names#${kind}s` }, kind === "system" ? "Systems" : "Teams and bodies")),
    h("h1", {}, found.ref.label),
    found.definition ? h("p", { class: "lead" }, found.definition) : null,
    found.comment ? h("p", {}, found.comment) : null,
    about(found, kind, slug),
    lineage(found),
    h("h2", {}, "History"),
    found.history.length ? [history(found, signal), told(found), all(found.history.length, found.historyTotal)] : nothing("No response says anything of it."),
    h("h2", {}, "Recommendations"),
    found.recommendations.length ? recommendations(found) : nothing("No recommendation has to do with it."),
    all(found.recommendations.length, found.recommendationsTotal),
    h("h2", {}, "Promises"),
    promises(found.commitments, { report: true }),
    all(found.commitments.length, found.commitmentsTotal),
  );
};

function about(found: EntityPage, kind: string, slug: string): HTMLElement {
  return facts(
    ["Kind", found.kind],
    ["Also called", words.list(found.altLabels)],
    ["Run by", links(found.operatedBy)],
    ["Part of", links(found.unitOf)],
    ["Has the units", links(found.units)],
    ["Named in", `${words.count(found.reports, "report")}, ${words.count(found.mentions, "time")}`],
    ["Links", h("a", { href: `/network?${kind}=${encodeURIComponent(slug)}` }, "recommendations on it that came back, as a network")],
    ["As data", h("a", { href: `/thing?iri=${encodeURIComponent(found.ref.iri)}` }, "its statements")],
  );
}

function lineage(found: EntityPage): HTMLElement | null {
  const others = found.lineage.filter((one) => one.relation !== "itself");
  if (!others.length) return null;
  const years = (first: string, last: string) => (first ? `named ${first === last ? `in ${first}` : `from ${first} to ${last}`}` : "not named in a response");
  return h("section", {}, h("h2", {}, "Where it comes from, and what came after"),
    h("ol", { class: "chain" }, found.lineage.map((one) =>
      h("li", { class: "step" }, h("p", {},
        one.relation === "itself" ? h("strong", {}, one.ref.label) : to(one.ref),
        ` (${one.relation === "itself" ? "this one" : one.relation}), ${years(one.firstNamed, one.lastNamed)}`)))));
}

const KINDS = ["recommendation", "answer", "commitment"] as const;
const KIND_NAMES: Record<(typeof KINDS)[number], string> = { recommendation: "recommendations", answer: "answers", commitment: "promises" };

function history(found: EntityPage, signal: AbortSignal): HTMLElement | null {
  const points = found.historyByYear.filter(({ year }) => /^\d{4}$/.test(year))
    .map(({ year, kind, n }) => ({ year: Number(year), kind: KIND_NAMES[kind], n }));
  if (!points.length) return null;
  const years = points.map((point) => point.year);
  const [first, last] = [Math.min(...years), Math.max(...years)];
  const rows = found.history.length < found.historyTotal ? `the table below has the latest ${words.number(found.history.length)}` : "the table below has the same";
  return chart(`How often responses speak of ${found.ref.label}, by year and kind, ${words.number(found.historyTotal)} in all; ${rows}`, (plot, width, colours) =>
    plot.plot({
      width: Math.min(width, 860), height: 180, marginLeft: 140, marginRight: 30, style: { background: "none" },
      x: { domain: [first - 0.7, last + 0.7], ticks: Math.min(10, last - first + 1), tickFormat: (year: number) => (Number.isInteger(year) ? String(year) : ""), label: null },
      y: { domain: KINDS.map((kind) => KIND_NAMES[kind]), label: null },
      r: { range: [4, 20] },
      marks: [
        plot.gridY({ stroke: colours.soft, strokeOpacity: 0.3 }),
        plot.dot(points, { x: "year", y: "kind", r: "n", fill: colours.accepted, fillOpacity: 0.8 }),
        plot.text(points, { x: "year", y: "kind", text: (point: { n: number }) => String(point.n), fill: colours.text, stroke: colours.page, strokeWidth: 3, fontWeight: "bold", fontSize: 13 }),
      ],
    }), signal);
}

function told(found: EntityPage): HTMLElement {
  const columns: Column<ToldOf>[] = [
    { name: "Year", cell: (row) => row.year },
    { name: "What", cell: (row) => (row.kind === "commitment" ? "promise" : row.kind) },
    { name: "Words", cell: (row) => [row.text, row.about.iri !== found.ref.iri ? h("p", { class: "small" }, "of ", to(row.about)) : null], header: true },
    { name: "Report", cell: (row) => to(row.report) },
    { name: "Source", cell: (row) => row.quote && source(row.quote) },
  ];
  return table(`What responses say of ${found.ref.label}, in time order`, columns, found.history);
}

function recommendations(found: EntityPage): HTMLElement {
  const columns: Column<EntityPage["recommendations"][number]>[] = [
    { name: "Date", cell: (row) => row.date.text },
    { name: "Recommendation", cell: (row) => [h("a", { href: row.path }, row.number), " ", words.short(row.text, 220)], header: true },
    { name: "Report", cell: (row) => to(row.report) },
    { name: "Position", cell: (row) => positionBadge(row.acceptance) },
    { name: "Issues", cell: (row) => links(row.issues) },
  ];
  return table(`Recommendations that have to do with ${found.ref.label}`, columns, found.recommendations);
}

/** Overview: what is in here, positions by year, issues that came back, promises past their date, shared systems. */

import { get } from "../api/client";
import type { Overview, YearPositions } from "../api/front";
import { type Child, h, many } from "../dom";
import * as words from "../format";
import type { Page } from "../router";
import { due, sinceThen } from "../ui/commitment";
import { nothing } from "../ui/status";
import { type Column, table } from "../ui/table";
import { source, to } from "../ui/text";
import { stackedBar, positionKey } from "../ui/bars";

export const page: Page = async ({ signal, title }) => {
  title("");
  const found = await get<Overview>("/api/overview", {}, signal);
  if (!found.counts.reports) return empty();
  return many(
    h("h1", {}, "What inspectors recommended, and what became of it"),
    h("p", { class: "lead" }, "Inspectors write recommendations; departments answer and promise. Years later another inspector may find the same failing. Here every fact leads to the sentence that it was read from."),
    tiles(found),
    positions(found.positionsByYear),
    recurring(found),
    overdue(found),
    systems(found),
  );
};

function empty(): DocumentFragment {
  return many(
    h("h1", {}, "Nothing is in here yet"),
    nothing("The store holds no report. ", h("code", {}, "kg build"), " fills it with the five responses that come with the package, ", h("code", {}, "kg submit"), " or the ", h("a", { href: "/submit" }, "form"), " adds one."),
  );
}

function tiles({ counts, overdueTotal, undatedTotal }: Overview): HTMLElement {
  const tile = (value: number, name: string, href: string) =>
    h("li", {}, h("a", { href }, h("strong", {}, words.number(value)), " ", h("span", {}, name)));
  return h("ul", { class: "tiles", "aria-label": "In numbers" },
    tile(counts.reports, counts.reports === 1 ? "report answered" : "reports answered", "/reports"),
    tile(counts.leaves, "recommen\u00addations (parts counted singly)", "/reports"),
    tile(counts.commitments, "promises made", "/commitments"),
    tile(overdueTotal, "promises past their date", "/commitments?status=overdue"),
    tile(undatedTotal, "promises without a date", "/commitments?status=undated"),
    tile(counts.issues, "issues that came back", "/issues"),
    tile(counts.links, "links between reports", "/network"),
    tile(counts.systems, "systems named", "/names#systems"),
    tile(counts.teams, "teams named", "/names#teams"));
}

function positions(years: readonly YearPositions[]): HTMLElement {
  const total = (row: YearPositions) => row.accepted + row.partiallyAccepted + row.rejected + row.notStated;
  const most = Math.max(1, ...years.map(total));
  const columns: Column<YearPositions>[] = [
    { name: "Year", cell: (row) => row.year || "not known", header: true },
    { name: "Share of the largest year", cell: (row) => stackedBar(row, most) },
    ...words.POSITION_NAMES.map((name): Column<YearPositions> => ({
      name: words.position(name), cell: (row) => row[name as keyof YearPositions], numeric: true })),
  ];
  return section("Positions by year", "positions",
    positionKey(),
    table("Recommendations by the department’s position and the year of the answer", columns, years));
}

function recurring(found: Overview): HTMLElement {
  const columns: Column<Overview["recurring"][number]>[] = [
    { name: "Issue", cell: (row) => to(row.issue), header: true },
    { name: "Reports", cell: (row) => row.reports, numeric: true },
    { name: "Recommendations", cell: (row) => row.recommendations, numeric: true },
    { name: "First raised", cell: (row) => row.firstRaised.text },
    { name: "Last raised", cell: (row) => row.lastRaised.text },
  ];
  return section("Issues that came back", "issues-back",
    found.recurring.length
      ? table("Issues raised in two or more reports, those of most reports first", columns, found.recurring)
      : nothing("No issue was raised in more than one report."),
    more(found.recurring.length, found.recurringTotal, "/issues", "All issues by report"));
}

function overdue(found: Overview): HTMLElement {
  const columns: Column<Overview["overdue"][number]>[] = [
    { name: "Due", cell: (row) => due(row) },
    { name: "Promise", cell: (row) => [h("a", { href: row.path }, words.short(row.text, 140)), sinceThen(row)], header: true },
    { name: "Report", cell: (row) => to(row.report) },
    { name: "Source", cell: (row) => row.quote && source(row.quote) },
  ];
  return section("Promises past their date", "overdue",
    h("p", {}, `As of ${words.day(found.asOf)}: due before that day, and the answer that made them does not report them complete. Later documents are not looked at; what was done since is not known here.`),
    found.overdue.length ? table("Promises past their date, those due longest first", columns, found.overdue) : nothing("No promise is past its date."),
    more(found.overdue.length, found.overdueTotal, "/commitments?status=overdue", "All promises past their date"));
}

function systems(found: Overview): HTMLElement {
  const columns: Column<Overview["sharedSystems"][number]>[] = [
    { name: "System", cell: (row) => to(row.system), header: true },
    { name: "Reports", cell: (row) => row.reports, numeric: true },
    { name: "Named", cell: (row) => (row.first === row.last ? row.first : `${row.first} to ${row.last}`) },
  ];
  return section("Systems that several reports share", "systems",
    found.sharedSystems.length
      ? table("Systems that the responses to several reports name", columns, found.sharedSystems)
      : nothing("No system is named in more than one report."),
    more(found.sharedSystems.length, found.sharedSystemsTotal, "/names#systems", "All systems"));
}

function section(name: string, id: string, ...children: Child[]): HTMLElement {
  return h("section", { "aria-labelledby": id }, h("h2", { id }, name), children);
}

function more(shown: number, total: number, href: string, name: string): HTMLElement {
  return h("p", {}, h("a", { href }, total > shown ? `${name} (${words.number(total)})` : name));
}

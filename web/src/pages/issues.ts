/** Issues: which report raised which issue, in time order. */

import { get } from "../api/client";
import type { Cell, IssueRow, Issues } from "../api/pages";
import { h, hidden, many } from "../dom";
import * as words from "../format";
import type { Page } from "../router";
import { address, larger } from "../routes";
import { positionKey } from "../ui/bars";
import { nothing } from "../ui/status";
import { sign, to } from "../ui/text";
import "../styles/issues.css";

const [FIRST, MOST] = [40, 1000];

export const page: Page = async ({ url, signal, title }) => {
  title("Issues by report");
  const most = Math.min(MOST, Number(url.searchParams.get("most")) || FIRST);
  const found = await get<Issues>("/api/issues", { most, by: url.searchParams.get("by") }, signal);
  const byYear = found.reports.some((report) => report.reports > 1);
  const next = larger(most, 4, MOST);
  const more = found.total > found.issues.length
    ? h("p", {}, `${found.issues.length} of ${words.count(found.total, "issue")} are shown. `, next ? h("a", { href: address(url, { most: next }) }, "Show more") : "No page shows more at once.")
    : null;
  return many(
    h("h1", {}, "Issues by report"),
    h("p", { class: "lead" }, "An issue is a failing that inspectors found: each row is one that two or more reports raised, each column a report, the oldest on the left. A cell tells how many recommendations raise it there and what the department answered."),
    byYear ? h("p", {}, "There are many reports, so each column is a year. ", h("a", { href: address(url, { by: "report" }) }, "A column for each report")) : null,
    found.issues.length ? [key(), matrix(found), more] : nothing("No issue was raised in more than one report."),
  );
};

function key(): HTMLElement {
  const list = positionKey();
  list.append(h("li", {}, h("span", { class: "returned", "aria-hidden": "true" }, "↩"), " came back after something on it was reported complete"));
  return list;
}

function matrix(found: Issues): DocumentFragment {
  const columns = found.reports.map((report) =>
    h("th", { scope: "col" }, h("a", { href: report.path, title: report.label }, h("span", { class: "year" }, report.year), " ", h("span", { class: "what" }, report.reports > 1 ? words.count(report.reports, "report") : shortName(report.slug, report.year)))));
  const rows = found.issues.map((row) => issueRow(row, found.reports.map((report) => report.slug)));
  const grid = h("table", { class: "matrix", onkeydown: onArrow },
    h("caption", { class: "sr" }, "Issues by report"),
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Issue"), columns)),
    h("tbody", {}, rows));
  return many(
    h("p", { class: "small" }, "Arrow keys go from cell to cell; Enter opens the chain of an issue."),
    h("div", { class: "scroll", role: "region", tabindex: 0, "aria-label": "Matrix of issues and reports" }, grid));
}

/** What a slug says beside its year: "2024-competent-authority" → "competent authority". */
function shortName(slug: string, year: string): string {
  return slug.replace(new RegExp(`^${year}-`), "").replace(/-/g, " ");
}

function issueRow(row: IssueRow, slugs: readonly string[]): HTMLElement {
  const cells = slugs.map((slug) => {
    const cell = row.cells[slug];
    return h("td", {}, cell ? cellLink(row, slug, cell) : h("span", { class: "none" }, hidden("not raised")));
  });
  return h("tr", {}, h("th", { scope: "row" }, to(row.issue), row.theme ? h("span", { class: "theme-name" }, row.theme.label) : null), cells);
}

function cellLink(row: IssueRow, slug: string, cell: Cell): HTMLElement {
  const answered = words.POSITION_NAMES.filter((name) => cell.positions[name as keyof Cell["positions"]]);
  const said = answered.map((name) => `${cell.positions[name as keyof Cell["positions"]]} ${words.position(name)}`).join(", ");
  const label = `${words.count(cell.recommendations, "recommendation")}${said ? `: ${said}` : ""}${cell.returned ? "; came back after it was reported complete" : ""}`;
  return h("a", { href: `${row.issue.path}#${slug}`, class: `cell ${answered.length === 1 ? answered[0] : "mixed"}`, title: label, "aria-label": label },
    h("span", { "aria-hidden": "true" }, cell.recommendations, " ", answered.map(sign), cell.returned ? h("span", { class: "returned" }, "↩") : null));
}

/** Arrow keys, Home and End go from link to link, over empty cells. */
function onArrow(event: KeyboardEvent): void {
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  const from = link?.closest("td, th") as HTMLTableCellElement | null;
  const row = from?.parentElement as HTMLTableRowElement | null;
  const grid = row?.closest("table");
  if (!from || !row || !grid) return;
  const rows = [...grid.rows];
  const [x, y] = [from.cellIndex, rows.indexOf(row)];
  const at = (column: number, line: number) => rows[line]?.cells[column]?.querySelector("a") ?? null;
  const seek = (dx: number, dy: number, startX = x, startY = y) => {
    for (let [i, j] = [startX + dx, startY + dy]; i >= 0 && j >= 0 && j < rows.length && i < row.cells.length; i += dx, j += dy) {
      const found = at(i, j);
      if (found) return found;
    }
    return null;
  };
  const steps: Record<string, () => HTMLAnchorElement | null> = {
    ArrowRight: () => seek(1, 0), ArrowLeft: () => seek(-1, 0), ArrowDown: () => seek(0, 1), ArrowUp: () => seek(0, -1),
    Home: () => at(0, y), End: () => seek(-1, 0, row.cells.length),
  };
  const next = steps[event.key]?.();
  if (!next) return;
  event.preventDefault();
  next.focus();
}

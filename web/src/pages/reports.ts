/** Reports: every report that was answered, the latest first. */

import { get } from "../api/client";
import type { ReportRow, Reports } from "../api/pages";
import { h, many } from "../dom";
import * as words from "../format";
import { keep, type Page } from "../router";
import { address } from "../routes";
import { positionKey, stackedBar } from "../ui/bars";
import { nothing } from "../ui/status";
import { type Column, pager, sorted, table } from "../ui/table";
import { to } from "../ui/text";

const LIMIT = 100;

const COLUMNS: Column<ReportRow>[] = [
  { name: "Report", cell: (row) => h("a", { href: `/report/${row.slug}` }, row.title), sort: (row) => row.title, header: true },
  { name: "Answered", cell: (row) => row.published.text, sort: (row) => row.published.earliest ?? row.published.edtf },
  { name: "By", cell: (row) => row.publisher && to(row.publisher), sort: (row) => row.publisher?.label ?? "" },
  { name: "Recommendations", cell: (row) => row.recommendations, sort: (row) => row.recommendations, numeric: true },
  { name: "Positions", cell: (row) => [stackedBar(row.positions, row.recommendations || 1), h("span", { class: "sr" }, inWords(row))] },
  { name: "Promises", cell: (row) => row.commitments, sort: (row) => row.commitments, numeric: true },
  { name: "Past their date", cell: (row) => row.overdue, sort: (row) => row.overdue, numeric: true },
];

function inWords(row: ReportRow): string {
  return words.POSITION_NAMES.map((name) => [name, row.positions[name as keyof typeof row.positions]] as const)
    .filter(([, value]) => value)
    .map(([name, value]) => `${value} ${words.position(name)}`)
    .join(", ");
}

export const page: Page = async ({ url, signal, title }) => {
  title("Reports");
  const offset = Number(url.searchParams.get("offset")) || 0;
  const found = await get<Reports>("/api/reports", { offset, limit: LIMIT }, signal);
  const place = h("div", {});
  const show = (at: URL) => {
    const by = at.searchParams.get("sort") ?? "";
    const down = at.searchParams.get("down") === "1";
    const rows = by ? sorted(COLUMNS, found.rows, { by, down }) : found.rows;
    const onSort = (to: { by: string; down: boolean }) => {
      show(keep({ sort: to.by, down: to.down ? "1" : null }));
      place.querySelector<HTMLElement>(`[data-sort="${to.by}"]`)?.focus();
    };
    place.replaceChildren(table(`Reports and the answers to them, ${by ? `by ${by.toLowerCase()}` : "the latest first"}`, COLUMNS, rows, { by, down, onSort }));
  };
  show(url);
  const pages = pager(found.total, offset, LIMIT, (at) => address(url, { offset: at || null }));
  return many(
    h("h1", {}, "Reports"),
    h("p", {}, `${words.count(found.total, "report")} and what the department answered. Open one to read the answer with everything that was found in it.`),
    found.rows.length ? [positionKey(), place, pages] : nothing("No report is in here yet."),
  );
};

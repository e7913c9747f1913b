/** Reports: every report that was answered, the latest first. */

import { get } from "../api/client";
import type { ReportRow, Reports } from "../api/pages";
import { fill, h, many } from "../dom";
import * as words from "../format";
import { keep, type Page } from "../router";
import { address } from "../routes";
import { positionKey, stackedBar } from "../ui/bars";
import { busy, nothing, problem } from "../ui/status";
import { type Column, pager, sorted, table } from "../ui/table";
import { to } from "../ui/text";

const [LIMIT, MOST] = [100, 1000]; // on a page, and so many at most the browser sorts

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
  const part = await get<Reports>("/api/reports", { offset, limit: LIMIT }, signal);
  const place = h("div", {});
  if (part.total) await list(part, url, place, signal);
  return many(
    h("h1", {}, "Reports"),
    h("p", {}, `${words.count(part.total, "report")} and what the department answered. Open one to read the answer with everything that was found in it.`),
    part.total ? [positionKey(), place] : nothing("No report is in here yet."),
  );
};

/** The table and its pages. All reports are fetched once the reader sorts them; more than MOST keep their order. */
async function list(part: Reports, start: URL, place: HTMLElement, signal: AbortSignal): Promise<void> {
  let all = part.rows.length === part.total ? part.rows : null;
  const sortable = part.total <= MOST;
  const show = async (at: URL): Promise<void> => {
    const offset = Number(at.searchParams.get("offset")) || 0;
    const by = sortable ? (at.searchParams.get("sort") ?? "") : "";
    const down = at.searchParams.get("down") === "1";
    if (by) all ??= (await get<Reports>("/api/reports", { limit: MOST }, signal)).rows;
    const rows = by && all ? sorted(COLUMNS, all, { by, down }).slice(offset, offset + LIMIT) : part.rows;
    const onSort = (to: { by: string; down: boolean }) => void turn(to);
    fill(place,
      table(`Reports and the answers to them, ${by ? `by ${by.toLowerCase()}` : "the latest first"}`, COLUMNS, rows, sortable ? { by, down, onSort } : undefined),
      pager(part.total, offset, LIMIT, (to) => address(at, { offset: to || null })));
  };
  const turn = async (to: { by: string; down: boolean }): Promise<void> => {
    const done = busy(place);
    try {
      await show(keep({ sort: to.by, down: to.down ? "1" : null, offset: null }));
      place.querySelector<HTMLElement>(`[data-sort="${to.by}"]`)?.focus();
    } catch (error) {
      if (!signal.aborted) fill(place, problem(error, () => void turn(to)));
    } finally {
      done();
    }
  };
  await show(start);
}

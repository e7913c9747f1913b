/** Commitments: what was promised, as a table and as a timeline, with what is overdue, undated or vague. */

import { addressOf, get } from "../api/client";
import type { Commitment } from "../api/facts";
import type { Commitments, Entities, Reports } from "../api/pages";
import { fill, h, many } from "../dom";
import * as words from "../format";
import { go, keep, type Page } from "../router";
import { address } from "../routes";
import { timeline } from "../ui/timeline";
import { due, sinceThen, statusBadge, statusWords } from "../ui/commitment";
import { input, type Option, select, valuesOf } from "../ui/form";
import { busy, nothing, problem, say } from "../ui/status";
import { type Column, pager, sorted, table } from "../ui/table";
import { badge, links, source, to } from "../ui/text";

const [AT_ONCE, PAGE] = [500, 50]; // up to so many the browser sorts; above, the server's order holds
const FILTERS = ["status", "report", "owner", "issue", "from", "to", "asOf"];

const COLUMNS: Column<Commitment>[] = [
  { name: "Due", cell: (row) => [due(row), row.due?.latest ? h("span", { class: "small block" }, until(row)) : null], sort: (row) => row.due?.latest ?? "9999" },
  { name: "Promise", cell: (row) => h("a", { href: row.path }, words.short(row.text, 220)), sort: (row) => row.text, header: true },
  { name: "Status", cell: (row) => [statusBadge(row), sinceThen(row), row.vague ? [" ", badge("vague", "vague")] : null, row.lacks.length ? h("span", { class: "small block" }, `lacks: ${words.list(row.lacks)}`) : null], sort: statusWords },
  { name: "Who", cell: (row) => (row.owners.length ? links(row.owners) : "nobody is named"), sort: (row) => row.owner?.label ?? "zzz" },
  { name: "Report", cell: (row) => [to(row.report), `, ${row.number}`], sort: (row) => `${row.report.label} ${row.number}` },
  { name: "Source", cell: (row) => row.quote && source(row.quote) },
];

function until(row: Commitment): string {
  return row.due?.latest && words.day(row.due.latest) !== row.due.text ? `at the latest ${words.day(row.due.latest)}` : "";
}

const STATUSES = [
  { value: "", label: "all" },
  { value: "overdue", label: "past their date" },
  { value: "undated", label: "without a date" },
  { value: "vague", label: "vague" },
  { value: "open", label: "not past their date" },
  { value: "completed", label: "reported complete" },
];

export const page: Page = async ({ url, signal, title }) => {
  title("Commitments");
  const [reports, known] = await Promise.all([
    get<Reports>("/api/reports", { limit: 200 }, signal).catch(() => ({ rows: [], total: 0, asOf: "" }) as Reports),
    get<Entities>("/api/entities", {}, signal).catch(() => ({ systems: [], teams: [], themes: [] }) as Entities),
  ]);
  const place = h("div", {});
  let turn = 0;
  const load = async (at: URL) => {
    turn += 1;
    const own = turn;
    const done = busy(place);
    try {
      const offset = Number(at.searchParams.get("offset")) || 0;
      let found = await get<Commitments>("/api/commitments", { ...asked(at), offset: offset || null, limit: at.searchParams.get("view") === "timeline" ? AT_ONCE : PAGE }, signal);
      if (found.total <= AT_ONCE && found.rows.length < found.total) found = await get<Commitments>("/api/commitments", { ...asked(at), limit: AT_ONCE }, signal);
      if (own !== turn) return; // the reader has asked for something else since
      fill(place, result(found, at, signal));
      say(words.count(found.total, "promise"));
    } catch (error) {
      if (!signal.aborted && own === turn) fill(place, problem(error, () => void load(at)));
    } finally {
      done();
    }
  };
  await load(url);
  return many(
    h("h1", {}, "Commitments"),
    h("p", { class: "lead" }, "Every action that an answer promises or reports, in its own words. “Past its date” means that the day has passed and the answer that made the promise does not report it complete; later documents are not looked at."),
    filters(url, reports, known, (values) => void load(keep({ ...values, offset: null }))),
    place,
  );
};

function asked(url: URL): Record<string, string | null> {
  return Object.fromEntries(FILTERS.map((name) => [name, url.searchParams.get(name)]));
}

function filters(url: URL, reports: Reports, known: Entities, onChange: (values: Record<string, string>) => void): HTMLFormElement {
  const now = (name: string) => url.searchParams.get(name) ?? "";
  const owners = known.teams.map(({ ref }) => ({ value: ref.path.split("/").at(-1) ?? "", label: words.short(ref.label, 50) })).sort((a, b) => a.label.localeCompare(b.label));
  const form = h("form", { class: "filters", "aria-label": "Which promises" },
    select("status", "Status", STATUSES, now("status")),
    select("report", "Report", [{ value: "", label: "any report" }, ...reports.rows.map((row) => ({ value: row.slug, label: words.short(row.report.label, 60) })), ...missing(now("report"), reports.rows.map((row) => row.slug))], now("report")),
    select("owner", "Who is to act", [{ value: "", label: "anyone" }, ...owners, ...missing(now("owner"), owners.map((one) => one.value))], now("owner")),
    input("from", "Due from", now("from"), { type: "date" }),
    input("to", "Due until", now("to"), { type: "date" }),
    input("asOf", "Judged as of", now("asOf"), { type: "date" }),
    now("issue") ? h("input", { type: "hidden", name: "issue", value: now("issue") }) : null,
    h("a", { class: "button quiet", href: "/commitments" }, "Show all"));
  form.addEventListener("change", () => onChange(valuesOf(form)));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    onChange(valuesOf(form));
  });
  return form;
}

/** A choice of the address that is not among those listed: it must not be lost when another field changes. */
export function missing(chosen: string, listed: readonly string[]): Option[] {
  return chosen && !listed.includes(chosen) ? [{ value: chosen, label: words.shortSlug(chosen) }] : [];
}

function result(found: Commitments, url: URL, signal: AbortSignal): DocumentFragment {
  const drawn = url.searchParams.get("view") === "timeline";
  const tabs = h("ul", { class: "tabs" });
  const lead = (at: URL) => {
    const tab = (view: string | null, name: string, on: boolean) => h("li", {}, h("a", { href: address(at, { view }), "aria-current": on ? "page" : null }, name));
    fill(tabs, tab(null, "Table", !drawn), tab("timeline", "Timeline", drawn));
  };
  lead(url);
  return many(
    h("nav", { "aria-label": "How they are shown" }, tabs),
    h("div", { class: "row spread" },
      h("p", {}, `${words.count(found.total, "promise")}, as of ${words.day(found.asOf)}; ${words.number(found.undated)} without a day.`),
      h("p", { class: "row" },
        h("a", { href: addressOf("/api/commitments.csv", asked(url)), download: "commitments.csv" }, "Download CSV"),
        h("a", { href: addressOf("/api/commitments.ics", asked(url)), download: "commitments.ics" }, "Download calendar (iCalendar)"))),
    found.total === 0 ? nothing("No promise fits. Choose fewer filters above.") : drawn ? timeline(found, signal, go) : rows(found, url, lead));
}

/** The table; `onOrder` is told the address of each new order. */
function rows(found: Commitments, start: URL, onOrder: (at: URL) => void): HTMLElement {
  const place = h("div", {});
  const local = found.rows.length === found.total;
  const show = (url: URL) => {
    const offset = Number(url.searchParams.get("offset")) || 0;
    const by = url.searchParams.get("sort") ?? "Due";
    const down = url.searchParams.get("down") === "1";
    const ordered = local ? sorted(COLUMNS, found.rows, { by, down }).slice(offset, offset + PAGE) : found.rows;
    const onSort = (to: { by: string; down: boolean }) => {
      const at = keep({ sort: to.by, down: to.down ? "1" : null, offset: null });
      onOrder(at);
      show(at);
      place.querySelector<HTMLElement>(`[data-sort="${to.by}"]`)?.focus();
    };
    fill(place,
      table(local ? `Promises by ${by.toLowerCase()}` : "Promises, those due first first", COLUMNS, ordered, local ? { by, down, onSort } : undefined),
      pager(found.total, offset, PAGE, (at) => address(url, { offset: at || null })));
  };
  show(start);
  return place;
}

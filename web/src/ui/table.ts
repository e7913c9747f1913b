/** Tables that can be read out, sorted and scrolled sideways on a narrow screen. */

import { type Child, h, newId } from "../dom";

export interface Column<T> {
  name: string;
  cell: (row: T) => Child;
  sort?: (row: T) => string | number; // columns without it cannot be sorted by
  numeric?: boolean;
  header?: boolean; // the cell that names the row
}

export interface Sorting {
  by: string;
  down: boolean;
}

/** A table with a caption. With `sorting`, headings are buttons that call `onSort`. */
export function table<T>(
  caption: string,
  columns: readonly Column<T>[],
  rows: readonly T[],
  sorting?: Sorting & { onSort: (to: Sorting) => void },
): HTMLElement {
  const id = newId("caption");
  const head = columns.map((column) => heading(column, sorting));
  const body = rows.map((row) =>
    h("tr", {}, columns.map((column) =>
      h(column.header ? "th" : "td", { scope: column.header ? "row" : null, class: column.numeric ? "number" : null }, column.cell(row)))),
  );
  return h(
    "div",
    { class: "scroll", role: "region", tabindex: 0, "aria-labelledby": id },
    h("table", {}, h("caption", { id }, caption), h("thead", {}, h("tr", {}, head)), h("tbody", {}, body)),
  );
}

function heading<T>(column: Column<T>, sorting?: Sorting & { onSort: (to: Sorting) => void }): HTMLElement {
  const css = column.numeric ? "number" : null;
  if (!sorting || !column.sort) return h("th", { scope: "col", class: css }, column.name);
  const on = sorting.by === column.name;
  const turn = () => sorting.onSort({ by: column.name, down: on ? !sorting.down : false });
  const arrow = h("span", { "aria-hidden": "true" }, on ? (sorting.down ? " ▼" : " ▲") : " ↕");
  return h(
    "th",
    { scope: "col", class: css, "aria-sort": on ? (sorting.down ? "descending" : "ascending") : null },
    h("button", { type: "button", class: "sort", onclick: turn, "data-sort": column.name }, column.name, arrow),
  );
}

/** Rows in the order of a column; texts as people order them (2 before 10). */
export function sorted<T>(columns: readonly Column<T>[], rows: readonly T[], sorting: Sorting): T[] {
  const key = columns.find((column) => column.name === sorting.by)?.sort;
  if (!key) return [...rows];
  const collator = new Intl.Collator("en-GB", { numeric: true });
  const ordered = [...rows].sort((a, b) => {
    const [x, y] = [key(a), key(b)];
    return typeof x === "number" && typeof y === "number" ? x - y : collator.compare(String(x), String(y));
  });
  return sorting.down ? ordered.reverse() : ordered;
}

/** Links to the pages of a long list; null where one page holds all. */
export function pager(total: number, offset: number, limit: number, href: (offset: number) => string): HTMLElement | null {
  if (total <= limit) return null;
  const last = Math.min(total, offset + limit);
  const step = (at: number, name: string, rel: string) =>
    at >= 0 && at < total ? h("a", { href: href(at), rel }, name) : h("span", { class: "off" }, name);
  return h(
    "nav",
    { class: "pager", "aria-label": "Pages of the list" },
    step(offset - limit, "← Previous", "prev"),
    h("span", {}, `${offset + 1} to ${last} of ${total}`),
    step(offset + limit, "Next →", "next"),
  );
}

/** What was promised, and what became of it. */

import type { Commitment } from "../api/facts";
import { h } from "../dom";
import * as words from "../format";
import { badge, links, source, to } from "./text";
import { nothing } from "./status";

const STATUS: Record<Commitment["status"], string> = {
  completed: "reported complete",
  overdue: "past its date",
  undated: "no date",
  open: "not yet due",
};

const SIGNS: Record<Commitment["status"], string> = { completed: "✓", overdue: "!", undated: "?", open: "→" };

/** The status of a promise in words, with its sign. */
export function statusBadge(promise: Commitment): HTMLElement {
  return badge(`${SIGNS[promise.status]} ${statusWords(promise.status)}`, promise.status);
}

export function statusWords(status: Commitment["status"]): string {
  return STATUS[status] ?? words.words(status);
}

/** When a promise is due, in the words of the document where it has any. */
export function due(promise: Commitment): string {
  if (promise.due?.text) return promise.due.text;
  return promise.timing === "ongoing" ? "ongoing" : promise.timing === "noDeadlineStated" ? "no date stated" : words.words(promise.timing);
}

/** A list of promises. */
export function promises(rows: readonly Commitment[], how: { report: boolean } = { report: false }): HTMLElement {
  if (!rows.length) return nothing("Nothing was promised in words that could be read as a promise.");
  return h("ul", { class: "promises" }, rows.map((row) => h("li", {}, promise(row, how.report))));
}

function promise(row: Commitment, withReport: boolean): HTMLElement {
  const said = [
    statusBadge(row),
    row.vague ? badge("vague", "vague") : null,
    h("span", {}, "due: ", due(row)),
    row.owners.length ? h("span", {}, "who: ", links(row.owners)) : h("span", {}, "nobody is named"),
    row.quote ? source(row.quote) : null,
  ];
  return h(
    "div",
    { class: "promise" },
    withReport ? h("p", { class: "small" }, to(row.report), `, recommendation ${row.number}`) : null,
    h("p", {}, row.text),
    h("p", { class: "small row" }, said),
  );
}

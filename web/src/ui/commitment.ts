/** What was promised, and what became of it. */

import type { Commitment } from "../api/facts";
import { h } from "../dom";
import * as words from "../format";
import { badge, links, source, to } from "./text";
import { nothing } from "./status";

type Judged = Pick<Commitment, "status" | "overdue" | "timing">;

/** Every way in which a promise may stand, in words, with its sign and the name of its colours. */
export const STANDINGS = {
  completed: { words: "reported complete", sign: "✓", look: "completed" },
  overdue: { words: "past its date", sign: "!", look: "overdue" },
  open: { words: "not yet due", sign: "→", look: "open" },
  undated: { words: "no date", sign: "?", look: "undated" },
  ongoing: { words: "ongoing, no date", sign: "↻", look: "undated" },
  unknown: { words: "cannot be known", sign: "?", look: "undated" },
} as const;

/** How a promise stands: no date, ongoing and what cannot be known are different answers. */
export function standing({ status, overdue, timing }: Judged): keyof typeof STANDINGS {
  if (status === "completed" || status === "overdue") return status;
  if (overdue === "cannot be known") return "unknown";
  return status === "undated" && timing === "ongoing" ? "ongoing" : status;
}

/** The status of a promise in words, with its sign. */
export function statusBadge(promise: Judged): HTMLElement {
  const told = STANDINGS[standing(promise)];
  return badge(`${told.sign} ${told.words}`, told.look);
}

export function statusWords(promise: Judged): string {
  return STANDINGS[standing(promise)].words;
}

/** What later documents say of it: the status does not look at them. */
export function sinceThen(promise: Commitment): HTMLElement | null {
  if (!promise.later.length) return null;
  return h("span", { class: "small block" }, "later documents speak of it: ", links(promise.later));
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
    sinceThen(row),
  ];
  return h(
    "div",
    { class: "promise" },
    withReport ? h("p", { class: "small" }, to(row.report), `, recommendation ${row.number}`) : null,
    h("p", {}, row.text),
    h("p", { class: "small row" }, said),
  );
}

/** What is told of a query that is kept under an address of its own: since when, and whether the data are still those. */

import { fill, h } from "../dom";
import { missingPrefixes } from "../iris";
import * as words from "../format";
import type { Kept } from "./ask";

/** The words above the editor of a kept query; they change with what is run. */
export class KeptNote {
  readonly element = h("div", { role: "status" });

  constructor(private readonly kept: Kept) {
    this.tell(kept.currentDataVersion);
  }

  /** Whether this text is the query that is kept. */
  holds(text: string): boolean {
    const same = this.kept.query.replace(/\r\n?/g, "\n"); // as the editor gives it back
    return text === same || text === missingPrefixes(same) + same;
  }

  /** Say which version of the data the results are of. */
  tell(now: Kept["dataVersion"]): void {
    const { date, dataVersion } = this.kept;
    const asked = dataVersion === null ? "" : `, when the data had version ${dataVersion}`;
    fill(this.element, h("p", {}, `A query that was kept on ${words.day(date.slice(0, 10))}${asked}.`), since(dataVersion, now));
  }

  /** Say that what is shown is another query, which has another address. */
  leave(): void {
    fill(this.element, h("p", { class: "notice" }, h("strong", {}, "You changed the query. "), "What is shown is no longer ",
      h("a", { href: `/q/${this.kept.id}` }, "the query that was kept"), ": the address is now that of yours. Permalink keeps it too."));
  }
}

function since(then: Kept["dataVersion"], now: Kept["dataVersion"]): HTMLElement {
  if (then === null || now === null) return h("p", {}, "Whether the data have changed since is not known: the results are those of today.");
  if (String(then) === String(now)) return h("p", {}, "The data have not changed since.");
  return h("p", { class: "notice" }, h("strong", {}, "The data have changed since. "), `The results are those of version ${now}, which is there now, and may differ.`);
}

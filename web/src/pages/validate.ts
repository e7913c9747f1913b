/** Validate: drop a file and read what is wrong with it, in plain words and beside its lines. Nothing is stored. */

import type { Drafted, Validation } from "../api/front";
import { fill, h, many } from "../dom";
import * as words from "../format";
import type { Page } from "../router";
import { checked } from "../ui/checking";
import { fileDrop, KINDS } from "../ui/file";
import { save } from "../ui/form";
import { busy, problem, say } from "../ui/status";
import { validation } from "../ui/validation";
import "../styles/validate.css";

let last: { file: File; found: Validation } | null = null; // until another file comes: a reader may go and come back

export const page: Page = ({ signal, title }) => {
  title("Validate");
  const place = h("div", { class: "outcome" });
  const take = async (file: File) => {
    const done = busy(place);
    fill(place, h("p", { class: "nothing" }, `${file.name} is being checked…`));
    try {
      const { draft, found } = await checked(file);
      if (signal.aborted) return;
      last = { file, found };
      fill(place, draft ? drafted(file, draft) : null, validation(found, file.name));
      say(found.conforms ? "The file is fit to be submitted" : `${words.count(found.total, "finding")}`);
    } catch (error) {
      fill(place, problem(error, () => void take(file)));
    } finally {
      done();
    }
  };
  if (last) fill(place, validation(last.found, last.file.name));
  return many(
    h("h1", {}, "Validate a response"),
    h("p", { class: "lead" }, "What is wrong or missing in a response, where, and what would mend it. The file is checked and forgotten: nothing is stored."),
    fileDrop("Choose a file, or drop it here", "RDF (Turtle, N-Triples, N-Quads, TriG, JSON-LD, RDF/XML), an edited workbook (XLSX, or CSV in a ZIP), or the response itself (text, Markdown, HTML, PDF, DOCX, ODT), which is read first.", KINDS, (file) => void take(file)),
    place,
  );
};

function drafted(file: File, draft: Drafted): HTMLElement {
  return h("section", {},
    h("h2", {}, `What was read from ${file.name}`),
    draft.missing.length ? [h("p", {}, "The document does not tell:"), h("ul", {}, draft.missing.map((one) => h("li", {}, h("strong", {}, one.name), one.hint ? `: ${one.hint}` : "")))] : null,
    draft.concerns.length ? h("details", {}, h("summary", {}, `${words.count(draft.concerns.length, "thing")} that a person should look at`),
      h("ul", {}, draft.concerns.slice(0, 100).map((one) => h("li", {}, one.kind, one.line === null ? "" : `, line ${one.line}`, one.quotation ? [": “", words.short(one.quotation, 200), "”"] : "")))) : null,
    h("p", {}, h("button", { type: "button", class: "quiet", onclick: () => save(draft.turtle, `${draft.slug}.ttl`, "text/turtle") }, "Download it as Turtle"), " to mend and submit it."));
}

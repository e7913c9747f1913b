/** Submit: by form or by file; what is wrong is shown before anything is sent to be stored. */

import { addressOf, get, post } from "../api/client";
import type { About, Drafted, FormShapes, Submitted } from "../api/front";
import { fill, h, many } from "../dom";
import * as words from "../format";
import { go, type Page } from "../router";
import { address } from "../routes";
import { checked, DOCUMENTS } from "../ui/checking";
import type { DraftForm } from "../ui/draftform";
import { fileDrop, KINDS } from "../ui/file";
import { input } from "../ui/form";
import { busy, nothing, problem, say } from "../ui/status";
import { sureness, to } from "../ui/text";
import { validation } from "../ui/validation";
import "../styles/validate.css";

let handed: File | null = null; // what goes from the file to the form

export const page: Page = async ({ url, signal, title }) => {
  title("Submit");
  const about = await get<About>("/api/about", {}, signal);
  const way = url.searchParams.get("by") === "form" ? "form" : "file";
  const desk = new Desk(about.writable, signal);
  const tab = (by: string | null, name: string, on: boolean) => h("li", {}, h("a", { href: address(url, { by }), "aria-current": on ? "page" : null }, name));
  return many(
    h("h1", {}, "Submit a response"),
    h("p", { class: "lead" }, "A response takes the place of an earlier version of itself, whole or not at all; the history keeps what was there."),
    about.writable ? null : h("div", { class: "nothing" },
      h("p", {}, h("strong", {}, "This server is read-only."), " You can fill in the form and check a file here, but not store it. Whoever runs the server can start it with ", h("code", {}, "kg serve --writable --token-file FILE"), "; on your own machine ", h("code", {}, "kg submit FILE"), " does the same.")),
    h("nav", { "aria-label": "How to submit" }, h("ul", { class: "tabs" }, tab(null, "A file", way === "file"), tab("form", "A form", way === "form"))),
    way === "file"
      ? fileDrop("Choose a file, or drop it here", "RDF, an edited workbook, or the response itself, which is read first.", KINDS, (file) => void desk.check(file))
      : form(desk, signal),
    desk.place,
  );
};

/** Checks first, then sends. */
class Desk {
  readonly place = h("div", { class: "outcome" });
  form: DraftForm | null = null;

  constructor(private readonly writable: boolean, private readonly signal: AbortSignal) {}

  clear(): void {
    fill(this.place);
  }

  async check(file: File): Promise<void> {
    const done = busy(this.place);
    fill(this.place, nothing(`${file.name} is being checked…`));
    try {
      const { ready, found } = await checked(file);
      if (this.signal.aborted) return;
      fill(this.place, found.conforms ? this.sending(ready) : null, this.form ? null : correct(ready), validation(found, file.name, (iri) => this.mend(iri)));
      if (this.form) this.place.scrollIntoView({ block: "start" });
      say(found.conforms ? "Fit to be submitted" : words.count(found.total, "finding"));
    } catch (error) {
      fill(this.place, problem(error, () => void this.check(file)));
    } finally {
      done();
    }
  }

  private mend(iri: string): HTMLElement | null {
    return this.form?.has(iri) ? h("p", {}, h("button", { type: "button", class: "quiet", onclick: () => this.form?.open(iri) }, "Open its form")) : null;
  }

  private sending(file: File): HTMLElement {
    const token = input("token", "Token", "", { type: "password", autocomplete: "off", required: true, disabled: !this.writable }, "Given to you by whoever runs this server. It is not kept here.");
    const send = h("form", { class: "filters", onsubmit: (event: SubmitEvent) => {
      event.preventDefault();
      void this.send(file, (token.querySelector("input") as HTMLInputElement).value);
    } }, token, h("button", { type: "submit", disabled: !this.writable }, "Submit it"),
      this.writable ? null : h("p", { class: "small" }, "Not possible here: this server is read-only."));
    return h("section", {}, h("h2", {}, "Send it"), send);
  }

  private async send(file: File, token: string): Promise<void> {
    const done = busy(this.place);
    const told = h("div", {});
    this.place.prepend(told);
    try {
      const outcome = await post<Submitted>(addressOf("/api/submit", { name: file.name }), file, { Authorization: `Bearer ${token}` });
      if (outcome.outcome === "stored") fill(this.place, stored(outcome));
      else fill(this.place, h("h2", {}, "It was not stored"), validation(outcome.validation, file.name));
      say(outcome.outcome === "stored" ? "Stored" : "Not stored");
    } catch (error) {
      fill(told, problem(error));
      told.scrollIntoView({ block: "center" });
    } finally {
      done();
    }
  }
}

/** From a file that was checked to the form for what is in it. */
function correct(file: File): HTMLElement {
  const open = () => {
    handed = file;
    go("/submit?by=form");
  };
  return h("p", {}, h("button", { type: "button", class: "quiet", onclick: open }, "Correct or complete it in a form"));
}

function stored(outcome: Submitted): DocumentFragment {
  return many(
    h("h2", {}, "It is stored"),
    h("p", {}, outcome.report ? ["The report is ", to(outcome.report), ". "] : null, `${words.count(outcome.added, "statement")} came, ${words.number(outcome.removed)} went.`),
    h("h2", {}, "What it resembles"),
    outcome.resembles.length
      ? h("ul", { class: "plain" }, outcome.resembles.map((one) => h("li", {}, h("p", {}, `Recommendation ${one.number}: `, to(one.recommendation), " of ", to(one.report), " ", sureness(one.score), one.linked ? " (linked)" : ""), h("p", { class: "small" }, one.reason))))
      : nothing("None of its recommendations is like one of another report."));
}

/** The form: a document is read, or a draft taken up again; then each thing in it has its fields. */
function form(desk: Desk, signal: AbortSignal): HTMLElement {
  const place = h("div", {});
  const follows = input("follows", "Reports that it follows up", "", {}, "Their names here, with spaces between them, as in 2016-intelligence-functions.");
  const publisher = input("publisher", "Publisher", "", {}, "Where the document does not tell who wrote it, as in Home Office.");
  const value = (field: HTMLElement) => (field.querySelector("input") as HTMLInputElement).value.trim();
  const take = async (file: File) => {
    if (desk.form?.touched && !confirm("The changes made to the draft that is open will be lost. Go on?")) return;
    const done = busy(place);
    desk.form = null;
    fill(place, nothing(`${file.name} is being read…`));
    try {
      const more = DOCUMENTS.test(file.name) ? { follows: value(follows), publisher: value(publisher) } : {};
      const [draft, shapes, { DraftForm }] = await Promise.all([
        post<Drafted>(addressOf("/api/draft", { name: file.name, ...more }), file), get<FormShapes>("/api/form", {}, signal), import("../ui/draftform")]);
      if (signal.aborted) return;
      desk.form = new DraftForm(draft, shapes, (ready) => void desk.check(ready), () => desk.clear());
      fill(place, desk.form.place, shapes.checkedOnSubmission.length ? h("details", {}, h("summary", {}, "What is checked only when it is checked as a whole"), h("ul", {}, shapes.checkedOnSubmission.map((rule) => h("li", {}, rule)))) : null);
      desk.clear();
      say(words.count(draft.things.length, "thing"));
    } catch (error) {
      if (!signal.aborted) fill(place, problem(error, () => void take(file)));
    } finally {
      done();
    }
  };
  if (handed) void take(handed);
  handed = null;
  return h("section", {},
    h("p", {}, "Nothing stands in the graph without its sentence, so a form begins with the document: it is read, and you correct and complete what was found."),
    fileDrop("Choose the response, or a draft of it", "The document itself, RDF, or an edited workbook.", KINDS, (file) => void take(file)),
    h("details", {}, h("summary", {}, "A progress report or a re-inspection"), h("p", { class: "hint" }, "For a document that follows up earlier reports; a draft is taken as it is."), follows, publisher),
    place);
}

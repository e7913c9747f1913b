/** Submit: by form or by file; what is wrong is shown before anything is sent to be stored. */

import { addressOf, get, post } from "../api/client";
import type { About, FormShapes, Submitted } from "../api/front";
import { fill, h, many } from "../dom";
import * as words from "../format";
import type { Context, Page } from "../router";
import { address } from "../routes";
import { checked } from "../ui/checking";
import { fileDrop, KINDS } from "../ui/file";
import { input, save } from "../ui/form";
import { busy, nothing, problem, say } from "../ui/status";
import { sureness, to } from "../ui/text";
import { validation } from "../ui/validation";
import "../styles/validate.css";

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
      : await form(desk, url, signal),
    desk.place,
  );
};

/** Checks first, then sends. */
class Desk {
  readonly place = h("div", { class: "outcome" });

  constructor(private readonly writable: boolean, private readonly signal: AbortSignal) {}

  async check(file: File): Promise<void> {
    const done = busy(this.place);
    fill(this.place, nothing(`${file.name} is being checked…`));
    try {
      const { ready, found } = await checked(file);
      if (this.signal.aborted) return;
      fill(this.place, found.conforms ? this.sending(ready) : null, validation(found, file.name));
      say(found.conforms ? "Fit to be submitted" : words.count(found.total, "finding"));
    } catch (error) {
      fill(this.place, problem(error, () => void this.check(file)));
    } finally {
      done();
    }
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

function stored(outcome: Submitted): DocumentFragment {
  return many(
    h("h2", {}, "It is stored"),
    h("p", {}, outcome.report ? ["The report is ", to(outcome.report), ". "] : null, `${words.count(outcome.added, "statement")} came, ${words.number(outcome.removed)} went.`),
    h("h2", {}, "What it resembles"),
    outcome.resembles.length
      ? h("ul", { class: "plain" }, outcome.resembles.map((one) => h("li", {}, h("p", {}, `Recommendation ${one.number}: `, to(one.recommendation), " of ", to(one.report), " ", sureness(one.score), one.linked ? " (linked)" : ""), h("p", { class: "small" }, one.reason))))
      : nothing("None of its recommendations is like one of another report."));
}

async function form(desk: Desk, url: URL, signal: Context["signal"]): Promise<HTMLElement> {
  const shapes = await get<FormShapes>("/api/form", {}, signal);
  const root = shapes.roots.find((one) => one.iri === url.searchParams.get("part")) ?? shapes.roots[0];
  if (!root) return nothing("This server has no form.");
  const { shaclForm } = await import("../ui/shaclform");
  const element = shaclForm(shapes.shapes, shapes.data, root.iri);
  const checkForm = () => void desk.check(new File([element.serialize()], "form.ttl", { type: "text/turtle" }));
  const choose = shapes.roots.length > 1 ? h("nav", { "aria-label": "Parts" }, h("p", { class: "row" }, "A form for: ", shapes.roots.map((one) => one === root ? h("strong", {}, one.label) : h("a", { href: address(url, { part: one.iri }) }, one.label)))) : null;
  return h("section", { class: "by-form" }, choose, element,
    shapes.checkedOnSubmission.length ? h("details", {}, h("summary", {}, "What is checked only when the form is sent"), h("ul", {}, shapes.checkedOnSubmission.map((rule) => h("li", {}, rule)))) : null,
    h("p", { class: "row" }, h("button", { type: "button", onclick: checkForm }, "Check it"),
      h("button", { type: "button", class: "quiet", onclick: () => save(element.serialize(), "form.ttl", "text/turtle") }, "Download as Turtle")));
}

/** A draft amended thing by thing: what was read as a list, and the form of the one that is chosen, made from the shapes. */

import { addressOf, post } from "../api/client";
import type { Amended, Drafted, DraftThing, FormShapes } from "../api/front";
import { type Child, fill, h, many, newId } from "../dom";
import * as words from "../format";
import { save } from "./form";
import { type ShaclForm, shaclForm } from "./shaclform";
import { busy, nothing, problem, say } from "./status";
import { badge } from "./text";

const HEADS = ["ResponseDocument", "Report", "Inspection"]; // what a document as a whole may leave untold

interface Change {
  thing?: string;
  form?: string | null;
  response?: string;
  quotation?: string;
}

export class DraftForm {
  readonly place = h("section", { class: "by-form" });
  private readonly list = h("nav", { class: "draft-things", "aria-label": "What was read" });
  private readonly panel = h("div", { class: "draft-thing" });
  private readonly before: Drafted[] = [];
  private chosen = "";
  private element: ShaclForm | null = null; // the form that is shown, once it is ready
  private written = ""; // what it said then
  private told = h("div", {});

  /** `check` gets the draft as a file; nothing is sent to be stored from here. `changed` is called when the draft has
   * become another. */
  constructor(private draft: Drafted, private readonly shapes: FormShapes, private readonly check: (file: File) => void, private readonly changed: () => void) {
    const first = draft.things.find((one) => one.look.length || (HEADS.includes(one.kind) && draft.missing.length)) ?? draft.things[0];
    this.chosen = first?.iri ?? "";
    this.show();
  }

  /** Whether there is a form for a thing. */
  has(iri: string): boolean {
    return this.draft.things.some((one) => one.iri === iri);
  }

  /** Whether anything would be lost with this draft. */
  get touched(): boolean {
    return this.before.length > 0 || this.dirty;
  }

  /** Show the form of a thing; what was written into the one before is kept first. */
  open(iri: string): void {
    void this.settled().then((well) => {
      if (!well) return;
      this.chosen = iri;
      this.show();
      this.focus();
      this.panel.scrollIntoView({ block: "start" });
    });
  }

  private get file(): File {
    return new File([this.draft.turtle], `${this.draft.slug}.ttl`, { type: "text/turtle" });
  }

  private get dirty(): boolean {
    return this.element !== null && this.element.serialize() !== this.written;
  }

  /** Keep what was written into the form that is shown; whether that went well. */
  private async settled(): Promise<boolean> {
    return this.dirty && this.element ? this.change({ thing: this.chosen, form: this.element.serialize() }, this.told, "Kept") : true;
  }

  private focus(): void {
    this.panel.querySelector("h3")?.focus({ preventScroll: true });
  }

  private show(): void {
    const { draft } = this;
    const looked = draft.things.filter((one) => one.look.length).length;
    const top = this.list.scrollTop;
    fill(this.list, h("ul", { class: "plain" }, draft.things.map((one) => this.entry(one))));
    fill(this.panel, this.form(draft.things.find((one) => one.iri === this.chosen)));
    fill(this.place,
      h("h2", {}, `What was read: ${words.count(draft.things.length, "thing")}`),
      h("p", {}, looked ? `${words.count(looked, "thing")} should be looked at; they have a mark. ` : "", "Choose one to see what is said of it. What is changed is kept in this page until it is checked and sent."),
      draft.missing.length ? h("p", {}, h("strong", {}, "The document does not tell: "), draft.missing.map((one) => one.name).join(", "), ".") : null,
      h("div", { class: "draft" }, this.list, this.panel),
      h("p", { class: "row" },
        h("button", { type: "button", onclick: () => void this.settled().then((well) => well && this.check(this.file)) }, "Check it"),
        h("button", { type: "button", class: "quiet", disabled: !this.before.length, onclick: () => this.undo() }, "Undo the last change"),
        h("button", { type: "button", class: "quiet", onclick: () => void this.settled().then((well) => well && save(this.draft.turtle, `${draft.slug}.ttl`, "text/turtle")) }, "Download as Turtle")));
    this.list.scrollTop = top;
    this.list.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  }

  private entry(one: DraftThing): HTMLElement {
    return h("li", { class: `depth-${one.depth}` },
      h("button", { type: "button", class: "quiet", "aria-current": one.iri === this.chosen ? "true" : null, onclick: () => this.open(one.iri) },
        one.look.length ? badge(`! ${one.look.join(", ")}`, "warning") : null, " ", one.label));
  }

  private form(one: DraftThing | undefined): Child {
    if (!one) return nothing("Nothing is left of this draft.");
    this.told = h("div", {});
    this.element = null;
    const { told } = this;
    const keep = h("button", { type: "button", disabled: true, onclick: () => void (this.element && this.change({ thing: one.iri, form: this.element.serialize() }, told, "Kept")) }, "Keep these values");
    const element = shaclForm(`${this.shapes.shapes}\n${this.shapes.data}\n${this.draft.choices}`, one.shape, { turtle: this.draft.turtle, iri: one.iri }, (ready) => {
      this.element = ready;
      this.written = ready.serialize();
      keep.disabled = false;
    });
    return many(
      h("h3", { tabindex: -1 }, one.label),
      one.quotation ? h("blockquote", {}, one.quotation, one.line === null ? null : h("footer", { class: "small" }, `Line ${one.line}`)) : null,
      one.look.length ? h("p", {}, h("strong", {}, "Please look at this: "), one.look.join(", "), ".") : null,
      element, told,
      h("p", { class: "row" },
        keep,
        one.removable ? h("button", { type: "button", class: "quiet", onclick: () => void this.change({ thing: one.iri, form: null }, told, "Taken out") }, "Take it out") : null),
      one.kind === "Response" ? this.missed(one) : null);
  }

  /** Words of an answer that the reading did not take for a commitment. */
  private missed(one: DraftThing): HTMLElement {
    const id = newId("missed");
    const field = h("textarea", { id, rows: 3, "aria-describedby": `${id}-hint` });
    const told = h("div", {});
    const add = () => void this.change({ response: one.iri, quotation: field.value }, told, "Added");
    return h("details", {}, h("summary", {}, "A commitment was missed"),
      h("div", { class: "field" }, h("label", { for: id }, "Its words"), h("p", { class: "hint", id: `${id}-hint` }, "Copied from the answer as they stand there, so that its place can be found."), field),
      told, h("p", {}, h("button", { type: "button", class: "quiet", onclick: add }, "Add it")));
  }

  /** Let the server make a change; whether it could. Nothing can be chosen or written meanwhile. */
  private async change(change: Change, told: HTMLElement, done: string): Promise<boolean> {
    if (this.place.inert) return false;
    this.place.inert = true;
    const ready = busy(this.panel);
    try {
      const body = JSON.stringify({ draft: this.draft.turtle, ...change });
      const after = await post<Amended>(addressOf("/api/amend", { name: this.file.name }), body, { "Content-Type": "application/json" });
      this.before.push(this.draft);
      this.draft = after;
      this.chosen = this.has(after.changed) ? after.changed : this.next(after.changed);
      this.place.inert = false;
      this.show();
      this.focus();
      this.changed();
      say(done);
      return true;
    } catch (error) {
      fill(told, problem(error));
      return false;
    } finally {
      this.place.inert = false;
      ready();
    }
  }

  /** What stood before a thing that was taken out. */
  private next(iri: string): string {
    const had = this.before.at(-1)?.things ?? [];
    const at = had.findIndex((one) => one.iri === iri);
    return had[at - 1]?.iri ?? this.draft.things[0]?.iri ?? "";
  }

  private undo(): void {
    const last = this.before.pop();
    if (!last) return;
    this.draft = last;
    if (!this.has(this.chosen)) this.chosen = last.things[0]?.iri ?? "";
    this.show();
    this.focus();
    this.changed();
    say("Undone");
  }
}

/** Query: the named questions one click away, and SPARQL for those who write it. */

import "../styles/query.css";
import { get } from "../api/client";
import type { Answered, Question } from "../api/front";
import { fill, h, many } from "../dom";
import * as words from "../format";
import { missingPrefixes } from "../iris";
import { answerFile, permalink, run, type Kept, type Outcome } from "../query/ask";
import { programs } from "../query/code";
import { editor, type Editor } from "../query/editor";
import { KeptNote } from "../query/kept";
import { chooser, complete, parameters } from "../query/questions";
import { show, type ViewName } from "../query/results";
import { go, keep, type Context, type Page } from "../router";
import { copyButton } from "../ui/copy";
import { save } from "../ui/form";
import { nothing, problem, say } from "../ui/status";

const FIRST = `PREFIX insp: <https://w3id.org/inspection-kg/ontology#>

SELECT ?number ?text ?position WHERE {
  ?recommendation a insp:Recommendation ;
    insp:number ?number ;
    insp:text ?text ;
    insp:effectiveAcceptance ?position .
}
LIMIT 50
`;

export const page: Page = async (context) => {
  const { url, params, signal, title } = context;
  const kept = params.hash ? await get<Kept>(`/q/${encodeURIComponent(params.hash)}`, {}, signal) : null;
  const questions = await get<Question[]>("/api/questions", {}, signal);
  const question = questions.find((one) => one.name === url.searchParams.get("question"));
  title(question?.question ?? "Query");
  return new Desk(context, questions, question, kept).element;
};

class Desk {
  readonly element: DocumentFragment;
  private readonly editor: Editor;
  private readonly place = h("section", { class: "results", "aria-label": "Results" });
  private readonly refused = h("div", {}); // why a download did not come
  private readonly runButton = h("button", { type: "button", onclick: () => void this.run() }, "Run");
  private readonly stopButton = h("button", { type: "button", class: "quiet", disabled: true, onclick: () => this.running?.abort() }, "Stop");
  private running: AbortController | null = null;
  private outcome: Outcome | null = null;
  private kept: KeptNote | null; // while the address is that of a kept query

  constructor(private readonly context: Context, questions: readonly Question[], private readonly question: Question | undefined, kept: Kept | null) {
    const { url, signal } = context;
    this.kept = kept && new KeptNote(kept);
    const own = url.searchParams.get("query");
    this.editor = editor(kept?.query ?? own ?? question?.text ?? FIRST, () => void this.run(), signal);
    signal.addEventListener("abort", () => {
      this.running?.abort();
      this.editor.end();
    });
    const form = question && parameters(question, url.searchParams, (values) => this.askQuestion(values));
    this.element = many(
      h("h1", {}, question?.question ?? "Query"),
      this.kept?.element,
      h("div", { class: "desk" },
        h("div", {}, h("h2", { class: "small-head" }, "Questions"), chooser(questions, question?.name ?? "")),
        h("div", { class: "writing" },
          form ?? null,
          question ? h("details", { class: "sparql", open: own !== null, ontoggle: () => this.editor.fit() }, h("summary", {}, "As SPARQL, to change and run"), this.controls()) : this.controls(),
          this.place)));
    requestAnimationFrame(() => this.editor.fit());
    if (question && own === null) {
      if (complete(question, url.searchParams)) void this.answer(question);
      else fill(this.place, nothing("Fill in what the question asks for, then choose Ask."));
    } else if (own !== null || kept) void this.run();
  }

  private controls(): HTMLElement {
    const keys = h("span", { class: "small" }, "Ctrl-Enter runs, Ctrl-Space completes.");
    void this.editor.completes.then((can) => {
      if (!can && !this.context.signal.aborted) fill(keys, "Ctrl-Enter runs. Classes and properties cannot be completed: the server does not tell which it holds.");
    });
    return h("div", {}, this.editor.element,
      h("p", { class: "row" }, this.runButton, this.stopButton,
        h("button", { type: "button", class: "quiet", onclick: () => void this.link() }, "Permalink"),
        keys));
  }

  private askQuestion(values: Record<string, string>): void {
    const asked = new URLSearchParams({ question: this.question?.name ?? "" });
    for (const [name, value] of Object.entries(values)) if (value) asked.set(`p.${name}`, value);
    go(`/query?${asked}`);
  }

  /** The answer to a named question, with the meaning of its columns. */
  private async answer(question: Question): Promise<void> {
    const given = [...this.context.url.searchParams].filter(([name]) => name.startsWith("p.")).map(([name, value]) => [name.slice(2), value]);
    await this.work(async (signal) => {
      const began = performance.now();
      const found = await get<Answered>(`/api/questions/${question.name}`, Object.fromEntries(given), signal);
      this.editor.set(found.query.text);
      return { results: found, columns: found.columns, why: found.why ?? "", cut: found.cut, seconds: (performance.now() - began) / 1000, query: found.query.text };
    });
  }

  /** Run what is in the editor; it stays in the address. That of a kept query is left when another is run. */
  private async run(): Promise<void> {
    const written = this.editor.get();
    const text = missingPrefixes(written) + written;
    if (text !== written) this.editor.set(text);
    if (this.kept && !this.kept.holds(text)) {
      this.kept.leave();
      this.kept = null;
    }
    if (!this.kept) keep({ query: text, x: null, y: null }, "push", "/query");
    await this.work((signal) => run(text, signal));
  }

  private async work(what: (signal: AbortSignal) => Promise<Outcome>): Promise<void> {
    this.running?.abort();
    const running = new AbortController();
    this.running = running;
    this.stopButton.disabled = false;
    fill(this.place, h("p", { class: "nothing" }, "The query runs…"));
    try {
      this.outcome = await what(running.signal);
      if (this.outcome.dataVersion) this.kept?.tell(this.outcome.dataVersion);
      this.show();
    } catch (error) {
      if (this.context.signal.aborted) return;
      fill(this.place, running.signal.aborted ? nothing("The query was stopped.") : problem(error));
    } finally {
      if (this.running === running) {
        if (document.activeElement === this.stopButton) this.runButton.focus(); // what is off cannot keep the focus
        this.stopButton.disabled = true;
      }
    }
  }

  private show(): void {
    const outcome = this.outcome;
    if (!outcome) return;
    const url = new URL(location.href);
    const view = (url.searchParams.get("view") ?? "table") as ViewName;
    const rows = outcome.results?.results?.bindings.length;
    const tab = (name: ViewName) => h("button", { type: "button", "aria-pressed": String(view === name), onclick: () => {
      keep({ view: name === "table" ? null : name }, "replace");
      this.show();
      this.place.querySelector<HTMLElement>(`[aria-pressed="true"]`)?.focus();
    } }, `As ${name}`);
    fill(this.refused);
    fill(this.place,
      rows === undefined ? null : h("div", { class: "tabs", role: "group", "aria-label": "How the results are shown" }, (["table", "chart", "network"] as const).map(tab)),
      h("p", { class: "small", role: "status" }, rows === undefined ? "" : `${words.count(rows, "row")} `, `in ${outcome.seconds.toFixed(2)} s. `, rows ? this.downloads(outcome.query) : null),
      this.refused,
      show(outcome, view, url, this.context.signal),
      this.code(outcome.query));
    this.place.dataset.rows = String(rows ?? ""); // tests wait for it
    say(rows === undefined ? "The answer is there" : words.count(rows, "row"));
  }

  private downloads(query: string): HTMLElement {
    const file = (format: string, name: string) => [" ", h("a", { href: `/sparql?query=${encodeURIComponent(query)}&format=${format}`, download: `answer.${format}`, onclick: (event: Event) => {
      event.preventDefault();
      void this.download(query, format);
    } }, name)];
    return h("span", {}, "Download", file("csv", "CSV"), file("tsv", "TSV"), file("json", "JSON"));
  }

  /** What was run, as a file: the editor may hold something else by now. */
  private async download(query: string, format: string): Promise<void> {
    fill(this.refused);
    try {
      save(await answerFile(query, format, this.context.signal), `answer.${format}`);
    } catch (error) {
      if (!this.context.signal.aborted) fill(this.refused, problem(error, () => void this.download(query, format)));
    }
  }

  private code(query: string): HTMLElement {
    const made = programs(`${location.origin}/sparql`, query);
    return h("details", { class: "code" }, h("summary", {}, "Code for Python, R and curl"),
      Object.entries(made).map(([name, text]) => {
        const shown = h("pre", { tabindex: 0 }, text);
        return many(h("h3", {}, name), shown, copyButton(`Copy the ${name} code`, text, shown));
      }));
  }

  private async link(): Promise<void> {
    try {
      const written = this.editor.get();
      go(await permalink(missingPrefixes(written) + written)); // programs that read it add no prefixes
    } catch (error) {
      fill(this.place, problem(error));
    }
  }
}

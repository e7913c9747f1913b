/** The named questions, in groups, and the small form of the parameters of one. */

import type { Question, QuestionParameter } from "../api/front";
import { type Child, h } from "../dom";
import { input, select, valuesOf } from "../ui/form";

const ORDER = ["Recommendations and positions", "What came back", "Promises", "Systems and teams", "Follow-up"];

const GROUPS: [string, RegExp][] = [
  ["What came back", /^(issue|recurrence|pairs|central)$/],
  ["Promises", /^(commitment|promise|guidance|training|review|slip)$/],
  ["Systems and teams", /^(system|team|body)$/],
  ["Follow-up", /^(claim|status)$/],
  ["Recommendations and positions", /./],
];

/** The group that a question belongs to, by its first keyword. */
export function groupOf(question: Question): string {
  return GROUPS.find(([, test]) => test.test(question.keywords[0] ?? ""))?.[0] ?? "Others";
}

/** All questions as links, by group. */
export function chooser(questions: readonly Question[], now: string): HTMLElement {
  const group = (name: string): Child => {
    const own = questions.filter((question) => groupOf(question) === name);
    const open = own.some((question) => question.name === now) || (!now && name === ORDER[1]);
    return own.length ? h("details", { open }, h("summary", {}, `${name} (${own.length})`),
      h("ul", {}, own.map((question) => h("li", {}, h("a", { href: `/query?question=${question.name}`, "aria-current": question.name === now ? "true" : null }, question.question))))) : null;
  };
  return h("nav", { class: "questions", "aria-label": "Questions" }, ORDER.map(group));
}

/** The form of the parameters of a question; null where it has none but a limit. `onAsk` gets what was filled in. */
export function parameters(question: Question, given: URLSearchParams, onAsk: (values: Record<string, string>) => void): HTMLFormElement | null {
  const fields = question.parameters.filter((one) => one.name !== "limit");
  if (!fields.length) return null;
  const form = h("form", { class: "filters", "aria-label": "What the question asks for" },
    fields.map((one) => field(one, given.get(`p.${one.name}`) ?? "")), h("button", { type: "submit" }, "Ask"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    onAsk(valuesOf(form));
  });
  return form;
}

function field(one: QuestionParameter, value: string): HTMLElement {
  const label = `${one.meaning || one.name}${one.required ? "" : " (may be left out)"}`;
  if (one.values?.length) {
    const choices = one.values.map((choice) => ({ value: choice.value, label: choice.label || choice.value }));
    return select(one.name, label, one.required ? choices : [{ value: "", label: "any" }, ...choices], value || one.default);
  }
  const type = one.type === "date" ? "date" : one.type === "integer" ? "number" : "text";
  return input(one.name, label, value || one.default, { type, required: one.required });
}

/** Whether all that a question needs is given. */
export function complete(question: Question, given: URLSearchParams): boolean {
  return question.parameters.every((one) => !one.required || given.get(`p.${one.name}`));
}

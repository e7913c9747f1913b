/** What is wrong with a submission: findings beside the lines they speak of, and its quality. */

import type { Finding, Measured, Validation } from "../api/front";
import { type Child, h, many } from "../dom";
import * as words from "../format";
import { nothing } from "./status";
import { table } from "./table";
import { badge } from "./text";

const SEVERITIES = ["Violation", "Warning", "Info"] as const;
const NAMES: Record<Finding["severity"], [sign: string, one: string, several: string]> = {
  Violation: ["✕", "must be mended", "must be mended"],
  Warning: ["!", "should be looked at", "should be looked at"],
  Info: ["i", "to know", "to know"],
};
const [CONTEXT, FEW] = [2, 2]; // lines around, places shown before one asks for more

/** What a reader can do about a thing that a finding speaks of: nothing, where there is nothing to be done here. */
export type Mend = (iri: string) => Child;

/** The report on a file. */
export function validation(found: Validation, name: string, mend: Mend = () => null): DocumentFragment {
  const numbers = SEVERITIES.map((severity) => [severity, found.findings.filter((one) => one.severity === severity).length] as const);
  return many(
    h("h2", {}, found.conforms ? `${name} is fit to be submitted` : `${name} cannot be submitted as it is`),
    h("p", { class: "lead" }, found.verdict),
    h("p", { class: "row" }, numbers.filter(([, n]) => n).map(([severity, n]) => badge(`${NAMES[severity][0]} ${words.number(n)} ${NAMES[severity][1]}`, severity.toLowerCase()))),
    findings(found, mend),
    found.total > found.findings.length ? h("p", {}, `${words.number(found.findings.length)} of ${words.number(found.total)} findings are shown, the worst first.`) : null,
    quality(found),
    found.unmatchedShapes.length ? h("details", {}, h("summary", {}, `${words.count(found.unmatchedShapes.length, "rule")} had nothing to check in this file`), h("p", { class: "small" }, found.unmatchedShapes.join(", "))) : null,
  );
}

/** Findings of one rule together: what is wrong and how to mend it is told once, beside all the places. */
function findings(found: Validation, mend: Mend): Child {
  if (!found.findings.length) return nothing("Nothing was found to be wrong.");
  const groups = new Map<string, Finding[]>();
  for (const one of found.findings) {
    const key = [one.severity, one.rule, one.what, one.why, one.mend].join("\n");
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return h("section", { "aria-labelledby": "findings" }, h("h2", { id: "findings" }, "What was found, worst first"),
    h("ol", { class: "findings" }, [...groups.values()].map((group) => h("li", {}, finding(group, found.lines, mend)))));
}

function finding(group: readonly Finding[], lines: readonly string[], mend: Mend): Child {
  const one = group[0];
  if (!one) return null;
  const [sign, name] = NAMES[one.severity];
  const rest = group.slice(FEW);
  return h("article", { class: `finding ${one.severity.toLowerCase()}` },
    h("div", {},
      h("h3", {}, badge(`${sign} ${name}`, one.severity.toLowerCase()), " ", one.what, group.length > 1 ? ` (${words.number(group.length)} times)` : ""),
      one.why ? h("p", {}, one.why) : null,
      one.mend ? h("p", {}, h("strong", {}, "To mend it: "), one.mend) : null,
      h("p", { class: "small" }, [one.path && [h("code", {}, one.path), " "], one.rule && ["rule ", h("code", {}, one.rule)]])),
    h("div", {},
      group.slice(0, FEW).map((each) => [place(each, lines), mend(each.where.iri)]),
      rest.length ? h("details", {}, h("summary", {}, `${words.number(rest.length)} more`), rest.map((each) => [place(each, lines), mend(each.where.iri)])) : null));
}

/** The line that a finding speaks of, with those around it. */
function place(one: Finding, lines: readonly string[]): HTMLElement {
  const line = one.where.line;
  const said = one.quotation ? h("blockquote", { class: "small" }, one.quotation) : null;
  const value = one.value ? h("p", { class: "small" }, "It is “", words.short(one.value, 120), "”.") : null;
  if (line === null || !lines.length) return h("div", { class: "small where" }, h("p", {}, h("code", {}, one.where.iri)), value, said);
  const first = Math.max(1, line - CONTEXT);
  const shown = lines.slice(first - 1, line + CONTEXT);
  return h("figure", { class: "where" },
    h("figcaption", { class: "small" }, `Line ${line}`),
    h("pre", { tabindex: 0 }, shown.map((text, at) => {
      const number = first + at;
      const row = [h("span", { class: "line-number" }, String(number).padStart(4), " "), text || " "];
      return number === line ? h("mark", { class: "code-line" }, row) : h("span", { class: "code-line" }, row);
    })), value, said);
}

function quality({ quality: measures, score }: Validation): Child {
  if (!measures.length) return null;
  const share = (one: Measured) => {
    const bar = h("span", { class: "meter", "aria-hidden": "true" }, h("span", {}));
    (bar.firstElementChild as HTMLElement).style.inlineSize = `${Math.round(one.value * 100)}%`;
    return h("span", { class: "sureness" }, bar, ` ${words.percent(one.value)}, ${words.number(one.good)} of ${words.number(one.of)}`);
  };
  const whole = score === null ? "" : ` On the whole: ${words.percent(score)}.`;
  return h("section", { "aria-labelledby": "quality" }, h("h2", { id: "quality" }, "How good it is"),
    h("p", {}, `What a good response says. This does not decide whether it can be submitted.${whole}`),
    table("Quality of the submission", [
      { name: "Measure", cell: (one: Measured) => one.name, header: true },
      { name: "Share", cell: share },
      { name: "What would help", cell: (one: Measured) => one.advice },
    ], measures));
}

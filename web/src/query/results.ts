/** Results as a table, a chart or a network. */

import type { Row, Term } from "../api/front";
import type { Network } from "../api/pages";
import { type Child, h, many } from "../dom";
import * as words from "../format";
import { pathOf, shortIri } from "../iris";
import { keep } from "../router";
import { chart } from "../ui/chart";
import { save, select } from "../ui/form";
import { nothing } from "../ui/status";
import { type Column, table } from "../ui/table";
import type { Outcome } from "./ask";

export type ViewName = "table" | "chart" | "network";

const SHOWN = 1000;
const ALL = "*"; // in the address: bars as long as there are rows; no column is called so

/** What the outcome looks like in a view. */
export function show(outcome: Outcome, view: ViewName, url: URL, signal: AbortSignal): Node {
  if (outcome.rdf !== undefined) return rdf(outcome.rdf);
  const results = outcome.results ?? { head: {} };
  if (results.boolean !== undefined) return h("p", { class: "lead" }, results.boolean ? "Yes: it is so." : "No: it is not so.");
  const rows = results.results?.bindings ?? [];
  const names = results.head.vars ?? [];
  if (!rows.length) return nothing(outcome.why || "No row answers this query.");
  if (view === "chart") return bars(names, rows, url, signal);
  if (view === "network") return network(names, rows, signal);
  return grid(names, rows, outcome);
}

function rdf(text: string): Node {
  if (!text.trim()) return nothing("No statement answers this query.");
  return many(h("p", {}, h("button", { type: "button", class: "quiet", onclick: () => save(text, "answer.ttl", "text/turtle") }, "Download Turtle")), h("pre", { tabindex: 0 }, text.slice(0, 200_000)));
}

function grid(names: readonly string[], rows: readonly Row[], outcome: Outcome): Node {
  const meaning = new Map(outcome.columns?.map((column) => [column.name, column.meaning]));
  const columns = names.map((name): Column<Row> => ({ name, cell: (row) => cell(row[name]), numeric: numeric(rows, name) }));
  const place = table(`${words.count(rows.length, "row")}${rows.length > SHOWN ? `, the first ${words.number(SHOWN)} shown; a download has all` : ""}`, columns, rows.slice(0, SHOWN));
  place.querySelectorAll("thead th").forEach((head, at) => head.setAttribute("title", meaning.get(names[at] ?? "") ?? ""));
  const told = [...meaning].filter(([, text]) => text);
  return many(
    place,
    told.length ? h("details", {}, h("summary", {}, "What the columns mean"), h("dl", { class: "facts" }, told.map(([name, text]) => h("div", {}, h("dt", {}, name), h("dd", {}, text))))) : null,
    outcome.cut ? h("p", {}, "The question gives no more rows than this unless its limit is raised.") : null);
}

function cell(term: Term | undefined): Child {
  if (!term) return "";
  if (term.type === "uri") return h("a", { href: pathOf(term.value) }, shortIri(term.value));
  const language = term["xml:lang"];
  return language && language !== "en" ? h("span", { lang: language }, term.value) : term.value;
}

function numeric(rows: readonly Row[], name: string): boolean {
  const values = rows.slice(0, 200).map((row) => row[name]?.value).filter((value) => value !== undefined);
  return values.length > 0 && values.every((value) => /^-?\d+(\.\d+)?([eE]-?\d+)?$/.test(value));
}

function bars(names: readonly string[], rows: readonly Row[], url: URL, signal: AbortSignal): Node {
  const numbers = names.filter((name) => numeric(rows, name) && !/year/i.test(name));
  const label = url.searchParams.get("x") ?? names.find((name) => !numbers.includes(name)) ?? names[0] ?? "";
  const value = measure(url.searchParams.get("y"), numbers);
  const totals = new Map<string, number>();
  for (const row of rows) {
    const name = words.short(text(row[label]), 60);
    totals.set(name, (totals.get(name) ?? 0) + (value === ALL ? 1 : Number(row[value]?.value ?? 0)));
  }
  const data = [...totals].map(([name, total]) => ({ name, total })).slice(0, 60);
  const of = value === ALL ? "number of rows" : value;
  const picture = chart(`${of} by ${label}; the table has the same`, (plot, width, colours) =>
    plot.plot({
      width: Math.max(Math.min(width, 960), 420), height: 60 + data.length * 24, marginLeft: Math.min(300, 40 + 6.5 * Math.max(...data.map((one) => one.name.length))), marginRight: 40, style: { background: "none" },
      x: { label: of, grid: true }, y: { label: null, domain: data.map((one) => one.name) },
      marks: [plot.barX(data, { x: "total", y: "name", fill: colours.accepted }), plot.text(data, { x: "total", y: "name", text: (one: { total: number }) => words.number(one.total), textAnchor: "start", dx: 4, fill: colours.text }), plot.ruleX([0], { stroke: colours.text })],
    }), signal);
  const form = h("form", { class: "filters", "aria-label": "What the chart shows" },
    select("x", "A bar for each", names.map((name) => ({ value: name, label: name })), label),
    select("y", "As long as", [{ value: ALL, label: "the number of rows" }, ...numbers.map((name) => ({ value: name, label: name }))], value));
  form.addEventListener("change", () => {
    const now = new FormData(form);
    const at = keep({ x: String(now.get("x")), y: String(now.get("y")) }, "replace");
    place.replaceChildren(bars(names, rows, at, signal));
  });
  const place = h("div", {}, form, picture, totals.size > data.length ? h("p", { class: "small" }, `The first ${data.length} of ${words.number(totals.size)}.`) : null);
  return place;
}

/** What bars are as long as: what was chosen, else the first column of numbers. */
export function measure(chosen: string | null, numbers: readonly string[]): string {
  if (chosen !== null && (chosen === ALL || numbers.includes(chosen))) return chosen;
  return numbers[0] ?? ALL;
}

function text(term: Term | undefined): string {
  return term ? (term.type === "uri" ? shortIri(term.value) : term.value) : "none";
}

/** The first two columns that hold IRIs as ends of lines. */
function network(names: readonly string[], rows: readonly Row[], signal: AbortSignal): Node {
  const ends = names.filter((name) => rows.some((row) => row[name]?.type === "uri"));
  const [from, to] = ends;
  if (!from || !to) return nothing("A network needs two columns of things (IRIs); this answer has ", ends.length ? "one" : "none", ".");
  const found: Network = { nodes: [], edges: [], truncated: 0, total: 0 };
  const nodes = new Map<string, Network["nodes"][number]>();
  const node = (iri: string) => {
    const one = nodes.get(iri) ?? { id: iri, label: shortIri(iri), kind: "thing", path: pathOf(iri), report: "", year: null, text: "", links: 0 };
    one.links += 1;
    nodes.set(iri, one);
  };
  rows.slice(0, 2000).forEach((row, at) => {
    const [a, b] = [row[from]?.value, row[to]?.value];
    if (!a || !b) return;
    node(a);
    node(b);
    found.edges.push({ id: `edge ${at}`, source: a, target: b, kind: "", score: 0.4, verdict: "", review: "", issue: null, links: 1, path: "" });
  });
  found.nodes = [...nodes.values()];
  const place = h("div", {});
  const chosen = h("p", { "aria-live": "polite" }, `Lines go from ${from} to ${to}. Choose a point to open it.`);
  void import("../net/stage").then(({ Stage }) => {
    if (signal.aborted) return;
    const stage = new Stage(found, { layout: "links", signal, onChoose: (id) => {
      stage.emphasise(id);
      const one = id ? nodes.get(id) : undefined;
      if (one) chosen.replaceChildren("Chosen: ", h("a", { href: one.path }, one.label));
    } });
    place.append(stage.element);
    stage.draw();
  });
  return many(chosen, place);
}

/** What part of the network is asked for, as a form; the answers stand in the address. */

import type { Entities } from "../api/pages";
import { h } from "../dom";
import * as words from "../format";
import { input, type Option, select, valuesOf } from "../ui/form";
import type { Ref } from "../api/facts";

export const FILTERS = ["theme", "system", "team", "issue", "from", "to", "position", "level", "most"] as const;

/** The form. `onChange` gets all values, whenever one changes. */
export function filters(url: URL, known: Entities, onChange: (values: Record<string, string>) => void): HTMLFormElement {
  const now = (name: string) => url.searchParams.get(name) ?? "";
  const year = { type: "text", inputmode: "numeric", pattern: "[0-9]{4}", maxlength: 4, size: 5, placeholder: "any" };
  const positions = words.POSITION_NAMES.map((name) => ({ value: name, label: words.position(name) }));
  const form = h("form", { class: "filters", "aria-label": "What to show" },
    select("theme", "Theme", any(options(known.themes), "any theme"), now("theme")),
    select("system", "System", any(options(known.systems), "any system"), now("system")),
    select("team", "Team or body", any(options(known.teams), "any team"), now("team")),
    select("position", "Position of one end", any(positions, "any position"), now("position")),
    input("from", "From year", now("from"), year),
    input("to", "To year", now("to"), year),
    select("level", "Draw", [{ value: "", label: "recommendations" }, { value: "report", label: "reports" }], now("level")),
    select("most", "At most", [{ value: "", label: "200 links" }, { value: "500", label: "500 links" }, { value: "1000", label: "1,000 links" }, { value: "2000", label: "2,000 links" }], now("most")),
    now("issue") ? h("input", { type: "hidden", name: "issue", value: now("issue") }) : null,
    h("a", { class: "button quiet", href: "/network" }, "Show all"));
  const tell = () => {
    if (form.reportValidity()) onChange(valuesOf(form));
  };
  form.addEventListener("change", tell);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    tell();
  });
  return form;
}

function options(rows: readonly { ref: Ref }[]): Option[] {
  return rows
    .map(({ ref }) => ({ value: ref.path.split("/").at(-1) ?? "", label: words.short(ref.label, 50) }))
    .sort((a, b) => a.label.localeCompare(b.label, "en-GB"));
}

function any(choices: Option[], name: string): Option[] {
  return [{ value: "", label: name }, ...choices];
}

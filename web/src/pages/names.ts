/** Systems, teams and themes: all that responses name. */

import { get } from "../api/client";
import type { Entities } from "../api/pages";
import type { Ref } from "../api/facts";
import { h, many } from "../dom";
import * as words from "../format";
import { keep, type Page } from "../router";
import { input } from "../ui/form";
import { nothing, say } from "../ui/status";
import { type Column, table } from "../ui/table";
import { to } from "../ui/text";

interface Named {
  ref: Ref;
  reports: number;
  times: number;
}

export const page: Page = async ({ url, signal, title }) => {
  title("Systems, teams and themes");
  const found = await get<Entities>("/api/entities", {}, signal);
  const groups: [string, string, string, Named[]][] = [
    ["systems", "Systems", "Times named", found.systems.map((row) => ({ ...row, times: row.mentions }))],
    ["teams", "Teams and bodies", "Times named", found.teams.map((row) => ({ ...row, times: row.mentions }))],
    ["themes", "Themes", "Recommendations", found.themes.map((row) => ({ ...row, times: row.recommendations }))],
  ];
  const place = h("div", {});
  const show = (asked: string) => place.replaceChildren(...groups.map((group) => section(group, asked)));
  const field = input("name", "Only names that contain", url.searchParams.get("name") ?? "", { type: "search" });
  const box = field.querySelector("input") as HTMLInputElement;
  box.addEventListener("input", () => {
    keep({ name: box.value.trim() }, "replace");
    show(box.value.trim());
    say(`${words.count(place.querySelectorAll("tbody tr").length, "name")} shown`);
  });
  show(box.value);
  return many(
    h("h1", {}, "Systems, teams and themes"),
    h("p", { class: "lead" }, "What the responses name. Each has a page with its history: what was said of it, and when."),
    h("nav", { "aria-label": "On this page" }, h("p", { class: "row" }, groups.map(([id, name, , rows]) => h("a", { href: `#${id}` }, `${name} (${rows.length})`)))),
    field,
    place,
  );
};

function section([id, name, times, rows]: [string, string, string, Named[]], asked: string): HTMLElement {
  const wanted = asked.toLowerCase();
  const kept = rows.filter((row) => row.ref.label.toLowerCase().includes(wanted));
  const columns: Column<Named>[] = [
    { name: name.replace(/s( and bodies)?$/, ""), cell: (row) => (id === "themes" ? [to(row.ref), " ", h("a", { class: "small", href: networkOf(row.ref) }, "as network")] : to(row.ref)), header: true },
    { name: "Reports", cell: (row) => row.reports, numeric: true },
    { name: times, cell: (row) => row.times, numeric: true },
  ];
  return h("section", { "aria-labelledby": id },
    h("h2", { id }, name),
    kept.length ? table(`${name}, those of most reports first`, columns, kept) : nothing(asked ? "No name here contains that." : "None is named."));
}

function networkOf(theme: Ref): string {
  return `/network?theme=${encodeURIComponent(theme.path.split("/").at(-1) ?? "")}`;
}

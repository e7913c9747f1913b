/** Report: the source text with everything that was found in it, and the recommendations beside it. */

import { get } from "../api/client";
import type { MarkKind, ReportPage } from "../api/pages";
import { h, many } from "../dom";
import * as words from "../format";
import { keep, type Page } from "../router";
import { decoded } from "../routes";
import { sourceText, type SourceText } from "../report/text";
import { tree } from "../report/tree";
import { facts, to } from "../ui/text";
import { stretchOf } from "../marks";
import "../styles/report.css";

const KINDS: Record<MarkKind, [one: string, several: string]> = {
  recommendation: ["recommendation", "recommendations"],
  response: ["answer", "answers"],
  position: ["position", "positions"],
  commitment: ["promise", "promises"],
  date: ["date", "dates"],
  owner: ["who is to act", "who is to act"],
  mention: ["system or team", "systems and teams"],
  issue: ["words that show an issue", "words that show an issue"],
  theme: ["words that show a theme", "words that show a theme"],
  declared: ["count that the text states", "counts that the text states"],
  notice: ["notice", "notices"],
  claim: ["claim", "claims"],
  assessment: ["inspector’s verdict", "inspector’s verdicts"],
};

const USUALLY_OFF = "issue,theme"; // so many that the rest could not be seen

export const page: Page = async ({ url, params, signal, title }) => {
  const found = await get<ReportPage>(`/api/report/${encodeURIComponent(params.slug ?? "")}`, {}, signal);
  title(found.title);
  const text = sourceText(found, (kind) => KINDS[kind][0]);
  const off = new Set((url.searchParams.get("hide") ?? USUALLY_OFF).split(",").filter((kind) => kind in KINDS));
  const legend = kinds(found, text, off);
  const panel = h("section", { class: "found", "aria-live": "polite", "aria-label": "What was found in the chosen words", hidden: true });
  const follow = () => arrive(text, panel);
  window.addEventListener("hashchange", follow, { signal });
  return many(
    h("p", { class: "crumb" }, h("a", { href: "/reports" }, "Reports")),
    h("h1", {}, found.title),
    about(found),
    h("div", { class: "reading" },
      h("section", { class: "source-text", "aria-labelledby": "text" },
        h("h2", { id: "text" }, "The answer, as it was published"),
        legend, panel, text.element),
      h("section", { class: "outline", "aria-labelledby": "outline" },
        h("h2", { id: "outline" }, "Recommendations"),
        tree(found.tree))),
  );
};

function about(found: ReportPage): HTMLElement {
  const notices = found.notices.length ? h("ul", {}, found.notices.map((notice) => h("li", {}, notice))) : null;
  return h("details", { class: "about", open: innerWidth > 640 },
    h("summary", {}, "About this report"),
    facts(
      ["Answer", found.documentTitle],
      ["Published", found.published.text],
      ["By", found.publisher && to(found.publisher)],
      ["Inspection", found.inspected.text],
      ["Inspector", found.inspector && to(found.inspector)],
      ["Licence", found.licence],
      ["Source", h("span", {}, found.file, " ", h("span", { class: "small hash" }, `sha256 ${found.sha256}`))],
      ["As data", h("a", { href: to(found.document).href.startsWith("/") ? found.document.path : `/thing?iri=${encodeURIComponent(found.document.iri)}` }, "its statements")],
      ["What reading noticed", notices],
    ));
}

/** The legend: each kind can be switched off; which ones are off is in the address. */
function kinds(found: ReportPage, text: SourceText, off: Set<string>): HTMLElement {
  const counts = new Map<MarkKind, number>();
  for (const mark of Object.values(found.marks)) counts.set(mark.kind, (counts.get(mark.kind) ?? 0) + 1);
  const boxes = (Object.keys(KINDS) as MarkKind[]).filter((kind) => counts.has(kind)).map((kind) => {
    const number = counts.get(kind) ?? 0;
    const box = h("input", { type: "checkbox", checked: !off.has(kind), onchange: () => {
      if (box.checked) off.delete(kind);
      else off.add(kind);
      text.hide(off);
      keep({ hide: [...off].join(",") || "none" }, "replace");
    } });
    return h("label", { class: "kind" }, box, " ", h("span", { class: `swatch k-${kind}` }, KINDS[kind][number === 1 ? 0 : 1]), ` ${words.number(number)}`);
  });
  text.hide(off);
  return h("fieldset", { class: "kinds" }, h("legend", {}, "Marked in the text"), boxes);
}

/** Show what the hash names: a stretch of the text, or a recommendation and its words. */
function arrive(text: SourceText, panel: HTMLElement): void {
  const stretch = stretchOf(location.hash);
  const node = location.hash.startsWith("#r") ? document.getElementById(decoded(location.hash.slice(1))) : null;
  document.querySelectorAll(".node.target").forEach((one) => one.classList.remove("target"));
  if (node) {
    node.classList.add("target");
    for (let up: HTMLElement | null = node; up; up = up.parentElement) if (up instanceof HTMLDetailsElement) up.open = true;
    node.querySelector("details")?.setAttribute("open", "");
  }
  const told = stretch ? text.choose(stretch) : null;
  panel.hidden = !told;
  if (told) {
    const close = h("button", { type: "button", class: "close", onclick: () => {
      keep({}, "replace");
      history.replaceState(null, "", location.pathname + location.search);
      text.choose(null);
      panel.hidden = true;
    } }, "Close");
    panel.replaceChildren(h("div", { class: "row spread" }, h("strong", {}, "In these words"), close), told);
  } else text.choose(null);
  if (node && !stretch) node.scrollIntoView();
}

/** The frame around every page: skip link, header with navigation and search, footer. */

import "./styles/base.css";
import "./styles/parts.css";
import { get } from "./api/client";
import type { About } from "./api/front";
import { fill, h } from "./dom";
import * as words from "./format";
import { go, start } from "./router";
import { liveRegion } from "./ui/status";
import { themeSwitch } from "./ui/theme";

const NAVIGATION: [string, string, RegExp][] = [
  ["/", "Overview", /^\/$/],
  ["/reports", "Reports", /^\/report/],
  ["/issues", "Issues", /^\/issue/],
  ["/network", "Network", /^\/(network|link)/],
  ["/commitments", "Commitments", /^\/commitments/],
  ["/names", "Systems, teams, themes", /^\/(names|system|team)/],
  ["/query", "Query", /^\/(query|q\/)/],
  ["/validate", "Validate", /^\/validate/],
  ["/submit", "Submit", /^\/submit/],
];

const field = h("input", { type: "search", name: "q", id: "search", autocomplete: "off", "aria-keyshortcuts": "/", placeholder: "Search all reports" });
const links = NAVIGATION.map(([href, name]) => h("a", { href }, name));
const main = h("main", { id: "main", tabindex: -1 });
const facts = h("p", {});

function header(): HTMLElement {
  const form = h("form", { role: "search", action: "/search", onsubmit: search },
    h("label", { for: "search", class: "sr" }, "Search all reports"), field, h("button", { type: "submit" }, "Search"));
  return h("header", { class: "site" },
    h("div", { class: "wide bar" }, h("a", { href: "/", class: "name" }, "inspection-kg"), form, themeSwitch()),
    h("nav", { class: "wide", "aria-label": "Pages" }, h("ul", {}, links.map((link) => h("li", {}, link)))));
}

function footer(): HTMLElement {
  const licence = h("a", { href: "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/", rel: "license" }, "Open Government Licence v3.0");
  return h("footer", { class: "site" }, h("div", { class: "wide" }, facts,
    h("p", {}, "The published responses are Crown copyright, used under the ", licence, ". Data: ",
      h("a", { href: "/sparql" }, "SPARQL"), ", ", h("a", { href: "/.well-known/void" }, "VoID"), ", ", h("a", { href: "/ontology" }, "ontology"), ".")));
}

function search(event: SubmitEvent): void {
  event.preventDefault();
  const asked = field.value.trim();
  if (asked) go(`/search?q=${encodeURIComponent(asked)}`);
}

function onMove(): void {
  const path = location.pathname;
  links.forEach((link, at) => {
    if (NAVIGATION[at]?.[2].test(path)) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  });
  if (path === "/search") field.value = new URL(location.href).searchParams.get("q") ?? "";
}

function onKey(event: KeyboardEvent): void {
  const at = event.target instanceof HTMLElement ? event.target : null;
  const typing = at?.isContentEditable || /^(INPUT|TEXTAREA|SELECT|SHACL-FORM)$/.test(at?.tagName ?? "");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  field.focus();
}

async function tellFacts(): Promise<void> {
  try {
    const about = await get<About>("/api/about");
    const updated = about.store.updated ? `, last changed on ${words.day(about.store.updated.slice(0, 10))}` : "";
    fill(facts, `inspection-kg ${about.version}: ${about.store.quads === null ? "the answers to" : `${words.number(about.store.quads)} statements from`} ${words.count(about.counts.reports, "report")}${updated}.`);
  } catch {
    fill(facts, "inspection-kg"); // the page itself tells what fails
  }
}

/** The address stays as it is: its hash may name the sentence or the term that is shown. */
function skip(event: Event): void {
  event.preventDefault();
  main.focus();
}

document.body.append(h("a", { href: "#main", class: "skip", onclick: skip }, "Skip to the content"), header(), main, footer(), liveRegion());
document.addEventListener("keydown", onKey);
start(main, onMove);
void tellFacts();

/** Goes from page to page without loading the document anew; addresses are real paths, links are real links. */

import { fill, h } from "./dom";
import { address, decoded, match, type PageName } from "./routes";
import { busy, problem } from "./ui/status";

export interface Context {
  url: URL;
  params: Record<string, string>;
  signal: AbortSignal; // aborted when the reader leaves the page
  title: (text: string) => void;
}

/** A page: what it shows, made from its address alone. */
export type Page = (context: Context) => Promise<Node> | Node;

const PAGES: Record<PageName, () => Promise<{ page: Page }>> = {
  overview: () => import("./pages/overview"),
  issues: () => import("./pages/issues"),
  issue: () => import("./pages/issue"),
  network: () => import("./pages/network"),
  link: () => import("./pages/link"),
  reports: () => import("./pages/reports"),
  report: () => import("./pages/report"),
  index: () => import("./pages/names"),
  entity: () => import("./pages/entity"),
  commitments: () => import("./pages/commitments"),
  query: () => import("./pages/query"),
  validate: () => import("./pages/validate"),
  submit: () => import("./pages/submit"),
  thing: () => import("./pages/thing"),
  search: () => import("./pages/search"),
  missing: () => import("./pages/missing"),
};

const NAME = "inspection-kg";
const TERMS = /^\/ontology\/?$/; // here the hash names the thing that is shown, elsewhere a place in the page
let leaving = new AbortController();
let shown = ""; // the page that is shown
let main: HTMLElement;
let moved: () => void = () => {};

/** Start: show the page of the present address in `element`; `onMove` is told after each change of page. */
export function start(element: HTMLElement, onMove: () => void): void {
  main = element;
  moved = onMove;
  document.addEventListener("click", onClick);
  window.addEventListener("popstate", () => {
    if (pageOf(location) !== shown) void show(false);
  });
  void show(true);
}

/** What of an address tells the page: all of it, but for the place in the page. */
function pageOf({ pathname, search, hash }: Pick<URL, "pathname" | "search" | "hash">): string {
  return pathname + search + (TERMS.test(pathname) ? hash : "");
}

/** Go to an address of this server. */
export function go(to: string): void {
  history.pushState(null, "", to);
  if (pageOf(location) === shown) window.dispatchEvent(new HashChangeEvent("hashchange"));
  else void show(false);
}

/** Keep the state of a view in the address without showing the page anew; the present address. A `path` is given by a
 * view that has become that of another page. */
export function keep(changes: Record<string, string | number | null>, how: "push" | "replace" = "push", path = location.pathname): URL {
  const at = new URL(location.href);
  at.pathname = path;
  const to = address(at, changes);
  if (to !== location.pathname + location.search + location.hash) {
    if (how === "push") history.pushState(null, "", to);
    else history.replaceState(null, "", to);
  }
  shown = pageOf(location);
  moved();
  return new URL(location.href);
}

function onClick(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!link?.href || link.target || link.hasAttribute("download") || link.origin !== location.origin) return;
  if (link.hash && pageOf(link) === shown) return; // the browser's
  if (match(link.pathname).page === "missing") return; // a file or an answer of the server
  event.preventDefault();
  go(link.href);
}

async function show(first: boolean): Promise<void> {
  leaving.abort();
  leaving = new AbortController();
  const { signal } = leaving;
  const url = new URL(location.href);
  shown = pageOf(url);
  const { page, params } = match(url.pathname);
  const title = (text: string) => {
    document.title = text ? `${text} – ${NAME}` : NAME;
  };
  const done = busy(main);
  moved();
  let content: Node;
  try {
    const module = await PAGES[page]();
    content = await module.page({ url, params, signal, title });
  } catch (error) {
    if (signal.aborted) return;
    title("Something is missing");
    content = h("div", {}, h("h1", {}, "This page cannot be shown"), problem(error, () => void show(false)));
  } finally {
    done();
  }
  if (signal.aborted) return;
  fill(main, content);
  arrive(first);
  main.dataset.shown = shown; // tests wait for it
}

/** Where the reader lands: at the place that the hash names, else at the heading, which is read out. */
function arrive(first: boolean): void {
  if (location.hash && !TERMS.test(location.pathname)) {
    window.dispatchEvent(new HashChangeEvent("hashchange"));
    document.getElementById(decoded(location.hash.slice(1)))?.scrollIntoView();
    return;
  }
  if (first) return;
  window.scrollTo(0, 0);
  const heading = main.querySelector("h1");
  heading?.setAttribute("tabindex", "-1");
  heading?.focus({ preventScroll: true });
}

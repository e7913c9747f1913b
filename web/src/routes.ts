/** The addresses of the pages: which page shows which path, and with which parameters. No DOM here. */

export type PageName =
  | "overview" | "issues" | "issue" | "network" | "link" | "reports" | "report" | "index" | "entity" | "commitments"
  | "query" | "validate" | "submit" | "thing" | "search" | "missing";

export interface Route {
  page: PageName;
  params: Record<string, string>;
}

const ROUTES: [string, PageName][] = [
  ["/", "overview"],
  ["/issues", "issues"],
  ["/issue/:id", "issue"],
  ["/network", "network"],
  ["/link", "link"],
  ["/reports", "reports"],
  ["/report/:slug", "report"],
  ["/names", "index"],
  ["/:kind(system|team)/:slug", "entity"],
  ["/commitments", "commitments"],
  ["/query", "query"],
  ["/q/:hash", "query"],
  ["/validate", "validate"],
  ["/submit", "submit"],
  ["/search", "search"],
  ["/thing", "thing"],
  ["/id/*", "thing"],
  ["/ontology", "thing"],
  ["/ontology/*", "thing"],
  ["/theme", "thing"],
  ["/theme/*", "thing"],
  ["/form", "thing"],
  ["/form/*", "thing"],
];

const COMPILED = ROUTES.map(([pattern, page]) => ({ page, test: compile(pattern) }));

function compile(pattern: string): RegExp {
  const source = pattern
    .replace(/:(\w+)\(([^)]+)\)/g, "(?<$1>$2)")
    .replace(/:(\w+)/g, "(?<$1>[^/]+)")
    .replace("*", "(?<rest>.+)");
  return new RegExp(`^${source}/?$`);
}

/** The page for a path; `missing` where there is none. Parameters are decoded. */
export function match(path: string): Route {
  for (const { page, test } of COMPILED) {
    const found = test.exec(path);
    if (found) {
      const params = Object.entries(found.groups ?? {}).map(([name, value]) => [name, decoded(value ?? "")]);
      return { page, params: Object.fromEntries(params) as Record<string, string> };
    }
  }
  return { page: "missing", params: {} };
}

/** The text without its escapes, as it stands where it has a lone "%". */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a lone % in an address typed by hand
  }
}

/** An address with these parameters set; "" and null take one away. The place in the page stays unless another is told. */
export function address(url: URL, changes: Record<string, string | number | null>, hash = url.hash): string {
  const changed = new URL(url);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === "") changed.searchParams.delete(name);
    else changed.searchParams.set(name, String(value));
  }
  const query = changed.searchParams.toString();
  return changed.pathname + (query ? `?${query}` : "") + hash;
}

/** How many to ask for next, where `limit` did not give all; null where the server gives no more at once. */
export function larger(limit: number, times: number, most: number): number | null {
  return limit < most ? Math.min(most, limit * times) : null;
}

/** The IRI in the graph of the thing that a path of this server shows. Browsers encode letters that are none of ASCII,
 * IRIs do not; the vocabulary and the schemes have no slash at their end. */
export function iriOfPath(path: string, hash: string): string {
  const base = "https://w3id.org/inspection-kg";
  const name = path.replace(/^(\/\w+)\/$/, "$1").replace(/(%[89a-f][0-9a-f])+/gi, decoded);
  return base + name + (name === "/ontology" ? hash : "");
}

/** IRIs as people read them, and the page of each on this server. No DOM here. */

const HOME = "https://w3id.org/inspection-kg/";

export const PREFIXES: Record<string, string> = {
  insp: `${HOME}ontology#`,
  theme: `${HOME}theme/`,
  rdf: "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
  rdfs: "http://www.w3.org/2000/01/rdf-schema#",
  owl: "http://www.w3.org/2002/07/owl#",
  xsd: "http://www.w3.org/2001/XMLSchema#",
  skos: "http://www.w3.org/2004/02/skos/core#",
  dcterms: "http://purl.org/dc/terms/",
  prov: "http://www.w3.org/ns/prov#",
  org: "http://www.w3.org/ns/org#",
  oa: "http://www.w3.org/ns/oa#",
  schema: "https://schema.org/",
  dcat: "http://www.w3.org/ns/dcat#",
  void: "http://rdfs.org/ns/void#",
  dqv: "http://www.w3.org/ns/dqv#",
  time: "http://www.w3.org/2006/time#",
  sh: "http://www.w3.org/ns/shacl#",
};

/** The IRI as short as it can be understood: a prefixed name, or the part of it that tells things apart. */
export function shortIri(iri: string): string {
  for (const [prefix, start] of Object.entries(PREFIXES)) {
    if (iri.startsWith(start) && /^[\w-]*$/.test(iri.slice(start.length))) return `${prefix}:${iri.slice(start.length)}`;
  }
  return iri.startsWith(`${HOME}id/`) ? iri.slice(HOME.length + 3) : iri;
}

const PAGES: Record<string, string> = { system: "/system/", team: "/team/", organisation: "/team/", report: "/report/", document: "/report/", issue: "/issue/" };

// What an address cannot tell: whether the IRI holds a letter that is none of ASCII or its code, and what ends a path.
const UNTOLD = /%[89a-f][0-9a-f]|(?<!\/ontology)[#?]/i;

/** The address of the page of a thing on this server. */
export function pathOf(iri: string): string {
  if (UNTOLD.test(iri)) return `/thing?iri=${encodeURIComponent(iri)}`;
  if (iri.startsWith(`${HOME}id/`)) {
    const [kind = "", ...rest] = iri.slice(HOME.length + 3).split("/");
    if (kind === "recommendation" && rest.length === 2) return `/report/${rest[0]}#r${rest[1]}`;
    const page = PAGES[kind];
    return page && rest.length === 1 ? page + rest[0] : `/id/${[kind, ...rest].join("/")}`;
  }
  if (iri.startsWith(`${HOME}ontology`) || iri.startsWith(`${HOME}theme/`)) return iri.slice(HOME.length - 1);
  return `/thing?iri=${encodeURIComponent(iri)}`;
}

/** PREFIX lines for the prefixes that a query uses and does not declare. */
export function missingPrefixes(query: string): string {
  const used = new Set([...query.replace(/<[^>\s]*>|"[^"\n]*"|'[^'\n]*'|#.*$/gm, " ").matchAll(/(?<![\w:-])([a-z]\w*):[\w-]/g)].map((found) => found[1] ?? ""));
  const declared = new Set([...query.matchAll(/PREFIX\s+(\w*):/gi)].map((found) => found[1] ?? ""));
  return [...used].filter((name) => name in PREFIXES && !declared.has(name)).map((name) => `PREFIX ${name}: <${PREFIXES[name]}>\n`).join("");
}

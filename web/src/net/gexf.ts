/** The network as GEXF: exactly what is shown, also where several answers are shown together. No DOM here. */

import type { Network } from "../api/pages";

type Value = string | number | null | undefined;

const NODE = ["kind", "report", "year", "number", "acceptance", "text"] as const;
const EDGE = ["kind", "score", "verdict", "review", "links", "issue"] as const;
const TYPES: Record<string, string> = { year: "integer", links: "integer", score: "double" };
const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\t": "&#9;" };

/** GEXF 1.2, with the names of attributes that the file of the server has. */
export function toGexf({ nodes, edges }: Network): string {
  const points = nodes.map((node) => tag("node", { id: node.id, label: node.label }, attributes(NODE, { ...node })));
  const lines = edges.map(({ id, source, target, issue, ...edge }) =>
    tag("edge", { id, source, target, weight: edge.score }, attributes(EDGE, { ...edge, issue: issue?.iri })));
  return `<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2"><graph defaultedgetype="directed" mode="static">
${declared("node", NODE)}
${declared("edge", EDGE)}
<nodes>
${points.join("\n")}
</nodes>
<edges>
${lines.join("\n")}
</edges>
</graph></gexf>
`;
}

function declared(kind: string, names: readonly string[]): string {
  const each = names.map((name, id) => tag("attribute", { id, title: name, type: TYPES[name] ?? "string" }));
  return tag("attributes", { class: kind, mode: "static" }, each.join(""));
}

function attributes(names: readonly string[], of: Record<string, unknown>): string {
  const told = names.map((name, id) => [id, of[name] as Value] as const).filter(([, value]) => value !== undefined && value !== null && value !== "");
  return tag("attvalues", {}, told.map(([id, value]) => tag("attvalue", { for: id, value })).join(""));
}

function tag(name: string, given: Record<string, Value>, inner = ""): string {
  const told = Object.entries(given).map(([key, value]) => ` ${key}="${escaped(String(value))}"`).join("");
  return inner ? `<${name}${told}>${inner}</${name}>` : `<${name}${told}/>`;
}

/** XML bears no control characters, not even escaped. */
function escaped(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g, " ").replace(/[&<>"\n\t]/g, (one) => ESCAPES[one] ?? one);
}

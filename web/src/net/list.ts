/** The same edges as a table, for those who cannot see or point at the picture. */

import type { NetworkEdge, NetworkNode } from "../api/pages";
import { type Child, h } from "../dom";
import * as words from "../format";
import { type Column, table } from "../ui/table";
import { sureness, to } from "../ui/text";

const MOST = 500;

/** A table of links, the surest first; `extra` gives a cell with what can be done with the edge. */
export function edgeList(nodes: readonly NetworkNode[], edges: readonly NetworkEdge[]): HTMLElement {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const name = (id: string): Child => {
    const node = byId.get(id);
    return node ? h("a", { href: node.path }, nameOf(node)) : id;
  };
  const columns: Column<NetworkEdge>[] = [
    { name: "Later", cell: (edge) => name(edge.source), header: true },
    { name: "Earlier", cell: (edge) => name(edge.target) },
    { name: "What it is", cell: (edge) => h("a", { href: edge.path }, words.verdict(edge.verdict), edge.links > 1 ? ` (${edge.links} links)` : "") },
    { name: "Issue", cell: (edge) => edge.issue && to(edge.issue) },
    { name: "How sure", cell: (edge) => sureness(edge.score) },
  ];
  const shown = edges.slice(0, MOST);
  const which = edges.length > MOST ? `the surest ${MOST} of ${words.number(edges.length)}` : "the surest first";
  return table(`Links between reports, ${which}`, columns, shown);
}

/** What to call a node: "2024, competent authority, 4.b". */
export function nameOf(node: NetworkNode): string {
  if (node.kind === "report") return node.label;
  const what = node.report.replace(/^\d{4}-/, "").replace(/-/g, " ");
  return [node.year, what, node.number].filter(Boolean).join(", ");
}

/** The same edges as a table, for those who cannot see or point at the picture. */

import type { Network, NetworkEdge, NetworkNode } from "../api/pages";
import { type Child, h } from "../dom";
import * as words from "../format";
import { type Column, table } from "../ui/table";
import { sureness, to } from "../ui/text";

const MOST = 500;

/** A table of links, the surest first; `actions` gives what can be done with an end. */
export function edgeList(nodes: readonly NetworkNode[], edges: readonly NetworkEdge[], actions: (node: NetworkNode) => Child): HTMLElement {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const name = (id: string): Child => {
    const node = byId.get(id);
    return node ? [h("a", { href: node.path }, nameOf(node)), actions(node)] : id;
  };
  const columns: Column<NetworkEdge>[] = [
    { name: "Later", cell: (edge) => name(edge.source), header: true },
    { name: "Earlier", cell: (edge) => name(edge.target) },
    { name: "What it is", cell: (edge) => h("a", { href: edge.path }, words.verdict(edge.verdict), edge.links > 1 ? ` (${edge.links} links)` : "") },
    { name: "Issue", cell: (edge) => edge.issue && to(edge.issue) },
    { name: "How sure", cell: (edge) => sureness(edge.score) },
  ];
  const shown = edges.slice(0, MOST);
  const pairs = nodes[0]?.kind === "report";
  const first = pairs ? "those of most links" : "the surest";
  const which = edges.length > MOST ? `${first}, ${MOST} of ${words.number(edges.length)}` : `${first} first`;
  return table(`${pairs ? "Pairs of reports" : "Links between reports"}, ${which}`, columns, shown);
}

/** How much is shown, and how much is not: between reports a line is a pair with all its links. `several` answers may
 * overlap, so of these it is not known how many links are not shown. */
export function amount({ nodes, edges, truncated }: Network, level: string, several: boolean): string {
  const left = several ? "some links" : words.count(truncated, level === "report" ? "link" : "less sure link");
  const rest = level === "report" ? `${left} of other pairs not shown` : `${left} not shown`;
  const links = edges.reduce((sum, edge) => sum + edge.links, 0);
  const what = level === "report"
    ? `${words.count(edges.length, "pair of reports", "pairs of reports")} with ${words.count(links, "link")} between ${words.count(nodes.length, "report")}`
    : `${words.count(edges.length, "link")} between ${words.count(nodes.length, level)}`;
  return truncated ? `${what}; ${rest}` : what;
}

/** What to call a node: "2024, competent authority, 4.b". */
export function nameOf(node: NetworkNode): string {
  if (node.kind === "report") return node.label;
  const what = node.report.replace(/^\d{4}-/, "").replace(/-/g, " ");
  return [node.year, what, node.number].filter(Boolean).join(", ");
}

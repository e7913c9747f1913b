/** Where the nodes of a network stand: in columns by time, linked ones near the same height. No DOM here. */

import type { Network, NetworkEdge, NetworkNode } from "../api/pages";

export interface Point {
  x: number;
  y: number;
}

export interface Column {
  label: string;
  x: number;
}

export interface Layout {
  points: Map<string, Point>;
  columns: Column[];
}

const [WIDE, HIGH, APART] = [130, 60, 45]; // between columns of one block, between rows, between blocks
const FEW_REPORTS = 12; // up to here each report is a block of its own, above that each year

/** Blocks by report or year from left to right, the oldest first; within a block, rows that keep links short. */
export function byTime(nodes: readonly NetworkNode[], edges: readonly NetworkEdge[]): Layout {
  const blocks = blocksOf(nodes);
  const rows = Math.max(10, Math.ceil(Math.sqrt(nodes.length * 2.4)));
  order(blocks, edges);
  const layout: Layout = { points: new Map(), columns: [] };
  let left = 0;
  for (const [label, members] of blocks) {
    const across = Math.ceil(members.length / rows);
    const down = Math.ceil(members.length / across);
    members.forEach((node, at) => {
      const [column, row] = [Math.floor(at / down), at % down];
      layout.points.set(node.id, { x: left + column * WIDE, y: (row - (down - 1) / 2) * HIGH + (column % 2) * (HIGH / 2) });
    });
    layout.columns.push({ label, x: left + ((across - 1) * WIDE) / 2 });
    left += across * WIDE + APART;
  }
  return layout;
}

function blocksOf(nodes: readonly NetworkNode[]): Map<string, NetworkNode[]> {
  const reports = new Set(nodes.map((node) => node.report));
  const byReport = reports.size <= FEW_REPORTS;
  const sorted = [...nodes].sort((a, b) => (a.year ?? 9999) - (b.year ?? 9999) || a.report.localeCompare(b.report));
  const blocks = new Map<string, NetworkNode[]>();
  for (const node of sorted) {
    const name = byReport ? reportName(node) : node.year === null ? "year not known" : String(node.year);
    const block = blocks.get(name);
    if (block) block.push(node);
    else blocks.set(name, [node]);
  }
  return blocks;
}

function reportName(node: NetworkNode): string {
  const what = node.report.replace(/^\d{4}-/, "").replace(/-/g, " ");
  return node.year === null ? what : `${node.year}\n${what}`;
}

/** Sort each block by the mean height of what its nodes are linked to, forth and back a few times. */
function order(blocks: Map<string, NetworkNode[]>, edges: readonly NetworkEdge[]): void {
  const near = new Map<string, string[]>();
  for (const { source, target } of edges) {
    near.set(source, [...(near.get(source) ?? []), target]);
    near.set(target, [...(near.get(target) ?? []), source]);
  }
  const height = new Map<string, number>();
  const measure = (members: readonly NetworkNode[]) => members.forEach((node, at) => height.set(node.id, (at + 0.5) / members.length));
  const lists = [...blocks.values()];
  lists.forEach(measure);
  for (let sweep = 0; sweep < 6; sweep += 1) {
    for (const members of sweep % 2 ? [...lists].reverse() : lists) {
      const mean = (node: NetworkNode) => {
        const heights = (near.get(node.id) ?? []).map((id) => height.get(id)).filter((one) => one !== undefined);
        return heights.length ? heights.reduce((sum, one) => sum + one, 0) / heights.length : (height.get(node.id) ?? 0);
      };
      const means = new Map(members.map((node) => [node.id, mean(node)]));
      members.sort((a, b) => (means.get(a.id) ?? 0) - (means.get(b.id) ?? 0));
      measure(members);
    }
  }
}

/** Several answers of the server as one network. They may hold the same links: how many are not shown, and how many
 * there are, is known of one answer alone; of several only whether any is missing (`truncated` is 1). */
export function together(answers: readonly Network[]): Network {
  const [only, ...more] = answers;
  if (only && !more.length) return only;
  const none: Network = { nodes: [], edges: [], truncated: 0, total: 0 };
  const all = answers.reduce((one, next) => ({ ...none, nodes: merged(one.nodes, next.nodes), edges: merged(one.edges, next.edges) }), none);
  const shown = all.edges.reduce((sum, edge) => sum + edge.links, 0);
  const truncated = answers.some((one) => one.truncated) ? 1 : 0;
  return { ...all, truncated, total: shown + truncated };
}

/** Nodes or edges of two answers by their ids; those of the later one win. */
export function merged<T extends { id: string }>(first: readonly T[], second: readonly T[]): T[] {
  return [...new Map([...first, ...second].map((one) => [one.id, one])).values()];
}

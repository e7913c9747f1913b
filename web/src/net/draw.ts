/** The drawing of a network with Cytoscape.js. Shapes and lines tell what colours tell. */

import cytoscape from "cytoscape";
import type { NetworkEdge, NetworkNode } from "../api/pages";
import { colour } from "../ui/theme";
import type { Column, Point } from "./layout";

export interface Drawn {
  nodes: readonly NetworkNode[];
  edges: readonly NetworkEdge[];
  points: ReadonlyMap<string, Point>;
  columns: readonly Column[];
}

export interface Chosen {
  onNode: (id: string) => void;
  onEdge: (id: string) => void;
  onNothing: () => void;
}

const MANY = 400; // elements above which detail is left out while the picture moves

/** Draw into an element that has a size. */
export function draw(container: HTMLElement, drawn: Drawn, chosen: Chosen): cytoscape.Core {
  const large = drawn.nodes.length + drawn.edges.length > MANY;
  const graph = cytoscape({
    container,
    elements: elementsOf(drawn),
    style: styles(large),
    layout: { name: "preset" },
    hideEdgesOnViewport: large,
    textureOnViewport: large,
    pixelRatio: large ? 1 : "auto",
    minZoom: 0.02,
    maxZoom: 3,
    boxSelectionEnabled: false,
    autoungrabify: large,
  });
  graph.fit(undefined, 24);
  if (graph.zoom() > 1.3) {
    graph.zoom(1.3);
    graph.center();
  }
  graph.on("tap", "node.thing", (event) => chosen.onNode((event.target as cytoscape.NodeSingular).id()));
  graph.on("tap", "edge", (event) => chosen.onEdge((event.target as cytoscape.EdgeSingular).id()));
  graph.on("tap", (event) => {
    if (event.target === graph) chosen.onNothing();
  });
  return graph;
}

/** Colours anew, after the theme changed. */
export function restyle(graph: cytoscape.Core): void {
  graph.style(styles(graph.elements().length > MANY));
}

/** Show which node or edge is chosen, and what it is linked to. */
export function emphasise(graph: cytoscape.Core, id: string | null): void {
  graph.batch(() => {
    graph.elements().removeClass("chosen near faint");
    const one = id === null ? null : graph.getElementById(id);
    if (!one?.nonempty()) return;
    const near = one.isNode() ? one.closedNeighborhood() : graph.edges(`[id = "${id}"]`).connectedNodes().union(one);
    graph.elements().not(near).not(".heading").addClass("faint");
    near.addClass("near");
    one.addClass("chosen");
  });
}

function elementsOf({ nodes, edges, points, columns }: Drawn): cytoscape.ElementDefinition[] {
  const top = Math.min(0, ...[...points.values()].map((point) => point.y)) - 70;
  return [
    ...columns.map((column, at) => ({
      group: "nodes" as const, classes: "heading", data: { id: `heading ${at}`, label: column.label },
      position: { x: column.x, y: top }, selectable: false, grabbable: false, events: "no" as const,
    })),
    ...nodes.map((node) => ({
      group: "nodes" as const, classes: `thing ${node.kind} ${node.acceptance ?? ""}`, position: { ...(points.get(node.id) ?? { x: 0, y: 0 }) },
      data: { id: node.id, label: node.number ?? node.label, size: 24 + Math.min(26, 5 * Math.sqrt(node.links)) },
    })),
    ...edges.map((edge) => ({
      group: "edges" as const, classes: edge.verdict,
      data: { id: edge.id, source: edge.source, target: edge.target, wide: 1 + 3 * edge.score },
    })),
  ];
}

function styles(large: boolean): cytoscape.StylesheetJson {
  const [text, page, soft, link, good, partly, bad, none] = ["text", "page", "soft", "link", "accepted", "partiallyAccepted", "rejected", "notStated"].map(colour);
  return [
    { selector: "node", style: { "font-family": "system-ui, sans-serif", "font-size": 15, color: text, "min-zoomed-font-size": 7 } },
    { selector: "node.heading", style: { label: "data(label)", "text-wrap": "wrap", "text-max-width": large ? "400px" : "140px", "font-size": large ? 80 : 16, "font-weight": "bold", "background-opacity": 0, "border-width": 0, width: 1, height: 1, "text-valign": "top", "min-zoomed-font-size": 6 } },
    { selector: "node.thing", style: { label: "data(label)", width: "data(size)", height: "data(size)", "background-color": page, "border-width": 3, "border-color": none, "text-valign": "bottom", "text-margin-y": 3, "text-wrap": "wrap", "text-max-width": "130px", shape: "rectangle" } },
    { selector: "node.report", style: { shape: "round-rectangle", "border-color": link } },
    { selector: "node.accepted", style: { shape: "ellipse", "border-color": good, "background-color": good } },
    { selector: "node.partiallyAccepted", style: { shape: "triangle", "border-color": partly, "background-color": partly } },
    { selector: "node.rejected", style: { shape: "diamond", "border-color": bad, "background-color": bad } },
    { selector: "edge", style: { width: "data(wide)", "line-color": soft, "curve-style": large ? "haystack" : "bezier", opacity: 0.75, "line-style": "solid" } },
    { selector: "edge.related", style: { "line-style": "dotted" } },
    { selector: "edge.broadened", style: { "line-style": "dashed" } },
    { selector: "edge.returnedAfterCompleted", style: { "line-color": bad, ...(large ? {} : { "target-arrow-shape": "tee", "target-arrow-color": bad }) } },
    { selector: ".faint", style: { opacity: 0.18 } },
    { selector: "edge.near", style: { "line-color": link, opacity: 1 } },
    { selector: "edge.chosen", style: { "line-color": link, width: 6, opacity: 1 } },
    { selector: "node.chosen", style: { "border-color": link, "border-width": 6 } },
  ] as cytoscape.StylesheetJson;
}

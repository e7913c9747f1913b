/** The network as an SVG file: what is drawn, without the canvas. */

import type cytoscape from "cytoscape";
import { svg } from "../dom";

const PATHS: Record<string, string> = {
  triangle: "M0,-1 L1,1 L-1,1 Z",
  diamond: "M0,-1 L1,0 L0,1 L-1,0 Z",
  rectangle: "M-1,-1 H1 V1 H-1 Z",
  "round-rectangle": "M-1,-1 H1 V1 H-1 Z",
};
const DASHES: Record<string, string> = { dashed: "8 5", dotted: "2 4" };

/** The whole picture, in the colours of the page. */
export function toSvg(graph: cytoscape.Core, title: string, ground: string): string {
  const box = graph.elements().boundingBox();
  const [x, y, w, h] = [box.x1 - 20, box.y1 - 20, box.w + 40, box.h + 40];
  const root = svg("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: `${x} ${y} ${w} ${h}`, width: Math.round(w), height: Math.round(h), "font-family": "system-ui, sans-serif" },
    svg("title", {}, title),
    svg("rect", { x, y, width: w, height: h, fill: ground }),
    graph.edges().map(line),
    graph.nodes().map(node));
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(root)}\n`;
}

function line(edge: cytoscape.EdgeSingular): SVGElement {
  const [from, to] = [edge.source().position(), edge.target().position()];
  return svg("line", {
    x1: from.x, y1: from.y, x2: to.x, y2: to.y, stroke: String(edge.style("line-color")), opacity: String(edge.style("opacity")),
    "stroke-width": Number.parseFloat(String(edge.style("width"))), "stroke-dasharray": DASHES[String(edge.style("line-style"))] ?? null,
  });
}

function node(one: cytoscape.NodeSingular): SVGElement {
  const { x, y } = one.position();
  const heading = one.hasClass("heading");
  const half = one.width() / 2;
  const dress = { fill: String(one.style("background-color")), stroke: String(one.style("border-color")), "stroke-width": 3 / half, transform: `translate(${x} ${y}) scale(${half})` };
  const path = PATHS[String(one.style("shape"))];
  const shape = heading ? null : path ? svg("path", { d: path, ...dress }) : svg("circle", { r: 1, ...dress });
  const lines = String(one.data("label")).split("\n");
  const label = svg("text", { "text-anchor": "middle", "font-size": heading ? 15 : 13, "font-weight": heading ? "bold" : null, fill: String(one.style("color")) },
    lines.map((text, at) => svg("tspan", { x, y: heading ? y + (at - lines.length) * 18 : y + half + 14 + at * 15 }, text)));
  return svg("g", {}, shape, label);
}

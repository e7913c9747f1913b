/** Computes the layout that draws linked nodes together, apart from the page so that it stays quick. */

import cytoscape from "cytoscape";
import fcose from "cytoscape-fcose";
import type { Point } from "./layout";

cytoscape.use(fcose);

export interface Task {
  nodes: string[];
  edges: [string, string][];
}

self.onmessage = ({ data }: MessageEvent<Task>) => {
  const elements = [
    ...data.nodes.map((id) => ({ data: { id } })),
    ...data.edges.map(([source, target], at) => ({ data: { id: `e${at}`, source, target } })),
  ];
  const graph = cytoscape({ headless: true, styleEnabled: true, elements, style: [{ selector: "node", style: { width: 34, height: 34 } }] });
  const options = { name: "fcose", animate: false, quality: "default", numIter: data.nodes.length > 500 ? 300 : 2500, randomize: true, nodeSeparation: 90, packComponents: true, idealEdgeLength: 80 };
  graph.layout(options as unknown as cytoscape.LayoutOptions).run();
  const points: [string, Point][] = graph.nodes().map((node) => [node.id(), { ...node.position() }]);
  self.postMessage(points);
};

/** The layout by links, from the worker. */

import type { NetworkEdge, NetworkNode } from "../api/pages";
import type { Point } from "./layout";

/** Where each node stands; the worker is ended when the reader leaves. */
export function byLinks(nodes: readonly NetworkNode[], edges: readonly NetworkEdge[], signal: AbortSignal): Promise<Map<string, Point>> {
  const worker = new Worker(new URL("./cluster.worker.ts", import.meta.url), { type: "module" });
  const done = new Promise<Map<string, Point>>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<[string, Point][]>) => resolve(new Map(data));
    worker.onerror = () => reject(new Error("the layout could not be computed"));
    signal.addEventListener("abort", () => reject(new DOMException("left", "AbortError")));
  });
  worker.postMessage({ nodes: nodes.map((node) => node.id), edges: edges.map((edge) => [edge.source, edge.target]) });
  return done.finally(() => worker.terminate());
}

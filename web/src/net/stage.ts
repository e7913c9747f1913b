/** The picture with its buttons; loaded only where a picture is asked for. */

import type cytoscape from "cytoscape";
import type { Network } from "../api/pages";
import { h, hidden } from "../dom";
import { go } from "../router";
import { address } from "../routes";
import { save } from "../ui/form";
import { say } from "../ui/status";
import { colour } from "../ui/theme";
import { byLinks } from "./cluster";
import { draw, emphasise, restyle } from "./draw";
import { byTime } from "./layout";
import { toGexf } from "./gexf";
import { toSvg } from "./svg";
import "../styles/network.css";

interface Options {
  layout: string;
  signal: AbortSignal;
  onChoose: (id: string | null) => void;
}

const TITLE = "Recommendations of different reports that raise the same failing";

export class Stage {
  readonly element: HTMLElement;
  private readonly canvas = h("div", { class: "canvas", role: "img", "aria-label": `${TITLE}. The list shows the same links.` });
  private graph: cytoscape.Core | null = null;

  constructor(private readonly found: Network, private readonly options: Options) {
    this.element = h("div", { class: "stage" }, this.buttons(), this.canvas, key());
    window.addEventListener("themechange", () => this.graph && restyle(this.graph), { signal: options.signal });
    options.signal.addEventListener("abort", () => this.end());
  }

  draw(): void {
    const { nodes, edges } = this.found;
    const layout = byTime(nodes, edges);
    this.graph = draw(this.canvas, { nodes, edges, ...layout }, { onNode: this.options.onChoose, onEdge: this.options.onChoose, onNothing: () => this.options.onChoose(null) });
    (this.canvas as HTMLElement & { graph?: cytoscape.Core }).graph = this.graph; // tests measure its frames
    if (this.options.layout === "links") void this.gather();
  }

  emphasise(id: string | null): void {
    if (this.graph) emphasise(this.graph, id);
  }

  end(): void {
    this.graph?.destroy();
    this.graph = null;
  }

  private async gather(): Promise<void> {
    say("The layout is being computed");
    this.canvas.setAttribute("aria-busy", "true");
    try {
      const points = await byLinks(this.found.nodes, this.found.edges, this.options.signal);
      const graph = this.graph;
      if (!graph) return;
      graph.batch(() => {
        graph.nodes(".heading").remove();
        graph.nodes().positions((node) => points.get(node.id()) ?? { x: 0, y: 0 });
      });
      graph.fit(undefined, 24);
      this.canvas.dataset.layout = "links";
    } catch (error) {
      if (!this.options.signal.aborted) say(String(error));
    } finally {
      this.canvas.removeAttribute("aria-busy");
    }
  }

  private buttons(): HTMLElement {
    const button = (name: string, onclick: () => void, sr = "") => h("button", { type: "button", class: "quiet", onclick }, name, sr ? hidden(sr) : null);
    const zoom = (by: number) => this.graph?.zoom({ level: this.graph.zoom() * by, renderedPosition: { x: this.canvas.clientWidth / 2, y: this.canvas.clientHeight / 2 } });
    const other = this.options.layout === "links" ? { layout: "", name: "In time order" } : { layout: "links", name: "Linked ones together" };
    return h("div", { class: "row buttons", role: "group", "aria-label": "Picture" },
      button("+", () => zoom(1.4), " zoom in"), button("−", () => zoom(1 / 1.4), " zoom out"), button("Whole", () => this.graph?.fit(undefined, 24), " picture"),
      button(other.name, () => go(address(new URL(location.href), { layout: other.layout }))),
      button("PNG", () => this.png(), " download"), button("SVG", () => this.svg(), " download"),
      button("GEXF", () => save(toGexf(this.found), "network.gexf", "application/gexf+xml"), " download"));
  }

  private png(): void {
    const blob = this.graph?.png({ output: "blob", full: true, scale: this.found.nodes.length > 500 ? 1 : 2, bg: colour("page"), maxWidth: 8000, maxHeight: 8000 });
    if (blob) save(blob as unknown as Blob, "network.png");
  }

  private svg(): void {
    if (this.graph) save(toSvg(this.graph, TITLE, colour("page")), "network.svg", "image/svg+xml");
  }
}

function key(): HTMLElement {
  const line = (css: string, name: string) => h("li", {}, h("span", { class: `line ${css}`, "aria-hidden": "true" }), " ", name);
  const shape = (css: string, name: string, mark: string) => h("li", {}, h("span", { class: `sign ${css}`, "aria-hidden": "true" }, mark), " ", name);
  return h("ul", { class: "key" },
    shape("accepted", "accepted", "●"), shape("partiallyAccepted", "partially accepted", "▲"), shape("rejected", "rejected", "◆"), shape("notStated", "not stated, or a report", "□"),
    line("solid", "raised again"), line("dashed", "raised again, and wider"), line("dotted", "related"), line("returned", "returned after it was reported complete"),
    h("li", {}, "thicker: surer"));
}

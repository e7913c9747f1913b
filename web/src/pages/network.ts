/** Network: recommendations of different reports that say the same, drawn in time order or listed. */

import { get } from "../api/client";
import type { Entities, LinkPage, Network, NetworkEdge, NetworkNode } from "../api/pages";
import { fill, h, many } from "../dom";
import * as words from "../format";
import { FILTERS, filters } from "../net/filters";
import { together } from "../net/layout";
import { amount, edgeList, nameOf } from "../net/list";
import { go, keep, type Page } from "../router";
import { address } from "../routes";
import { pair } from "../ui/pair";
import { busy, nothing, problem, say } from "../ui/status";
import { positionBadge } from "../ui/text";
import type { Stage } from "../net/stage";
import "../styles/issues.css";
import "../styles/network.css";

const BASE = "https://w3id.org/inspection-kg/id/recommendation/";

export const page: Page = async ({ url, signal, title }) => {
  title("Network");
  const none: Entities = { systems: [], teams: [], themes: [] };
  const known = await get<Entities>("/api/entities", {}, signal).catch(() => none); // the picture does without
  const view = new View(url, signal);
  const form = filters(url, known, (values) => {
    view.url = keep({ ...values, near: null, chosen: null });
    void view.load();
  });
  void view.load();
  return many(
    h("h1", {}, "Network of recommendations that came back"),
    h("p", { class: "lead" }, "A line joins two recommendations of different reports that raise the same failing. Choose a line to read both, and why they are linked."),
    form, view.element);
};

/** What is below the filters: the picture or the list, and the panel beside it. */
class View {
  readonly element = h("div", { class: "network" });
  readonly panel = h("section", { class: "side", "aria-live": "polite", "aria-label": "What is chosen", tabindex: -1 });
  found: Network = { nodes: [], edges: [], truncated: 0, total: 0 };
  stage: Stage | null = null;
  private turn = 0;

  constructor(public url: URL, readonly signal: AbortSignal) {}

  /** Ask for what the address names, and show it. */
  async load(): Promise<void> {
    this.turn += 1;
    const { turn } = this;
    const done = busy(this.element);
    try {
      const found = await this.ask();
      if (turn !== this.turn) return; // the reader has asked for something else since
      this.found = found;
      await this.show();
      say(this.amount());
    } catch (error) {
      if (!this.signal.aborted && turn === this.turn) fill(this.element, problem(error, () => void this.load()));
    } finally {
      done();
    }
  }

  private get level(): string {
    return this.url.searchParams.get("level") || "recommendation";
  }

  asked(): Record<string, string | null> {
    return { most: "200", ...Object.fromEntries(FILTERS.map((name) => [name, this.url.searchParams.get(name)] as const).filter(([, value]) => value)) };
  }

  /** The network; where nodes were expanded (near=a,b), the links of each of them. */
  private async ask(): Promise<Network> {
    const near = (this.url.searchParams.get("near") ?? "").split(",").filter(Boolean);
    const answers = await Promise.all((near.length ? near : [""]).map((one) => get<Network>("/api/network", { ...this.asked(), near: long(one) }, this.signal)));
    return together(answers);
  }

  private amount(): string {
    return amount(this.found, this.level, (this.url.searchParams.get("near") ?? "").includes(","));
  }

  private async show(): Promise<void> {
    const { nodes, edges } = this.found;
    const listed = this.url.searchParams.get("view") === "list";
    this.stage?.end();
    this.stage = null;
    fill(this.element,
      h("nav", { "aria-label": "How it is shown" }, h("ul", { class: "tabs" },
        tab(address(this.url, { view: null }), "Picture", !listed), tab(address(this.url, { view: "list" }), "List", listed))),
      h("p", {}, this.amount(), this.url.searchParams.get("near") ? [" near what was chosen. ", h("a", { href: address(this.url, { near: null, chosen: null }) }, "Show all links")] : "."));
    if (!edges.length) {
      this.element.append(nothing("No link fits. Choose fewer filters above."));
      return;
    }
    if (listed) {
      this.element.append(edgeList(nodes, edges), h("p", {}, h("a", { href: this.file(), download: "network.gexf" }, "Download as GEXF")));
      return;
    }
    const { turn } = this;
    const { Stage } = await import("../net/stage");
    if (this.signal.aborted || turn !== this.turn) return;
    this.stage = new Stage(this.found, { file: this.file(), layout: this.url.searchParams.get("layout") ?? "", signal: this.signal, onChoose: (id) => this.choose(id) });
    fill(this.panel, h("p", { class: "nothing" }, "Choose a line to read both recommendations, or a point to see what it is linked to."));
    this.element.append(h("div", { class: "stage-row" }, this.stage.element, this.panel));
    this.stage.draw();
    this.element.dataset.drawn = String(nodes.length); // tests wait for it
    const chosen = this.url.searchParams.get("chosen");
    if (chosen) await this.tell(chosen);
  }

  private file(): string {
    return address(new URL("/api/network/network.gexf", location.href), { ...this.asked(), near: (this.url.searchParams.get("near") ?? "").split(",").map(long).join(",") });
  }

  /** An edge or node was chosen in the picture; it stays in the address. */
  private choose(id: string | null): void {
    this.url = keep({ chosen: id }, "replace");
    if (id) void this.tell(id);
    else {
      this.stage?.emphasise(null);
      fill(this.panel, h("p", { class: "nothing" }, "Nothing is chosen."));
    }
  }

  private async tell(id: string): Promise<void> {
    this.stage?.emphasise(id);
    const edge = this.found.edges.find((one) => one.id === id);
    const node = this.found.nodes.find((one) => one.id === id);
    if (node) fill(this.panel, this.nodePanel(node));
    if (edge) await this.edgePanel(edge);
  }

  private nodePanel(node: NetworkNode): DocumentFragment {
    const edges = this.found.edges.filter((edge) => edge.source === node.id || edge.target === node.id);
    const near = this.url.searchParams.get("near") ?? "";
    const own = short(node.id);
    const other = (edge: NetworkEdge) => this.found.nodes.find((one) => one.id === (edge.source === node.id ? edge.target : edge.source));
    return many(
      h("h2", {}, h("a", { href: node.path }, nameOf(node))),
      node.text ? h("p", {}, node.text) : null,
      node.acceptance ? h("p", {}, positionBadge(node.acceptance)) : null,
      h("p", { class: "row" },
        h("button", { type: "button", class: "quiet", onclick: () => go(address(this.url, { near: own, chosen: node.id })) }, "Show only its links"),
        near ? h("button", { type: "button", class: "quiet", onclick: () => go(address(this.url, { near: [...new Set([...near.split(","), own])].join(","), chosen: node.id })) }, "Add its links") : null),
      h("h3", {}, `Linked to (${edges.length})`),
      h("ul", {}, edges.map((edge) => {
        const far = other(edge);
        return h("li", {}, far ? nameOf(far) : "", ": ", h("a", { href: edge.path }, words.verdict(edge.verdict)));
      })));
  }

  private async edgePanel(edge: NetworkEdge): Promise<void> {
    const done = busy(this.panel);
    try {
      const at = new URL(edge.path, location.href);
      const link = await get<LinkPage>("/api/link", Object.fromEntries(at.searchParams), this.signal);
      fill(this.panel, h("h2", {}, link.issue?.label ?? "What both say"), h("p", { class: "small" }, h("a", { href: edge.path }, "Open as a page of its own")),
        edge.links > 1 ? h("p", { class: "small" }, `The surest of ${edge.links} links between these two reports.`) : null, pair(link, "h3"));
    } catch (error) {
      if (!this.signal.aborted) fill(this.panel, problem(error));
    } finally {
      done();
    }
  }
}

function tab(href: string, name: string, on: boolean): HTMLElement {
  return h("li", {}, h("a", { href, "aria-current": on ? "page" : null }, name));
}

function short(iri: string): string {
  return iri.startsWith(BASE) ? iri.slice(BASE.length) : (iri.split("/").at(-1) ?? iri);
}

function long(near: string): string {
  return near.includes("/") && !near.includes(":") ? BASE + near : near;
}

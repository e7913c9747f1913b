/** Network: recommendations of different reports that say the same, drawn in time order or listed. */

import { get } from "../api/client";
import type { Entities, LinkPage, Network, NetworkEdge, NetworkNode } from "../api/pages";
import { fill, h, hidden, many } from "../dom";
import * as words from "../format";
import { added, asks, expansion, without } from "../net/expand";
import { filters } from "../net/filters";
import { toGexf } from "../net/gexf";
import { together } from "../net/layout";
import { amount, edgeList, nameOf } from "../net/list";
import { keep, type Page } from "../router";
import { address } from "../routes";
import { pair } from "../ui/pair";
import { save } from "../ui/form";
import { busy, nothing, problem, say } from "../ui/status";
import { positionBadge } from "../ui/text";
import type { Stage } from "../net/stage";
import "../styles/issues.css";
import "../styles/network.css";

export const page: Page = async ({ url, signal, title }) => {
  title("Network");
  const none: Entities = { systems: [], teams: [], themes: [] };
  const known = await get<Entities>("/api/entities", {}, signal).catch(() => none); // the picture does without
  const view = new View(url, signal);
  const form = filters(url, known, (values) => {
    view.url = keep({ ...values, near: null, also: null, chosen: null });
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
  private readonly head = h("div", {}); // its links lead to what is chosen now
  private turn = 0;

  constructor(public url: URL, readonly signal: AbortSignal) {}

  /** Ask for what the address names, and show it. */
  async load(): Promise<void> {
    this.turn += 1;
    const { turn } = this;
    delete this.element.dataset.drawn;
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

  private async ask(): Promise<Network> {
    return together(await Promise.all(asks(this.url).map((one) => get<Network>("/api/network", one, this.signal))));
  }

  private amount(): string {
    return amount(this.found, this.level, asks(this.url).length > 1);
  }

  /** How much is shown, near what, and what was added. */
  private told(): HTMLElement {
    const near = this.url.searchParams.get("near");
    const own = (id: string) => this.found.nodes.find((one) => one.id === id || (one.kind === "report" && one.report === id));
    return h("p", { class: "told", tabindex: -1 }, this.amount(), near ? " near what was chosen" : "", ". ",
      added(this.url).map((id) => {
        const node = own(id);
        const name = node ? nameOf(node) : id;
        return [`All links of ${name} were added (`, h("a", { href: address(this.url, without(this.url, id)) }, "take them away", hidden(` (the links of ${name})`)), "). "];
      }),
      near ? h("a", { href: address(this.url, { near: null, also: null, chosen: null }) }, "Show all links") : null);
  }

  private get listed(): boolean {
    return this.url.searchParams.get("view") === "list";
  }

  private lead(): void {
    fill(this.head,
      h("nav", { "aria-label": "How it is shown" }, h("ul", { class: "tabs" },
        tab(address(this.url, { view: null }), "Picture", !this.listed), tab(address(this.url, { view: "list" }), "List", this.listed))),
      this.told());
  }

  private async show(): Promise<void> {
    const { nodes, edges } = this.found;
    this.stage?.end();
    this.stage = null;
    this.lead();
    fill(this.element, this.head);
    if (!edges.length) {
      this.element.append(nothing("No link fits. Choose fewer filters above."));
      return;
    }
    if (this.listed) {
      this.element.append(
        edgeList(nodes, edges, (node) => this.actions(node)),
        h("p", {}, h("button", { type: "button", class: "quiet", onclick: () => save(toGexf(this.found), "network.gexf", "application/gexf+xml") }, "Download as GEXF")));
      return;
    }
    const { turn } = this;
    const { Stage } = await import("../net/stage");
    if (this.signal.aborted || turn !== this.turn) return;
    this.stage = new Stage(this.found, { layout: this.url.searchParams.get("layout") ?? "", signal: this.signal, onChoose: (id) => this.choose(id) });
    fill(this.panel, h("p", { class: "nothing" }, "Choose a line to read both recommendations, or a point to see what it is linked to."));
    this.element.append(h("div", { class: "stage-row" }, this.stage.element, this.panel));
    this.stage.draw();
    this.element.dataset.drawn = String(nodes.length); // tests wait for it
    const chosen = this.url.searchParams.get("chosen");
    if (chosen) await this.tell(chosen);
  }

  /** An edge or node was chosen in the picture; it stays in the address. */
  private choose(id: string | null): void {
    this.url = keep({ chosen: id }, "replace");
    this.lead();
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
    const other = (edge: NetworkEdge) => this.found.nodes.find((one) => one.id === (edge.source === node.id ? edge.target : edge.source));
    return many(
      h("h2", {}, h("a", { href: node.path }, nameOf(node))),
      node.text ? h("p", {}, node.text) : null,
      node.acceptance ? h("p", {}, positionBadge(node.acceptance)) : null,
      this.actions(node),
      expansion(this.url, node, this.found.truncated > 0).add ? null : h("p", { class: "small" }, "All its links are shown."),
      h("h3", {}, `Linked to (${edges.length})`),
      h("ul", {}, edges.map((edge) => {
        const far = other(edge);
        return h("li", {}, far ? nameOf(far) : "", ": ", h("a", { href: edge.path }, words.verdict(edge.verdict)));
      })));
  }

  /** What can be done with a node: the same beside the picture and in the list. */
  private actions(node: NetworkNode): HTMLElement | null {
    const { only, add } = expansion(this.url, node, this.found.truncated > 0);
    const button = (name: string, changes: Record<string, string | null>) =>
      h("button", { type: "button", class: "quiet", onclick: () => void this.expand(changes) }, name, hidden(` (${nameOf(node)})`));
    return only || add ? h("p", { class: "row actions" }, only && button("Show only its links", only), add && button("Add its links", add)) : null;
  }

  /** Show other links; the reader goes on where it is told what is shown now. */
  private async expand(changes: Record<string, string | null>): Promise<void> {
    this.url = keep(changes);
    await this.load();
    const place = this.stage ? this.panel : this.element.querySelector<HTMLElement>(".told");
    place?.focus();
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

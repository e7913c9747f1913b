/** What is asked of the server when a network is expanded, and the file of what is shown. */

import { describe, expect, it } from "vitest";
import type { Network, NetworkNode } from "../src/api/pages";
import { added, asks, expansion, without } from "../src/net/expand";
import { toGexf } from "../src/net/gexf";

const BASE = "https://w3id.org/inspection-kg/id/recommendation/";
const at = (query: string) => new URL(`http://x/network${query}`);
const node = (id: string, more: Partial<NetworkNode> = {}): NetworkNode => ({ id: BASE + id, label: id, kind: "recommendation", path: "", report: "r", year: 2010, text: "", links: 1, ...more });

describe("expansion", () => {
  it("asks once for a filtered network, and once for each thing that was added, without the filters", () => {
    expect(asks(at("?theme=a&view=list"))).toEqual([{ most: "200", theme: "a" }]);
    expect(asks(at("?theme=a&most=500&also=r/1,s/2.b"))).toEqual([
      { most: "500", theme: "a" },
      { most: "500", near: `${BASE}r/1` },
      { most: "500", near: `${BASE}s/2.b` },
    ]);
    expect(asks(at("?level=report&near=r,s"))).toEqual([{ most: "200", level: "report", near: "r" }, { most: "200", level: "report", near: "s" }]);
  });

  it("offers what would change something", () => {
    expect(expansion(at(""), node("r/1"), false)).toEqual({ only: { near: "r/1", also: null, chosen: `${BASE}r/1` }, add: null });
    expect(expansion(at(""), node("r/1"), true).add).toEqual({ also: "r/1", chosen: `${BASE}r/1` });
    expect(expansion(at("?theme=a&also=s/2"), node("r/1"), false).add).toEqual({ also: "s/2,r/1", chosen: `${BASE}r/1` });
    expect(expansion(at("?theme=a&also=r/1"), node("r/1"), true).add).toBeNull();
    expect(expansion(at("?near=r/1"), node("r/1"), false)).toEqual({ only: null, add: null });
    expect(expansion(at("?near=r/1"), node("s/2"), false).add?.also).toBe("s/2");
  });

  it("takes away what was added", () => {
    expect(added(at("?also=r/1,s"))).toEqual([`${BASE}r/1`, "s"]);
    expect(without(at("?also=r/1,s/2"), `${BASE}r/1`)).toEqual({ also: "s/2" });
    expect(without(at("?also=r/1"), `${BASE}r/1`)).toEqual({ also: null });
  });
});

describe("GEXF", () => {
  it("bears any text", () => {
    const found: Network = { nodes: [node("a", { text: `<"&'\n\u0001>` }), node("b", { year: null })], edges: [], truncated: 0, total: 0 };
    const file = toGexf(found);
    expect(file).toContain('value="&lt;&quot;&amp;\'&#10; &gt;"');
    expect(file.match(/<node /g)).toHaveLength(2);
    expect(file).not.toContain("null");
  });
});

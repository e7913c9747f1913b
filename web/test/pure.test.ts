/** Functions that hold logic and no page: addresses, marks, words, code, layout. */

import { describe, expect, it } from "vitest";
import type { NetworkEdge, NetworkNode } from "../src/api/pages";
import * as words from "../src/format";
import { missingPrefixes, pathOf, shortIri } from "../src/iris";
import { inUnits, joined, overlap, segments, stretchOf } from "../src/marks";
import { byTime, merged, together } from "../src/net/layout";
import { amount } from "../src/net/list";
import { missing } from "../src/pages/commitments";
import { programs } from "../src/query/code";
import { measure } from "../src/query/results";
import { readVoid } from "../src/query/void";
import { deliveries } from "../src/report/tree";
import { address, decoded, iriOfPath, larger, match } from "../src/routes";
import { STANDINGS, standing, statusWords } from "../src/ui/commitment";
import { sorted } from "../src/ui/table";

describe("routes", () => {
  it.each([
    ["/", "overview", {}],
    ["/issue/objectives-without-measures", "issue", { id: "objectives-without-measures" }],
    ["/report/2024-x/", "report", { slug: "2024-x" }],
    ["/team/border-force", "entity", { kind: "team", slug: "border-force" }],
    ["/q/ab12", "query", { hash: "ab12" }],
    ["/id/commitment/2024-x/1/2", "thing", { rest: "commitment/2024-x/1/2" }],
    ["/theme/a%20b", "thing", { rest: "a b" }],
    ["/nothing/here", "missing", {}],
  ])("%s is the page %s", (path, page, params) => {
    expect(match(path)).toEqual({ page, params });
  });

  it("bears an address with a lone percent sign", () => {
    expect(match("/issue/100%").params).toEqual({ id: "100%" });
    expect([decoded("%"), decoded("r4%2Eb")]).toEqual(["%", "r4.b"]);
  });

  it("changes some parameters and leaves others", () => {
    const url = new URL("http://x/network?theme=a&from=2010");
    expect(address(url, { theme: null, to: 2020, position: "" })).toBe("/network?from=2010&to=2020");
  });

  it("keeps the place in the page, or leads to another", () => {
    const url = new URL("http://x/issue/a?offset=30#2024-x");
    expect(address(url, { offset: null })).toBe("/issue/a#2024-x");
    expect(address(url, { offset: 60 }, "")).toBe("/issue/a?offset=60");
  });

  it("asks for more as long as there may be more", () => {
    expect([larger(200, 5, 1000), larger(100, 10, 1000), larger(300, 5, 1000), larger(1000, 5, 1000)]).toEqual([1000, 1000, 1000, null]);
  });

  it("knows the IRI that a path stands for", () => {
    expect(iriOfPath("/id/team/x", "")).toBe("https://w3id.org/inspection-kg/id/team/x");
    expect(iriOfPath("/ontology", "#Report")).toBe("https://w3id.org/inspection-kg/ontology#Report");
    expect(iriOfPath("/ontology/", "#Report")).toBe("https://w3id.org/inspection-kg/ontology#Report");
    expect(iriOfPath("/theme/", "")).toBe("https://w3id.org/inspection-kg/theme");
    expect(iriOfPath("/id/x/caf%C3%A9%20b%ff", "#r1")).toBe("https://w3id.org/inspection-kg/id/x/caf\u00e9%20b%ff");
  });
});

describe("marks", () => {
  it("joins what overlaps or touches, and cuts what is outside", () => {
    expect(joined([[5, 9], [1, 3], [3, 4], [8, 99], [7, 7]], 12)).toEqual([[1, 4], [5, 12]]);
  });

  it("gives the whole text back", () => {
    const pieces = segments("promised by April", [[0, 8], [12, 17]]);
    expect(pieces.map((piece) => piece.text).join("")).toBe("promised by April");
    expect(pieces.filter((piece) => piece.marked).map((piece) => piece.text)).toEqual(["promised", "April"]);
  });

  it("counts characters as Python does", () => {
    expect(inUnits("a😀bc", [[2, 3]])).toEqual([[3, 4]]);
    expect(segments("a😀bc", inUnits("a😀bc", [[1, 2]]))[1]).toEqual({ text: "😀", marked: true });
  });

  it("reads a stretch from a hash", () => {
    expect(stretchOf("#s12-40")).toEqual([12, 40]);
    expect(stretchOf("#r4.b")).toBeNull();
    expect(overlap([0, 5], [5, 6])).toBe(false);
  });
});

describe("words", () => {
  it("names numbers, lists and days", () => {
    expect(words.count(1, "report")).toBe("1 report");
    expect(words.count(1200, "report")).toBe("1,200 reports");
    expect(words.list(["a", "b", "c"])).toBe("a, b and c");
    expect(words.day("2025-01-31")).toBe("31 January 2025");
    expect(words.day("c. 2016")).toBe("c. 2016");
    expect(words.words("partiallyAccepted")).toBe("partially accepted");
  });

  it("cuts between words", () => {
    expect(words.short("one two three", 9)).toBe("one two…");
    expect(words.short("short", 9)).toBe("short");
  });
});

describe("IRIs", () => {
  it("leads each thing to its page", () => {
    const id = "https://w3id.org/inspection-kg/id/";
    expect(pathOf(`${id}recommendation/2024-x/4.b`)).toBe("/report/2024-x#r4.b");
    expect(pathOf(`${id}organisation/home-office`)).toBe("/team/home-office");
    expect(pathOf(`${id}commitment/2024-x/1`)).toBe("/id/commitment/2024-x/1");
    expect(pathOf(`${id}x/a%20b`)).toBe("/id/x/a%20b");
    for (const name of ["caf%C3%A9", "a#b"]) expect(pathOf(`${id}x/${name}`)).toBe(`/thing?iri=${encodeURIComponent(`${id}x/${name}`)}`);
    expect(pathOf("https://w3id.org/inspection-kg/ontology#Report")).toBe("/ontology#Report");
    expect(pathOf("http://example.org/a b")).toBe("/thing?iri=http%3A%2F%2Fexample.org%2Fa%20b");
  });

  it("shortens", () => {
    expect(shortIri("http://www.w3.org/2004/02/skos/core#prefLabel")).toBe("skos:prefLabel");
    expect(shortIri("https://w3id.org/inspection-kg/id/system/ims")).toBe("system/ims");
  });

  it("adds the prefixes that a query lacks, and no others", () => {
    expect(missingPrefixes('SELECT * { ?s a insp:Report ; skos:prefLabel "org:x" . <http://a/oa:b> ?p ?o }')).toMatch(/^PREFIX insp: .*\nPREFIX skos: .*\n$/);
    expect(missingPrefixes("PREFIX insp: <x> SELECT * { ?s a insp:Report }")).toBe("");
  });
});

describe("query", () => {
  it("writes programs that hold the query unchanged", () => {
    const query = 'SELECT ?s { ?s ?p "a\\n(b)" }';
    const made = programs("http://x/sparql", query);
    for (const text of Object.values(made)) expect(text).toContain(query);
    expect(made.R).toContain('r"-(');
    expect(made.Python).toContain('r"""');
  });

  it("lets no query end the string or the lines that hold it", () => {
    const query = "SELECT * {\nSPARQL\nSPARQL_END\n?s ?p '''a''' , \"\"\"b\\\"c\"\"\" , ')\" )-\"'\n}\nrm -r x";
    const made = programs("http://x/sparql", query);
    const [first, ...sent] = made.curl.trimEnd().split("\n");
    const word = sent.pop() ?? "";
    expect(first).toContain(`<<'${word}'`);
    expect(sent.join("\n")).toBe(query);
    expect(sent).not.toContain(word);
    const text = /setQuery\((".*")\)\n/.exec(made.Python)?.[1] ?? "";
    expect(JSON.parse(text)).toBe(query); // on one line, with escapes that Python reads alike
    expect(made.R).toContain(`r"--(\n${query}\n)--"\n`);
    expect(query).not.toContain(')--"');
    expect(programs("http://x/sparql", "'''\r").Python).toContain('setQuery("\'\'\'")');
    expect(programs("http://x/sparql", "a\rb").Python).toContain('setQuery("a\\rb")');
  });

  it("measures bars by what was chosen, else by the first column of numbers, else by rows", () => {
    expect([measure(null, ["n", "m"]), measure("m", ["n", "m"]), measure("*", ["n"]), measure("gone", ["n"]), measure(null, [])]).toEqual(["n", "m", "*", "n", "*"]);
  });

  it("reads classes and properties of VoID", () => {
    const void_ = "http://rdfs.org/ns/void#";
    const own = "https://w3id.org/inspection-kg/ontology#Report";
    const text = `_:a <${void_}class> <http://x/B> .\n_:b <${void_}class> <http://x/A> .\n_:b <${void_}class> <${own}> .\n_:c <${void_}property> <http://x/p> .\n_:c <${void_}triples> "2" .\n`;
    expect(readVoid(text)).toEqual({ classes: [own, "http://x/A", "http://x/B"], properties: ["http://x/p"] });
  });
});

describe("layout", () => {
  const node = (id: string, report: string, year: number | null): NetworkNode => ({ id, label: id, kind: "recommendation", path: "", report, year, text: "", links: 1 });
  const edge = (source: string, target: string): NetworkEdge => ({ id: source + target, source, target, kind: "recurrence", score: 1, verdict: "related", review: "", issue: null, links: 1, path: "" });

  it("puts the oldest on the left, one place for each node", () => {
    const nodes = [node("b", "2020-x", 2020), node("a", "2010-x", 2010), node("c", "2020-x", 2020), node("d", "y", null)];
    const { points, columns } = byTime(nodes, [edge("b", "a")]);
    expect(columns.map((column) => column.label)).toEqual(["2010\nx", "2020\nx", "y"]);
    expect(points.get("a")!.x).toBeLessThan(points.get("b")!.x);
    expect(new Set([...points.values()].map((point) => `${point.x} ${point.y}`)).size).toBe(4);
  });

  it("makes a column of each year where there are many reports, and takes 2,000 nodes", () => {
    const nodes = Array.from({ length: 2000 }, (_one, at) => node(`n${at}`, `r${at % 200}`, 2005 + (at % 20)));
    const edges = Array.from({ length: 2000 }, (_one, at) => edge(`n${at}`, `n${(at * 7) % 2000}`));
    const { points, columns } = byTime(nodes, edges);
    expect([points.size, columns.length]).toEqual([2000, 20]);
  });

  it("does not add what answers share", () => {
    const one = { nodes: [node("a", "x", 2010), node("b", "y", 2011)], edges: [edge("a", "b")], truncated: 3, total: 4 };
    expect(together([one])).toBe(one);
    const both = together([one, { ...one, truncated: 0, total: 1 }]);
    expect([both.nodes.length, both.edges.length]).toEqual([2, 1]);
    expect(amount(one, "recommendation", false)).toBe("1 link between 2 recommendations; 3 less sure links not shown");
    expect(amount(both, "recommendation", true)).toBe("1 link between 2 recommendations; some links not shown");
    expect(together([{ ...one, truncated: 0 }, { ...one, truncated: 0 }]).truncated).toBe(0);
  });

  it("calls pairs of reports so", () => {
    const found = { nodes: [node("a", "x", 2010), node("b", "y", 2011)], edges: [{ ...edge("a", "b"), links: 5 }], truncated: 2, total: 7 };
    expect(amount(found, "report", false)).toBe("1 pair of reports with 5 links between 2 reports; 2 links of other pairs not shown");
  });

  it("merges by id", () => {
    expect(merged([{ id: "a", n: 1 }], [{ id: "a", n: 2 }, { id: "b", n: 3 }])).toEqual([{ id: "a", n: 2 }, { id: "b", n: 3 }]);
  });
});

describe("promises", () => {
  it.each([
    ["completed", "no", "dated", "reported complete"],
    ["overdue", "yes", "dated", "past its date"],
    ["open", "no", "dated", "not yet due"],
    ["open", "cannot be known", "dated", "cannot be known"],
    ["undated", "no", "noDeadlineStated", "no date"],
    ["undated", "no", "ongoing", "ongoing, no date"],
    ["undated", "cannot be known", "cannotBeKnown", "cannot be known"],
  ] as const)("%s, overdue %s, %s: %s", (status, overdue, timing, told) => {
    expect(statusWords({ status, overdue, timing })).toBe(told);
    expect(standing({ status, overdue, timing }) in STANDINGS).toBe(true);
  });
});

describe("answers", () => {
  const said = (label: string, delivery: string) => ({ body: { iri: label, label, path: "" }, delivery });

  it("tell their deliveries once where they agree, else by body", () => {
    expect(deliveries([said("A", "completed"), said("B", "completed")])).toEqual(["completed"]);
    expect(deliveries([said("A", "inProgress"), said("B", "completed")])).toEqual(["A: in progress", "B: completed"]);
    expect(deliveries([said("A", ""), said("B", "completed")])).toEqual(["B: completed"]);
    expect(deliveries([said("A", "")])).toEqual([]);
  });

  it("keep a choice that no list has", () => {
    expect(missing("2001-x", ["2024-y"])).toEqual([{ value: "2001-x", label: "2001 x" }]);
    expect([missing("", ["a"]), missing("a", ["a"])]).toEqual([[], []]);
  });
});

describe("tables", () => {
  it("sort numbers in texts as people do", () => {
    const columns = [{ name: "n", cell: (row: string) => row, sort: (row: string) => row }];
    expect(sorted(columns, ["10", "2", "1.a"], { by: "n", down: false })).toEqual(["1.a", "2", "10"]);
    expect(sorted(columns, ["10", "2"], { by: "other", down: true })).toEqual(["10", "2"]);
  });
});

/** Whose links a reader asks for: those of one thing alone (`near` in the address), and those of things that were added
 * to what is shown (`also`), whatever the filters. No DOM here. */

import type { NetworkNode } from "../api/pages";
import { FILTERS } from "./filters";

type Changes = Record<string, string | null>;

const BASE = "https://w3id.org/inspection-kg/id/recommendation/";
const ALWAYS: readonly string[] = ["level", "most"]; // they tell how it is drawn, not what passes

/** What the server is asked for; the answers together are what is shown. */
export function asks(url: URL): Record<string, string>[] {
  const given = Object.fromEntries(FILTERS.map((name) => [name, url.searchParams.get(name) ?? ""]).filter(([, value]) => value)) as Record<string, string>;
  const drawn = Object.fromEntries(Object.entries(given).filter(([name]) => ALWAYS.includes(name)));
  const near = list(url, "near");
  return [
    ...(near.length ? near.map((one) => ({ most: "200", ...given, near: long(one) })) : [{ most: "200", ...given }]),
    ...list(url, "also").map((one) => ({ most: "200", ...drawn, near: long(one) })),
  ];
}

/** The things whose links were added. */
export function added(url: URL): string[] {
  return list(url, "also").map(long);
}

/** What may be done with a node: show only its links, or add all of them to what is shown. Null where it would change
 * nothing. `cut` tells whether links that pass are left out. */
export function expansion(url: URL, node: NetworkNode, cut: boolean): { only: Changes | null; add: Changes | null } {
  const [own, near, also] = [short(node.id), list(url, "near"), list(url, "also")];
  const narrowed = FILTERS.some((name) => !ALWAYS.includes(name) && url.searchParams.get(name));
  const whole = also.includes(own) || (near.includes(own) ? !narrowed : !near.length && !narrowed && !cut);
  const alone = near.join() === own && !also.length;
  return {
    only: alone ? null : { near: own, also: null, chosen: node.id },
    add: whole ? null : { also: [...also, own].join(","), chosen: node.id },
  };
}

/** The address without the added links of a thing. */
export function without(url: URL, id: string): Changes {
  return { also: list(url, "also").filter((one) => one !== short(id)).join(",") || null };
}

function list(url: URL, name: string): string[] {
  return (url.searchParams.get(name) ?? "").split(",").filter(Boolean);
}

function short(iri: string): string {
  return iri.startsWith(BASE) ? iri.slice(BASE.length) : (iri.split("/").at(-1) ?? iri);
}

function long(near: string): string {
  return near.includes("/") && !near.includes(":") ? BASE + near : near;
}

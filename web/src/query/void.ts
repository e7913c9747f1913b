/** The classes and properties that the store holds, from its VoID description: what the editor completes. */

import { ask } from "../api/client";

export interface Known {
  classes: string[];
  properties: string[];
}

const LINE = /^\S+ <http:\/\/rdfs\.org\/ns\/void#(class|property)> <([^>]+)> \.\s*$/gm;

/** Both lists, sorted; empty where the server tells nothing, since the editor is useful without them. */
export async function known(signal: AbortSignal): Promise<Known> {
  try {
    const response = await ask("/.well-known/void", { headers: { Accept: "application/n-triples" }, signal });
    return readVoid(await response.text());
  } catch {
    return { classes: [], properties: [] };
  }
}

/** The classes and properties that N-Triples of VoID partitions name. */
export function readVoid(triples: string): Known {
  const found = { class: new Set<string>(), property: new Set<string>() };
  for (const [, kind, iri] of triples.matchAll(LINE)) if (iri) found[kind as "class" | "property"].add(iri);
  return { classes: [...found.class].sort(), properties: [...found.property].sort() };
}

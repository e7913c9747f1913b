/** The classes and properties that the store holds, from its VoID description: what the editor completes. */

import { ask } from "../api/client";
import { PREFIXES } from "../iris";

export interface Known {
  classes: string[];
  properties: string[];
}

const LINE = /^\S+ <http:\/\/rdfs\.org\/ns\/void#(class|property)> <([^>]+)> \.\s*$/gm;

/** Both lists, sorted; null where the server tells neither. */
export async function known(signal: AbortSignal): Promise<Known | null> {
  try {
    const response = await ask("/.well-known/void", { headers: { Accept: "application/n-triples" }, signal });
    const found = readVoid(await response.text());
    return found.classes.length || found.properties.length ? found : null;
  } catch {
    return null; // the editor is useful without them, and says that it does
  }
}

/** The classes and properties that N-Triples of VoID partitions name, those of our own vocabulary first. */
export function readVoid(triples: string): Known {
  const found = { class: new Set<string>(), property: new Set<string>() };
  for (const [, kind, iri] of triples.matchAll(LINE)) if (iri) found[kind as "class" | "property"].add(iri);
  return { classes: ordered(found.class), properties: ordered(found.property) };
}

function ordered(iris: Set<string>): string[] {
  const all = [...iris].sort();
  const own = (iri: string) => iri.startsWith(`${PREFIXES.insp}`);
  return [...all.filter(own), ...all.filter((iri) => !own(iri))];
}

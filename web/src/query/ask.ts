/** Runs a query: a table of results, or RDF as text. */

import { ask, post } from "../api/client";
import type { QuestionColumn, Results } from "../api/front";

export interface Outcome {
  results?: Results; // SELECT and ASK
  rdf?: string; // CONSTRUCT and DESCRIBE, as Turtle
  columns?: QuestionColumn[];
  why?: string;
  cut?: boolean;
  seconds: number;
  query: string; // what was run
  dataVersion?: string | null; // of the data that answered, where the server tells it
}

const TYPES: Record<string, string> = { csv: "text/csv", tsv: "text/tab-separated-values", json: "application/sparql-results+json" };

export async function run(query: string, signal: AbortSignal): Promise<Outcome> {
  const began = performance.now();
  const response = await ask("/sparql", {
    method: "POST", body: query, signal,
    headers: { "Content-Type": "application/sparql-query", Accept: "application/sparql-results+json, text/turtle;q=0.9" },
  });
  const text = await response.text();
  const seconds = (performance.now() - began) / 1000;
  const dataVersion = response.headers.get("X-Data-Version");
  if (response.headers.get("Content-Type")?.includes("json")) return { results: JSON.parse(text) as Results, seconds, query, dataVersion };
  return { rdf: text, seconds, query, dataVersion };
}

/** The answer to a query as a file: csv, tsv or json. */
export async function answerFile(query: string, format: string, signal: AbortSignal): Promise<Blob> {
  const response = await ask("/sparql", {
    method: "POST", body: query, signal,
    headers: { "Content-Type": "application/sparql-query", Accept: TYPES[format] ?? "text/csv" },
  });
  return response.blob();
}

/** A lasting address for a query. */
export async function permalink(query: string): Promise<string> {
  const made = await post<{ path?: string; url?: string }>("/q", query, { "Content-Type": "application/sparql-query" });
  return made.path ?? made.url ?? "";
}

/** The mirror of what kg/serve/permalinks.py tells. */
export interface Kept {
  id: string;
  query: string;
  dataVersion: number | string | null; // when it was kept
  currentDataVersion: number | string | null;
  date: string;
}

/** The mirror of kg/explore/shapes/front.py and handed.py. */

import type { Commitment, Positions, Ref, When } from "./facts";

export interface Counts {
  reports: number;
  recommendations: number;
  leaves: number;
  responses: number;
  commitments: number;
  links: number;
  issues: number;
  systems: number;
  teams: number;
}

export interface About {
  version: string;
  store: { quads: number | null; graphs: number; dataVersion: string; updated: string | null };
  counts: Counts;
  writable: boolean;
}

export interface YearPositions extends Positions {
  year: string;
}

export interface IssueCount {
  issue: Ref;
  reports: number;
  recommendations: number;
  firstRaised: When;
  lastRaised: When;
}

export interface Overview {
  asOf: string;
  counts: Counts;
  positionsByYear: YearPositions[];
  recurring: IssueCount[];
  recurringTotal: number;
  overdue: Commitment[];
  overdueTotal: number;
  undatedTotal: number;
  sharedSystems: { system: Ref; reports: number; first: string; last: string }[];
  sharedSystemsTotal: number;
}

export interface QuestionParameter {
  name: string;
  type: string;
  default: string;
  meaning: string;
  required: boolean;
  values?: { value: string; label: string }[];
}

export interface QuestionColumn {
  name: string;
  meaning: string;
}

export interface Question {
  name: string;
  number: number;
  question: string;
  keywords: string[];
  columns: QuestionColumn[];
  parameters: QuestionParameter[];
  text: string;
  limit: number | null;
  chosen: string;
}

export interface Term {
  type: "uri" | "literal" | "bnode" | "typed-literal";
  value: string;
  datatype?: string;
  "xml:lang"?: string;
}

export type Row = Record<string, Term | undefined>;

/** SPARQL 1.1 Query Results JSON. */
export interface Results {
  head: { vars?: string[] };
  results?: { bindings: Row[] };
  boolean?: boolean;
}

export interface Answered extends Results {
  results: { bindings: Row[] };
  columns: QuestionColumn[];
  query: { name: string; text: string };
  cut: boolean;
  why?: string;
}

export interface Finding {
  severity: "Violation" | "Warning" | "Info";
  what: string;
  where: { line: number | null; iri: string };
  path: string;
  value: string;
  quotation: string;
  rule: string;
  why: string;
  mend: string;
}

export interface Measured {
  name: string;
  value: number;
  good: number;
  of: number;
  advice: string;
}

export interface Validation {
  conforms: boolean;
  verdict: string;
  total: number;
  findings: Finding[];
  quality: Measured[];
  score: number | null;
  lines: string[];
  unmatchedShapes: string[];
}

export interface Drafted {
  slug: string;
  turtle: string;
  concerns: { kind: string; iri: string; line: number | null; quotation: string }[];
  missing: { name: string; hint: string }[];
  things: DraftThing[];
  choices: string;
}

export interface DraftThing {
  iri: string;
  kind: string;
  shape: string;
  label: string;
  depth: number;
  line: number | null;
  quotation: string;
  look: string[];
  removable: boolean;
}

export interface Amended extends Drafted {
  changed: string;
}

export interface Similar {
  number: string;
  text: string;
  recommendation: Ref;
  report: Ref;
  score: number;
  linked: boolean;
  reason: string;
  quotation: string;
}

export interface Submitted {
  outcome: "stored" | "refused";
  report: Ref | null;
  added: number;
  removed: number;
  validation: Validation;
  resembles: Similar[];
}

export interface FormShapes {
  shapes: string;
  data: string;
  roots: Ref[];
  checkedOnSubmission: string[];
}

/** The mirror of kg/explore/shapes/reports.py, links.py and things.py. */

import type { Answer, Commitment, Link, Positions, Quote, Recommendation, Ref, Stretch, When } from "./facts";
import type { IssueCount } from "./front";

export interface ReportRow {
  slug: string;
  title: string;
  published: When;
  publisher: Ref | null;
  report: Ref;
  recommendations: number;
  positions: Positions;
  commitments: number;
  overdue: number;
}

export interface Reports {
  asOf: string;
  total: number;
  rows: ReportRow[];
}

export interface Piece {
  start: number;
  end?: number;
  text?: string;
  marks?: string[];
  gap?: number;
}

export type MarkKind =
  | "recommendation" | "response" | "commitment" | "mention" | "date" | "position" | "theme" | "owner" | "issue"
  | "declared" | "notice" | "claim" | "assessment";

export interface Mark {
  kind: MarkKind;
  iri: string;
  label: string;
  path: string;
  facts: string[];
  start: number;
  end: number;
}

export interface Node {
  id: string;
  number: string;
  iri: string;
  text: string;
  heading: string;
  acceptance: string;
  effectiveAcceptance: string;
  deadline: When | null;
  issues: Ref[];
  quote: Quote | null;
  children: Node[];
  answers: Answer[];
  links: Link[];
  linksTotal: number;
}

export interface ReportPage {
  slug: string;
  title: string;
  report: Ref;
  document: Ref;
  documentTitle: string;
  published: When;
  publisher: Ref | null;
  inspected: When;
  inspector: Ref | null;
  licence: string;
  file: string;
  sha256: string;
  asOf: string;
  length: number;
  pieces: Piece[];
  marks: Record<string, Mark>;
  tree: Node[];
  notices: string[];
}

export interface Cell {
  recommendations: number;
  positions: Partial<Positions>;
  returned: boolean;
}

export interface IssueRow extends IssueCount {
  theme: Ref | null;
  cells: Record<string, Cell>;
}

export interface Issues {
  total: number;
  reports: { slug: string; label: string; year: string; path: string; reports: number }[];
  issues: IssueRow[];
}

export interface Raised extends Recommendation {
  words: Stretch[];
  commitments: Commitment[];
}

export interface IssuePage {
  issue: Ref;
  theme: Ref | null;
  definition: string;
  scopeNote: string;
  altLabels: string[];
  reports: number;
  firstRaised: When | null;
  lastRaised: When | null;
  asOf: string;
  total: number;
  recommendations: Raised[];
  linksTotal: number;
  links: Link[];
}

export interface NetworkNode {
  id: string;
  label: string;
  kind: string;
  path: string;
  report: string;
  year: number | null;
  text: string;
  links: number;
  number?: string;
  acceptance?: string;
}

export interface NetworkEdge {
  id: string;
  source: string;
  target: string;
  kind: string;
  score: number;
  verdict: string;
  review: string;
  issue: Ref | null;
  links: number;
  path: string;
}

export interface Network {
  nodes: NetworkNode[];
  edges: NetworkEdge[];
  truncated: number;
  total: number;
}

export interface Side {
  recommendation: Recommendation;
  report: Ref;
  text: string;
  marks: Stretch[];
  acceptance: string;
  commitments: Commitment[];
}

export interface LinkPage {
  iri: string;
  earlier: Side;
  later: Side;
  reasons: string[];
  score: number;
  verdict: string;
  verdictMeaning: string;
  method: string;
  issue: Ref | null;
  issues: Ref[];
  sharedForm: string;
  sharedSystems: Ref[];
  sharedTeams: Ref[];
  review: string;
  earlierQuotation: string;
  laterQuotation: string;
}

export interface Relative {
  ref: Ref;
  relation: "itself" | "predecessor" | "successor";
  firstNamed: string;
  lastNamed: string;
}

export interface ToldOf {
  year: string;
  report: Ref;
  kind: "recommendation" | "answer" | "commitment";
  ref: Ref;
  about: Ref;
  text: string;
  quote: Quote | null;
}

export interface EntityPage {
  ref: Ref;
  kind: "system" | "team" | "organisation";
  altLabels: string[];
  definition: string;
  comment: string;
  operatedBy: Ref[];
  unitOf: Ref[];
  units: Ref[];
  lineage: Relative[];
  reports: number;
  mentions: number;
  historyTotal: number;
  historyByYear: { year: string; kind: ToldOf["kind"]; n: number }[];
  history: ToldOf[];
  recommendationsTotal: number;
  recommendations: Recommendation[];
  commitmentsTotal: number;
  commitments: Commitment[];
  asOf: string;
}

export interface Entities {
  systems: { ref: Ref; reports: number; mentions: number }[];
  teams: { ref: Ref; reports: number; mentions: number }[];
  themes: { ref: Ref; reports: number; recommendations: number }[];
}

export interface Commitments {
  asOf: string;
  total: number;
  undated: number;
  rows: Commitment[];
}

export type Kind = "recommendation" | "answer" | "commitment" | "system" | "team" | "issue" | "theme" | "report";

export interface Hit {
  kind: Kind;
  ref: Ref;
  report: Ref | null;
  text: string;
  words: Stretch[];
  score: number;
}

export interface Hits {
  words: string[];
  total: Partial<Record<Kind, number>>;
  complete: boolean;
  hits: Hit[];
}

export interface Value {
  graph: string;
  ref?: Ref;
  literal?: string;
  lang?: string;
  datatype?: string;
}

export interface Thing {
  iri: string;
  label: string;
  curie: string;
  path: string;
  types: Ref[];
  statements: { property: Ref; total: number; values: Value[] }[];
  incoming: { property: Ref; subjects: Ref[]; total: number }[];
  quotes: Quote[];
  because: string[];
}

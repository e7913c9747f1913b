/** What answers of /api share; the mirror of kg/explore/shapes/facts.py. */

export interface Ref {
  iri: string;
  label: string;
  path: string;
}

export interface Quote {
  text: string;
  file: string;
  start: number;
  end: number;
  line: number | null;
  page: number | null;
  path: string;
}

/** `Date` in the shapes; that name is taken here. */
export interface When {
  edtf: string;
  earliest: string | null;
  latest: string | null;
  text: string;
}

export interface Commitment {
  iri: string;
  path: string;
  report: Ref;
  number: string;
  recommendation: Ref;
  text: string;
  owner: Ref | null;
  owners: Ref[];
  due: When | null;
  delivery: string;
  firmness: string;
  timing: string;
  status: "completed" | "overdue" | "undated" | "open";
  overdue: "yes" | "no" | "cannot be known";
  vague: boolean;
  lacks: string[];
  issues: Ref[];
  quote: Quote | null;
  later: Ref[];
}

export interface Answer {
  iri: string;
  body: Ref;
  acceptance: string;
  delivery: string;
  text: string;
  quote: Quote | null;
  stated: Quote | null;
  commitments: Commitment[];
}

export interface Recommendation {
  iri: string;
  path: string;
  number: string;
  report: Ref;
  date: When;
  text: string;
  heading: string;
  acceptance: string;
  issues: Ref[];
  quote: Quote | null;
}

export interface Link {
  iri: string;
  path: string;
  earlier: Ref;
  later: Ref;
  earlierReport: Ref;
  laterReport: Ref;
  score: number;
  verdict: string;
  review: string;
  reason: string;
  issues: Ref[];
}

export interface Positions {
  accepted: number;
  partiallyAccepted: number;
  rejected: number;
  notStated: number;
}

export type Stretch = [number, number];

/** Names and numbers in words, as readers are shown them. */

const POSITIONS: Record<string, string> = {
  accepted: "accepted",
  partiallyAccepted: "partially accepted",
  rejected: "rejected",
  notStated: "not stated",
};

const VERDICTS: Record<string, string> = {
  reiterated: "raised again",
  broadened: "raised again, and wider",
  returnedAfterCompleted: "returned after it was reported complete",
  related: "related",
};

const REVIEWS: Record<string, string> = {
  unreviewed: "nobody has reviewed this link yet",
  confirmed: "confirmed by a reviewer",
  reviewRejected: "rejected by a reviewer",
};

export const POSITION_NAMES = Object.keys(POSITIONS) as (keyof typeof POSITIONS)[];

/** A local name in words: "inProgress" → "in progress". */
export function words(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, (_all, before: string, after: string) => `${before} ${after.toLowerCase()}`);
}

export function position(name: string): string {
  return POSITIONS[name] ?? words(name);
}

export function verdict(name: string): string {
  return VERDICTS[name] ?? words(name);
}

export function review(name: string): string {
  return REVIEWS[name] ?? words(name);
}

const NUMBERS = new Intl.NumberFormat("en-GB");

/** 12345 → "12,345". */
export function number(value: number): string {
  return NUMBERS.format(value);
}

/** "1 report", "2 reports"; irregular plurals are told. */
export function count(value: number, one: string, more = `${one}s`): string {
  return `${number(value)} ${value === 1 ? one : more}`;
}

/** "a, b and c". */
export function list(texts: string[]): string {
  if (texts.length < 2) return texts.join("");
  return `${texts.slice(0, -1).join(", ")} and ${texts.at(-1)}`;
}

/** Not longer than `most` characters, cut between words. */
export function short(text: string, most = 120): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most - 1);
  const space = cut.lastIndexOf(" ");
  return `${cut.slice(0, space > most / 2 ? space : most - 1).trimEnd()}…`;
}

const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

/** 2025-01-31 → "31 January 2025"; other texts stay as they are. */
export function day(text: string): string {
  return /^\d{4}-\d\d-\d\d$/.test(text) ? DAY.format(new Date(`${text}T00:00:00Z`)) : text;
}

/** 0.734 → "73 %". */
export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** The year that a report's short name begins with, else the name: for places where little fits. */
export function shortSlug(slug: string): string {
  return slug.replace(/-/g, " ");
}

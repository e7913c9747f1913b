/** What a file is checked as: a document is read first, anything else is checked as it is. */

import { addressOf, post } from "../api/client";
import type { Drafted, Validation } from "../api/front";

export const DOCUMENTS = /\.(txt|md|html?|pdf|docx|odt)$/i;

export interface Checked {
  draft: Drafted | null; // what was read, where the file is a document
  ready: File; // what was checked and can be submitted
  found: Validation;
}

/** Read the file where it is a document, and check it. Nothing is stored. */
export async function checked(file: File): Promise<Checked> {
  const draft = DOCUMENTS.test(file.name) ? await post<Drafted>(addressOf("/api/draft", { name: file.name }), file) : null;
  const ready = draft ? new File([draft.turtle], `${draft.slug}.ttl`, { type: "text/turtle" }) : file;
  const found = await post<Validation>(addressOf("/api/validate", { name: ready.name }), ready);
  return { draft, ready, found };
}

/** The source text in pieces; each marked piece is a link to its own stretch, and tells what was read from it. */

import type { Stretch } from "../api/facts";
import type { Mark, MarkKind, Piece, ReportPage } from "../api/pages";
import { type Child, h } from "../dom";
import { overlap } from "../marks";

export interface SourceText {
  element: HTMLElement;
  hide: (kinds: ReadonlySet<string>) => void; // these kinds are not marked
  choose: (stretch: Stretch | null) => HTMLElement | null; // highlight, scroll there; what was found in it
}

/** `nameOf` gives the word for a kind of mark. */
export function sourceText(found: ReportPage, nameOf: (kind: MarkKind) => string): SourceText {
  const seen = new Set<string>();
  const pieces = found.pieces.map((piece) => ({ piece, element: show(piece, found.marks, seen) }));
  const element = h("div", { class: "text", lang: "en-GB" }, pieces.map((one) => one.element));

  const hide = (kinds: ReadonlySet<string>) => {
    element.dataset.hide = [...kinds].join(" ");
  };

  const choose = (stretch: Stretch | null): HTMLElement | null => {
    element.querySelectorAll(".target").forEach((one) => one.classList.remove("target"));
    if (!stretch) return null;
    const inside = pieces.filter(({ piece }) => piece.end !== undefined && overlap([piece.start, piece.end], stretch));
    inside.forEach((one) => one.element.classList.add("target"));
    inside[0]?.element.scrollIntoView({ block: "center" });
    const ids = new Set(inside.flatMap(({ piece }) => piece.marks ?? []));
    const covering = [...ids].map((id) => found.marks[id]).filter((mark): mark is Mark => mark !== undefined);
    const [start, end] = stretch;
    const exact = (mark: Mark) => (mark.start === start && mark.end === end ? 0 : 1); // what was asked for stands first
    return told(covering.sort((a, b) => exact(a) - exact(b) || a.end - a.start - (b.end - b.start)), nameOf);
  };
  return { element, hide, choose };
}

/** A piece: the innermost of its marks gives the link; classes tell all kinds, so that each can be switched off. */
function show(piece: Piece, marks: ReportPage["marks"], seen: Set<string>): HTMLElement {
  if (piece.gap !== undefined) {
    return h("span", { class: "gap", title: "The graph keeps what it quotes, and a little around it" }, ` […${piece.gap} characters that nothing was read from…] `);
  }
  const ids = piece.marks ?? [];
  const inner = ids.at(-1);
  const mark = inner === undefined ? undefined : marks[inner];
  if (!mark || inner === undefined) return h("span", {}, piece.text ?? "");
  const css = (kinds: readonly string[]) => `m ${kinds.map((kind) => `k-${kind}`).join(" ")} in-${mark.kind}`;
  const kinds = [...new Set(ids.map((id) => marks[id]?.kind))].filter((kind) => kind !== undefined);
  if (!piece.text?.trim()) return h("span", { class: css(kinds) }, piece.text ?? ""); // a space is no link
  const first = !seen.has(inner); // one tab stop for each mark, however many pieces it is in
  seen.add(inner);
  return h("a", {
    href: `#s${mark.start}-${mark.end}`,
    class: css(kinds),
    tabindex: first ? null : -1,
  }, piece.text ?? "");
}

function told(marks: readonly Mark[], nameOf: (kind: MarkKind) => string): HTMLElement {
  if (!marks.length) return h("p", {}, "Nothing was read from these words.");
  const once = [...new Map(marks.map((mark) => [`${mark.kind} ${mark.iri} ${mark.label}`, mark])).values()];
  return h("ul", { class: "plain" }, once.slice(0, 12).map((mark) => h("li", {}, one(mark, nameOf))));
}

function one(mark: Mark, nameOf: (kind: MarkKind) => string): Child[] {
  const own = mark.path.startsWith("/report/") && !mark.path.includes("#r");
  return [
    h("span", { class: `swatch k-${mark.kind}` }, nameOf(mark.kind)), " ",
    own ? h("a", { href: `#s${mark.start}-${mark.end}` }, mark.label) : h("a", { href: mark.path }, mark.label),
    mark.facts.length ? h("ul", { class: "small" }, mark.facts.map((fact) => h("li", {}, fact))) : null,
    h("a", { class: "small", href: `/thing?iri=${encodeURIComponent(mark.iri)}` }, "all its statements"),
  ];
}

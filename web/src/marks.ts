/** Stretches of a text: where they begin and end, cut so that they can be shown one after another. */

import type { Stretch } from "./api/facts";

export interface Segment {
  text: string;
  marked: boolean;
}

/** The text in pieces, each wholly inside or wholly outside the stretches; these may overlap or be out of order. */
export function segments(text: string, stretches: readonly Stretch[]): Segment[] {
  const found: Segment[] = [];
  let at = 0;
  for (const [start, end] of joined(stretches, text.length)) {
    if (start > at) found.push({ text: text.slice(at, start), marked: false });
    found.push({ text: text.slice(start, end), marked: true });
    at = end;
  }
  if (at < text.length) found.push({ text: text.slice(at), marked: false });
  return found;
}

/** In order, within 0 and `length`, none touching another, none empty. */
export function joined(stretches: readonly Stretch[], length: number): Stretch[] {
  const inside = stretches
    .map(([start, end]): Stretch => [Math.max(0, start), Math.min(length, end)])
    .filter(([start, end]) => start < end)
    .sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const found: Stretch[] = [];
  for (const [start, end] of inside) {
    const last = found.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else found.push([start, end]);
  }
  return found;
}

/** "#s12-40" → [12, 40]; null for any other hash. */
export function stretchOf(hash: string): Stretch | null {
  const found = /^#s(\d+)-(\d+)$/.exec(hash);
  return found ? [Number(found[1]), Number(found[2])] : null;
}

/** Whether two stretches share a character. */
export function overlap(a: Stretch, b: Stretch): boolean {
  return a[0] < b[1] && b[0] < a[1];
}

/**
 * Offsets of Python count characters, those of JavaScript count UTF-16 units: they differ behind each character
 * outside the Basic Multilingual Plane. The stretches of `text` in units.
 */
export function inUnits(text: string, stretches: readonly Stretch[]): Stretch[] {
  if (!/[\ud800-\udbff]/.test(text)) return [...stretches];
  const starts: number[] = [];
  let at = 0;
  for (const character of text) {
    starts.push(at);
    at += character.length;
  }
  starts.push(at);
  const unit = (offset: number): number => starts[Math.min(offset, starts.length - 1)] ?? at;
  return stretches.map(([start, end]) => [unit(start), unit(end)]);
}

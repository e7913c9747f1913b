/** Stacked bars of positions: small enough for the first page, which loads no charting library. */

import type { Positions } from "../api/facts";
import { h } from "../dom";
import * as words from "../format";
import { sign } from "./text";

type Name = keyof Positions;

/** A bar as long as the share of `most`; the numbers stand beside it in the table, so it is not read out. */
export function stackedBar(row: Positions, most: number): HTMLElement {
  const bar = h("div", { class: "stack", "aria-hidden": "true" });
  for (const name of words.POSITION_NAMES as Name[]) {
    const value = row[name];
    if (!value) continue;
    const part = h("span", { class: `part ${name}`, title: `${words.position(name)}: ${value}` });
    part.style.inlineSize = `${(100 * value) / most}%`;
    bar.append(part);
  }
  return bar;
}

/** What the colours and signs of positions mean. */
export function positionKey(): HTMLElement {
  return h("ul", { class: "key" }, words.POSITION_NAMES.map((name) =>
    h("li", {}, h("span", { class: `part ${name}`, "aria-hidden": "true" }), sign(name), " ", words.position(name))));
}

/** Charts with Observable Plot, which is loaded only where a chart is shown. Each stands beside a table that says the same. */

import { fill, h } from "../dom";
import { problem } from "./status";
import { colour } from "./theme";

export type Plot = typeof import("@observablehq/plot");
type Drawing = (SVGSVGElement | HTMLElement) & { value?: unknown };

/** An element that draws itself, and anew with another theme or width. `label` is what screen readers say. Where there
 * is no room for all, its `end` is shown, if so told. */
export function chart(label: string, make: (plot: Plot, width: number, colours: Colours) => Drawing, signal: AbortSignal, onClick?: (value: unknown) => void, end = false): HTMLElement {
  const place = h("div", { class: "chart", role: "img", "aria-label": label });
  const draw = async () => {
    try {
      const plot = await import("@observablehq/plot");
      if (signal.aborted) return;
      const drawing = make(plot, Math.max(280, place.clientWidth || place.parentElement?.clientWidth || 640), colours());
      drawing.querySelectorAll("[aria-label]").forEach((one) => one.removeAttribute("aria-label")); // "dot", "bar": told by `label`
      if (onClick) drawing.addEventListener("click", () => drawing.value && onClick(drawing.value));
      fill(place, drawing);
      if (end) place.scrollLeft = place.scrollWidth;
    } catch (error) {
      fill(place, problem(error));
    }
  };
  requestAnimationFrame(() => void draw());
  window.addEventListener("themechange", () => void draw(), { signal });
  let wide = innerWidth;
  window.addEventListener("resize", () => {
    if (Math.abs(innerWidth - wide) < 20) return;
    wide = innerWidth;
    void draw();
  }, { signal });
  return place;
}

const NAMES = ["text", "soft", "page", "link", "accepted", "partiallyAccepted", "rejected", "notStated", "good", "bad", "warn"] as const;

export type Colours = Record<(typeof NAMES)[number], string>;

function colours(): Colours {
  return Object.fromEntries(NAMES.map((name) => [name, colour(name)])) as Colours;
}

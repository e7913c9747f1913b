/** Light, dark, or as the system is set: kept for the next visit. */

import { h } from "../dom";

const NAMES = { "": "As system", light: "Light", dark: "Dark" } as const;
type Theme = keyof typeof NAMES;

/** The choice of theme. Others are told by a "themechange" event on the window. */
export function themeSwitch(): HTMLElement {
  const now = (document.documentElement.dataset.theme ?? "") as Theme;
  const options = Object.entries(NAMES).map(([value, name]) => h("option", { value, selected: value === now }, name));
  const select = h("select", { id: "theme", onchange: () => choose(select.value as Theme) }, options);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", tell);
  return h("div", { class: "theme" }, h("label", { for: "theme" }, "Colours"), select);
}

function choose(theme: Theme): void {
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
  try {
    if (theme) localStorage.setItem("theme", theme);
    else localStorage.removeItem("theme");
  } catch {
    // No storage: the choice holds for this visit.
  }
  tell();
}

function tell(): void {
  window.dispatchEvent(new Event("themechange"));
}

/** The present value of a colour of the style sheet, for what draws on a canvas. */
export function colour(name: string): string {
  const probe = h("span", {});
  probe.style.color = `var(--${name})`;
  document.body.append(probe);
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value;
}

/** Whether the reader asked for little movement. */
export function still(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** What a reader sees and hears while something loads, when nothing is there, and when something fails. */

import { ApiError } from "../api/client";
import { type Child, h } from "../dom";

let live: HTMLElement | undefined;

/** The element that screen readers read out when it changes. */
export function liveRegion(): HTMLElement {
  live ??= h("div", { class: "sr", role: "status", "aria-live": "polite" });
  return live;
}

/** Say something to those who cannot see that the page changed. */
export function say(text: string): void {
  const region = liveRegion();
  region.textContent = "";
  window.setTimeout(() => (region.textContent = text), 30);
}

/** Mark an element as loading, and say so where it takes long; call what comes back when it is done. */
export function busy(element: HTMLElement): () => void {
  element.setAttribute("aria-busy", "true");
  const timer = window.setTimeout(() => {
    element.dataset.slow = "";
    say("Loading…");
  }, 250);
  return () => {
    window.clearTimeout(timer);
    delete element.dataset.slow;
    element.removeAttribute("aria-busy");
  };
}

/** An error as a sentence, with a way to try again where that may help. */
export function problem(error: unknown, again?: () => void): HTMLElement {
  const lasting = error instanceof ApiError && error.status >= 400 && error.status < 500 && ![408, 429].includes(error.status);
  const retry = again && !lasting && h("p", {}, h("button", { type: "button", onclick: again }, "Try again"));
  return h("div", { class: "problem", role: "alert" }, sentences(error).map((text) => h("p", {}, text)), retry);
}

function sentences(error: unknown): string[] {
  if (error instanceof ApiError) {
    const { what, where, expected, mend } = error.told;
    const first = `${capital(what)}${where ? ` (${where})` : ""}.`;
    return [first, expected && `Expected: ${expected}.`, mend && `${capital(mend)}.`].filter((text) => text !== "");
  }
  if (error instanceof TypeError && /import|module/i.test(error.message)) {
    return ["Part of this page could not be loaded. The server may have been updated: load the page again."];
  }
  console.error(error); // a fault of the pages themselves: the console is where it can be found
  return ["This page met something that it does not understand.", String(error)];
}

/** With a capital at the beginning and without a full stop at the end. */
export function capital(text: string): string {
  return (text.charAt(0).toUpperCase() + text.slice(1)).replace(/\.$/, "");
}

/** Words that stand where a list would be. */
export function nothing(...words: Child[]): HTMLElement {
  return h("p", { class: "nothing" }, ...words);
}

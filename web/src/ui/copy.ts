/** A button that copies a text. Browsers give the clipboard only to pages of https and of the own machine: elsewhere the
 * text is selected, which the older way of copying takes, and so does the reader. */

import { fill, h } from "../dom";

/** The button, and beside it what came of it. `shown` is the element that shows the text. */
export function copyButton(name: string, text: string, shown: HTMLElement): HTMLElement {
  const outcome = h("span", { class: "small", role: "status" });
  const press = async () => {
    fill(outcome); // the same words again are read out only where they change
    fill(outcome, (await copied(text, shown)) ? "Copied." : "This browser lets no button copy here. The code is selected: copy it with Ctrl-C, or Cmd-C on a Mac.");
  };
  return h("p", { class: "row" }, h("button", { type: "button", class: "quiet", onclick: () => void press() }, name), outcome);
}

async function copied(text: string, shown: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text); // undefined where the page came by http from another machine
    return true;
  } catch {
    getSelection()?.selectAllChildren(shown);
    const done = document.execCommand("copy");
    if (!done) shown.focus();
    return done;
  }
}

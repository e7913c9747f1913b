/** Fields with labels. */

import { type Child, h, newId } from "../dom";

export interface Option {
  value: string;
  label: string;
}

/** A choice from a list. */
export function select(name: string, label: string, options: readonly Option[], value: string): HTMLElement {
  const id = newId(name);
  const choices = options.map((option) => h("option", { value: option.value, selected: option.value === value }, option.label));
  return h("div", { class: "field" }, h("label", { for: id }, label), h("select", { id, name }, choices));
}

/** A line to type in. */
export function input(name: string, label: string, value: string, more: Record<string, string | number | boolean | null> = {}, hint: Child = null): HTMLElement {
  const id = newId(name);
  const note = hint ? h("p", { class: "hint", id: `${id}-hint` }, hint) : null;
  const field = h("input", { id, name, value, type: "text", "aria-describedby": note ? `${id}-hint` : null, ...more });
  return h("div", { class: "field" }, h("label", { for: id }, label), note, field);
}

/** The values of a form by name. */
export function valuesOf(form: HTMLFormElement): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, value] of new FormData(form)) if (typeof value === "string") found[name] = value.trim();
  return found;
}

/** Give the reader a file that was made here. */
export function save(content: Blob | string, name: string, type = "text/plain"): void {
  const blob = typeof content === "string" ? new Blob([content], { type }) : content;
  const address = URL.createObjectURL(blob);
  h("a", { href: address, download: name }).click();
  window.setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

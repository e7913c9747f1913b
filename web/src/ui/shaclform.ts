/** The form that @ulb-darmstadt/shacl-form makes from shapes, in the colours of the page and within reach of the keyboard. */

import "@ulb-darmstadt/shacl-form";
import formStyle from "../styles/form.css?inline";

export interface ShaclForm extends HTMLElement {
  serialize: () => string;
  validate: (ignoreEmpty?: boolean) => Promise<boolean>;
}

/** A form for a thing by one shape, with the values that it has. `shapes` also holds what its fields choose from: the
 * component keeps what a provider of choices told it for as long as the page lives. Nothing is fetched from anywhere.
 * `ready` is called when its fields are there. */
export function shaclForm(shapes: string, root: string, thing: { turtle: string; iri: string }, ready: (form: ShaclForm) => void): ShaclForm {
  const element = document.createElement("shacl-form") as ShaclForm;
  const told = {
    shapes, "shape-subject": root, values: thing.turtle, "values-subject": thing.iri, "values-namespace": "https://w3id.org/inspection-kg/id/", "ignore-owl-imports": "true",
    loading: "The form is being made…", language: "en", collapse: "open",
  };
  for (const [name, value] of Object.entries(told)) element.setAttribute(`data-${name}`, value);
  const shadow = element.shadowRoot;
  if (shadow) {
    reach(shadow);
    const waiting = new MutationObserver(() => {
      if (!shadow.querySelector(".editor") || !element.serialize()) return;
      waiting.disconnect();
      ready(element);
    });
    waiting.observe(shadow, { childList: true, subtree: true });
  }
  return element;
}

/** Its shadow tree is not reached by the style sheet of the page, and its links to add and remove not by the keyboard. */
function reach(root: ShadowRoot): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(formStyle);
  const dress = () => {
    if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    for (const link of root.querySelectorAll<HTMLElement>("a.control-button:not([role])")) {
      link.setAttribute("role", "button");
      link.setAttribute("tabindex", "0");
      link.setAttribute("aria-label", link.title);
    }
  };
  new MutationObserver(dress).observe(root, { childList: true, subtree: true });
  root.addEventListener("keydown", (event) => {
    const { key, target } = event as KeyboardEvent;
    if ((key !== "Enter" && key !== " ") || !(target instanceof HTMLElement) || !target.matches("a.control-button")) return;
    event.preventDefault();
    target.click();
  });
}

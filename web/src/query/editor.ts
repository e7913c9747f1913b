/** The editor of YASGUI with completion from the store itself. It asks no other host: prefixes come from here. */

import Yasgui from "@zazuko/yasgui";
import "@zazuko/yasgui/build/yasgui.min.css";
import { h } from "../dom";
import { PREFIXES } from "../iris";
import { known, type Known } from "./void";

export interface Editor {
  element: HTMLElement;
  completes: Promise<boolean>; // whether classes and properties can be completed
  get: () => string;
  set: (text: string) => void;
  fit: () => void;
  end: () => void;
}

interface Token {
  autocompletionString?: string;
}

interface Yasqe {
  getValue: () => string;
  setValue: (text: string) => void;
  refresh: () => void;
  destroy: () => void;
  getPrefixesFromQuery: () => Record<string, string>;
  setOption: (name: string, value: unknown) => void;
  getInputField: () => HTMLElement;
  getWrapperElement: () => HTMLElement;
}

interface YasqeClass {
  new (parent: HTMLElement, settings: Record<string, unknown>): Yasqe;
  Autocompleters: Record<string, Record<string, unknown> | undefined>;
  defaults: { autocompleters: string[]; extraKeys: Record<string, unknown> };
}

const Editing = (Yasgui as unknown as { Yasqe: YasqeClass }).Yasqe;

/** An editor with a text in it; `onRun` is called at Ctrl-Enter. */
export function editor(text: string, onRun: () => void, signal: AbortSignal): Editor {
  const lists = known(signal);
  complete(lists);
  const element = h("div", { class: "editor" });
  const yasqe = new Editing(element, {
    value: text, persistenceId: null, consumeShareLink: null, createShareableLink: null, showQueryButton: false, resizeable: false,
    autofocus: false, viewportMargin: Number.POSITIVE_INFINITY, autocompleters: ["prefixes", "class", "property", "variables"],
    extraKeys: { ...Editing.defaults.extraKeys, "Ctrl-Enter": onRun, "Cmd-Enter": onRun, Tab: false, "Shift-Tab": false },
    screenReaderLabel: "SPARQL query",
  });
  yasqe.getInputField().setAttribute("aria-label", "SPARQL query. Control and space completes, control and Enter runs it.");
  return {
    element,
    completes: lists.then((found) => found !== null),
    get: () => yasqe.getValue(),
    set: (to) => yasqe.setValue(to),
    fit: () => yasqe.refresh(),
    end: () => yasqe.destroy(),
  };
}

/** Put the lists of the store in place of those that would be fetched elsewhere. */
function complete(lists: Promise<Known | null>): void {
  const from = (pick: (found: Known) => string[]) => async (_editor: unknown, token?: Token) => {
    const start = token?.autocompletionString ?? "";
    const found = await lists;
    return found ? pick(found).filter((iri) => iri.startsWith(start)) : [];
  };
  const change = (name: string, changes: Record<string, unknown>) => {
    Editing.Autocompleters[name] = { ...Editing.Autocompleters[name], persistenceId: null, bulk: false, ...changes };
  };
  change("class", { get: from((found) => found.classes), postProcessSuggestion: asWritten });
  change("property", { get: from((found) => found.properties), postProcessSuggestion: asWritten });
  change("prefixes", { bulk: true, get: async () => Object.entries(PREFIXES).map(([name, iri]) => `${name}: <${iri}>`).sort() });
}

/** An IRI as one would write it in this query: with a prefix that it declares, else in full. */
function asWritten(yasqe: Yasqe, _token: Token, iri: string): string {
  for (const [name, start] of Object.entries(yasqe.getPrefixesFromQuery())) {
    const rest = iri.slice(start.length);
    if (iri.startsWith(start) && /^\w[\w-]*$/.test(rest)) return `${name}:${rest}`;
  }
  return `<${iri}>`;
}

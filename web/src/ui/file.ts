/** A place to drop a file or choose one. */

import { h, newId } from "../dom";

/** `onFile` gets the file; `accept` is what the file dialogue offers first. */
export function fileDrop(label: string, hint: string, accept: string, onFile: (file: File) => void): HTMLElement {
  const id = newId("file");
  const field = h("input", { type: "file", id, accept, "aria-describedby": `${id}-hint`, onchange: () => {
    const file = field.files?.[0];
    if (file) onFile(file);
    field.value = ""; // the same file, changed, may be chosen again
  } });
  const over = (event: DragEvent) => {
    event.preventDefault();
    place.classList.add("over");
  };
  const place = h("div", {
    class: "drop", ondragenter: over, ondragover: over,
    ondragleave: () => place.classList.remove("over"),
    ondrop: (event: DragEvent) => {
      event.preventDefault();
      place.classList.remove("over");
      const file = event.dataTransfer?.files[0];
      if (file) onFile(file);
    },
  }, h("label", { for: id }, label), h("p", { class: "hint", id: `${id}-hint` }, hint), field);
  return place;
}

export const KINDS = ".ttl,.nt,.nq,.trig,.jsonld,.rdf,.xml,.xlsx,.zip,.txt,.md,.html,.pdf,.docx,.odt";

/** What a reader sees at an address that no page has. */

import { h, many } from "../dom";
import type { Page } from "../router";

export const page: Page = ({ url, title }) => {
  title("No such page");
  return many(
    h("h1", {}, "There is no such page"),
    h("p", {}, "Nothing is at ", h("code", {}, url.pathname), ". The address may be mistyped, or the thing may have been taken away."),
    h("p", {}, "Go to the ", h("a", { href: "/" }, "overview"), ", or search for it above."),
  );
};

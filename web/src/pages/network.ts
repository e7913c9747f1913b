import { h } from "../dom";
import type { Page } from "../router";
export const page: Page = () => h("h1", {}, "Coming");

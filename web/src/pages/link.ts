/** One link: two recommendations of different reports that raise the same failing. */

import { get } from "../api/client";
import type { LinkPage } from "../api/pages";
import { h, many } from "../dom";
import type { Page } from "../router";
import { pair } from "../ui/pair";
import "../styles/issues.css";

export const page: Page = async ({ url, signal, title }) => {
  const asked = { earlier: url.searchParams.get("earlier"), later: url.searchParams.get("later") };
  const link = await get<LinkPage>("/api/link", asked, signal);
  const name = `${link.earlier.recommendation.number} of ${link.earlier.report.label} and ${link.later.recommendation.number} of ${link.later.report.label}`;
  title(`Recommendations ${name}`);
  return many(
    h("p", { class: "crumb" }, h("a", { href: "/network" }, "Network")),
    h("h1", {}, link.issue ? link.issue.label : "Two recommendations that say the same"),
    h("p", { class: "lead" }, `Recommendations ${name}. Words that both share, or that show the issue, are marked.`),
    pair(link),
  );
};

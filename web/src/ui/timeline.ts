/** Promises on a line of time: each a sign at the last day it may be due. */

import type { Commitments } from "../api/pages";
import { h, many } from "../dom";
import * as words from "../format";
import { chart } from "./chart";
import { STANDINGS, statusWords } from "./commitment";
import { nothing } from "./status";

interface Point {
  at: Date;
  status: string;
  text: string;
  path: string;
}

// what is ongoing or has no date has no day either
const SYMBOLS: [keyof typeof STANDINGS, "circle" | "times" | "square" | "triangle"][] = [
  ["completed", "circle"], ["overdue", "times"], ["open", "triangle"], ["unknown", "square"],
];

/** The chart; `open` is called with the path of the promise that is clicked. */
export function timeline(found: Commitments, signal: AbortSignal, open: (path: string) => void): DocumentFragment {
  const points = found.rows.filter((row) => row.due?.latest).map((row): Point => ({
    at: new Date(`${row.due?.latest}T00:00:00Z`), status: statusWords(row), path: row.path,
    text: `${row.due?.text}: ${words.short(row.text, 160)}`,
  }));
  if (!points.length) return many(nothing("None of these promises has a day."));
  const years = tally(points.map(({ at }) => at.getUTCFullYear()));
  const most = Math.max(...tally(points.map(({ at }) => `${at.getUTCFullYear()} ${Math.floor(at.getUTCMonth() / 3)}`)).values());
  const summary = [...years].sort(([a], [b]) => a - b).map(([year, n]) => `${n} in ${year}`).join(", ");
  const picture = chart(`Promises by the last day they may be due: ${summary}. The table has each.`, (plot, width, colours) =>
    plot.plot({
      width: Math.max(width, 520), height: Math.min(640, 110 + most * 11), marginBottom: 34, marginLeft: 20, marginRight: 20, style: { background: "none" },
      x: { type: "utc", label: null, inset: 12 },
      symbol: { domain: SYMBOLS.map(([name]) => STANDINGS[name].words), range: SYMBOLS.map(([, symbol]) => symbol), legend: true },
      color: { domain: SYMBOLS.map(([name]) => STANDINGS[name].words), range: [colours.good, colours.bad, colours.link, colours.warn] },
      marks: [
        plot.axisX({ ticks: width < 600 ? 5 : 10, fontSize: 13 }),
        plot.ruleX([new Date(`${found.asOf}T00:00:00Z`)], { stroke: colours.soft, strokeDasharray: "4 3" }),
        plot.text([{ at: new Date(`${found.asOf}T00:00:00Z`) }], { x: "at", frameAnchor: "top", textAnchor: "end", dx: -5, text: () => "as of", fill: colours.soft, fontSize: 13 }),
        plot.dot(points, plot.dodgeY("bottom", { x: "at", symbol: "status", stroke: "status", strokeWidth: 2, r: 5, title: "text", tip: { fill: colours.page, stroke: colours.text, lineWidth: 40 } })),
      ],
    }), signal, (value) => open((value as Point).path), true); // the latest are those to look at
  const left = found.rows.length - points.length;
  return many(picture, h("p", { class: "small" },
    `Dashed line: ${words.day(found.asOf)}. A promise is at the last day that its words allow${left ? `; ${words.count(left, "promise")} without a day ${left === 1 ? "is" : "are"} not drawn` : ""}.`,
    found.rows.length < found.total ? ` Drawn are ${found.rows.length} of ${words.number(found.total)}: choose fewer above.` : ""));
}

function tally<T>(values: readonly T[]): Map<T, number> {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

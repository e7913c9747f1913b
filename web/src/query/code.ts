/** The query as a program: Python, R and curl. No DOM here. */

/** Programs that ask `query` of `endpoint`, by language. */
export function programs(endpoint: string, query: string): Record<"Python" | "R" | "curl", string> {
  return { Python: python(endpoint, query), R: r(endpoint, query), curl: curl(endpoint, query) };
}

function python(endpoint: string, query: string): string {
  return `# pip install SPARQLWrapper pandas
import pandas as pd
from SPARQLWrapper import JSON, POST, SPARQLWrapper

endpoint = SPARQLWrapper(${JSON.stringify(endpoint)})
endpoint.setMethod(POST)
endpoint.setReturnFormat(JSON)
endpoint.setQuery(${pythonBlock(query)})
rows = endpoint.query().convert()["results"]["bindings"]
table = pd.DataFrame([{name: cell["value"] for name, cell in row.items()} for row in rows])
print(table)
`;
}

function r(endpoint: string, query: string): string {
  return `# install.packages("httr2")
library(httr2)

query <- ${rText(query)}
answer <- request(${JSON.stringify(endpoint)}) |>
  req_headers(Accept = "text/csv") |>
  req_body_form(query = query) |>
  req_perform()
table <- read.csv(text = resp_body_string(answer), check.names = FALSE)
print(table)
`;
}

/** What is sent stands between two lines of a word that it does not hold: nothing of it is a command. */
function curl(endpoint: string, query: string): string {
  let word = "SPARQL";
  while (query.includes(word)) word += "_END";
  return `curl --silent --header 'Accept: text/csv' --data-urlencode query@- '${endpoint}' <<'${word}'
${query.trimEnd()}
${word}
`;
}

/** A long string of Python: raw where it holds a backslash, with the quotes that it does not hold; one with escapes
 * where it holds both, or what a program text may not keep as it is. */
function pythonBlock(text: string): string {
  const odd = /[\u0000-\u0008\u000b-\u001f\ud800-\udfff]/u.test(text);
  if (odd || (text.includes('"""') && text.includes("'''"))) return JSON.stringify(text.trimEnd());
  const quotes = text.includes('"""') ? "'''" : '"""';
  return `${text.includes("\\") ? "r" : ""}${quotes}\n${text.trimEnd()}\n${quotes}`;
}

/** A raw string of R 4: the dashes are more than any that the text holds. */
function rText(text: string): string {
  let dashes = "";
  while (text.includes(`)${dashes}"`)) dashes += "-";
  return `r"${dashes}(\n${text.trimEnd()}\n)${dashes}"`;
}

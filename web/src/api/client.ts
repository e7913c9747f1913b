/** Asks the server. Every failure becomes an ApiError that can be shown as a sentence. */

export interface Told {
  what: string;
  where: string;
  expected: string;
  mend: string;
}

export class ApiError extends Error {
  constructor(readonly told: Told, readonly status: number) {
    super(told.what);
  }
}

export type Asked = Record<string, string | number | null | undefined>;

/** An address of the server with its parameters; empty ones are left out. */
export function addressOf(path: string, asked: Asked = {}): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(asked)) {
    if (value !== null && value !== undefined && value !== "") params.set(name, String(value));
  }
  const query = params.toString();
  return query ? `${path}?${query}` : path;
}

/** The JSON at an address. */
export async function get<T>(path: string, asked: Asked = {}, signal?: AbortSignal): Promise<T> {
  const response = await ask(addressOf(path, asked), { headers: { Accept: "application/json" }, signal: signal ?? null });
  return (await response.json()) as T;
}

/** Send something; the JSON that comes back. */
export async function post<T>(path: string, body: BodyInit, headers: Record<string, string> = {}): Promise<T> {
  const response = await ask(path, { method: "POST", body, headers: { Accept: "application/json", ...headers } });
  return (await response.json()) as T;
}

/** What the server answers; an ApiError where it answers with a failure or not at all. */
export async function ask(path: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new ApiError(
      { what: "the server does not answer", where: "", expected: "", mend: "see whether kg serve still runs and the network is there, then try again" },
      0,
    );
  }
  if (!response.ok) throw await failure(response);
  return response;
}

async function failure(response: Response): Promise<ApiError> {
  const told: Told = { what: `the server answered with ${response.status} ${response.statusText}`.trim(), where: "", expected: "", mend: "" };
  try {
    const body = (await response.clone().json()) as { error?: Partial<Told> };
    Object.assign(told, Object.fromEntries(Object.entries(body.error ?? {}).filter(([, value]) => typeof value === "string")));
  } catch {
    const text = (await response.text()).trim(); // /sparql answers in plain text
    if (text && text.length < 2000 && !text.startsWith("<")) told.what = text;
  }
  const wait = response.headers.get("Retry-After");
  if (response.status === 503 && !told.mend) told.mend = wait ? `try again in ${wait} seconds` : "try again in a moment";
  return new ApiError(told, response.status);
}

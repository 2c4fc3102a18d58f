// Commands and questions over HTTP. Works when the socket is dead; that is why the kill switch lives here.
import type { Problem } from "./generated";

/** A refusal of the server, in its own words, with the faults of a document one by one. */
export class Refused extends Error {
  readonly status: number;
  readonly problems: readonly Problem[];

  constructor(status: number, message: string, problems: readonly Problem[]) {
    super(message);
    this.name = "Refused";
    this.status = status;
    this.problems = problems;
  }
}

/** The server did not answer at all. */
export class Unreachable extends Error {
  constructor() {
    super("The server does not answer. Is `tradewright up` still running? Nothing was sent on your behalf later.");
    this.name = "Unreachable";
  }
}

type Method = "GET" | "POST" | "DELETE";

/** The JSON answer of the server. Raises `Refused` for an error status and `Unreachable` for silence. */
export async function request<Answer>(method: Method, path: string, body?: unknown): Promise<Answer> {
  const response = await fetch(path, options(method, body)).catch(() => {
    throw new Unreachable();
  });
  const answer: unknown = await response.json().catch(() => null);
  if (!response.ok) throw refusal(response.status, answer);
  return answer as Answer;
}

function options(method: Method, body: unknown): RequestInit {
  const base: RequestInit = { method, credentials: "same-origin", signal: AbortSignal.timeout(15_000) };
  if (body === undefined) return base;
  return { ...base, headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
}

function refusal(status: number, answer: unknown): Refused {
  const detail = (answer as { detail?: unknown } | null)?.detail;
  if (Array.isArray(detail)) {
    const problems = detail as Problem[];
    return new Refused(status, problems.map((problem) => problem.message).join("; "), problems);
  }
  return new Refused(status, typeof detail === "string" ? detail : `The server answered ${status} without a reason.`, []);
}

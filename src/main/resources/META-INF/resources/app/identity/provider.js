// An identity provider, and what its answers mean: they may be those of whatever stands before it, such as a firewall.

import { milliseconds } from "../../client/line.js";

const PATIENCE_MS = 30_000;

/** RFC 6749, section 5.2: verdicts on the grant or the client, which would be the same again. A malformed request is none: it was good before. */
const FINAL = new Set(["invalid_grant", "invalid_client", "unauthorized_client", "unsupported_grant_type", "invalid_scope"]);

/** `permanent` says that asking again is of no use; `retryAfterMs` when it is, if the provider says so. */
export function failure(text, { permanent = false, retryAfterMs } = {}) {
  return Object.assign(new Error(text), { permanent, retryAfterMs });
}

/** Promises its endpoints (OpenID Connect Discovery 1.0, section 4). */
export function discover(issuer) {
  return ask(`${issuer}/.well-known/openid-configuration`, {}, "token_endpoint");
}

/** Promises what RFC 6749, section 5.1, says; only a verdict of the provider itself is a permanent failure. */
export function requestTokens(endpoint, fields) {
  return ask(endpoint, { method: "POST", body: new URLSearchParams(fields) }, "access_token");
}

async function ask(url, init, wanted) {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(PATIENCE_MS) }).catch(() => {
    throw failure("The identity provider cannot be reached.");
  });
  const { status, headers } = response;
  const answer = await response.json().catch(() => null);
  if (response.ok && answer?.[wanted]) return answer;
  if (status < 500 && status !== 429 && FINAL.has(answer?.error)) throw failure("You were signed out. Sign in again.", { permanent: true });
  throw failure("The identity provider does not answer as it should.", { retryAfterMs: milliseconds(headers.get("Retry-After")) });
}

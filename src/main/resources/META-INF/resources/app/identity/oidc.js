// Signing in at the company's identity provider: OpenID Connect, authorization code flow with PKCE (RFC 7636), as a public client.
// The tokens stay in this tab and its duplicates; a reload goes on with them.

import { milliseconds } from "../../client/line.js";
import { Tokens } from "./tokens.js";

const SPARE_SECONDS = 30;
/** Where the provider does not say it, which RFC 6749, section 5.1, lets it; the service says when a token is spent. */
const LIFE_SECONDS = 300;
const MOST_REST_MS = 30_000;

const base64url = (bytes) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
const random = () => base64url(crypto.getRandomValues(new Uint8Array(32)));
const claims = (jwt) =>
  JSON.parse(
    new TextDecoder().decode(
      Uint8Array.from(atob(jwt.split(".")[1].replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0)),
    ),
  );

export class OidcIdentity {
  kind = "oidc";
  #realm;
  #storage;
  #tokens;
  #endpoints = null;
  #renewing = null;

  /** @param realm {issuer, client} */
  constructor(realm, storage = globalThis.sessionStorage) {
    this.#realm = realm;
    this.#storage = storage;
    this.#tokens = new Tokens(storage);
  }

  /** As the identity provider knows the user; until the service says more, the name stands for the id. */
  get user() {
    const tokens = this.#tokens.current;
    if (!tokens) return null;
    const { sub, name, preferred_username } = tokens.id ? claims(tokens.id) : {};
    return { id: sub ?? "", name: name ?? preferred_username ?? sub ?? "You" };
  }

  /** Leaves the page for the provider's; what comes back there goes to `finish`. */
  async signIn() {
    const [state, verifier] = [random(), random()];
    this.#storage.setItem("signing-in", JSON.stringify({ state, verifier, back: location.href }));
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier));
    await this.#leaveFor("authorization_endpoint", {
      response_type: "code",
      client_id: this.#realm.client,
      redirect_uri: this.#here(),
      scope: "openid profile",
      state,
      code_challenge: base64url(new Uint8Array(digest)),
      code_challenge_method: "S256",
    });
  }

  /** Takes what the provider has sent back, and restores the address from before; tells whether it has. */
  async finish() {
    const answer = new URLSearchParams(location.search);
    const started = JSON.parse(this.#storage.getItem("signing-in"));
    if (!answer.has("state") || !started) return false;
    this.#storage.removeItem("signing-in");
    history.replaceState(null, "", started.back);
    if (answer.get("state") !== started.state) throw failure("The sign-in was not started here.", { permanent: true });
    if (!answer.has("code"))
      throw failure(`You are not signed in: ${answer.get("error_description") ?? answer.get("error")}`, {
        permanent: true,
      });
    this.#tokens.begin(
      await this.#ask({
        grant_type: "authorization_code",
        code: answer.get("code"),
        redirect_uri: this.#here(),
        code_verifier: started.verifier,
      }),
    );
    return true;
  }

  /** Promises an access token that is good for a while and not `spent`; the error's `permanent` says that the user has to sign in again. */
  async getToken(spent) {
    let tokens = this.#tokens.current;
    if (tokens && (tokens.goodUntil <= Date.now() || tokens.access === spent)) {
      const { access } = tokens;
      this.#renewing ??= this.#tokens
        .inTurn((newest) => (newest?.access === access ? this.#renew(newest) : newest))
        .finally(() => (this.#renewing = null));
      tokens = await this.#renewing;
    }
    if (!tokens) throw failure("You are not signed in.", { permanent: true });
    return tokens.access;
  }

  /** The tokens are of no use any more. */
  forget() {
    this.#tokens.forget();
  }

  async signOut() {
    const { id } = this.#tokens.current ?? {};
    this.forget();
    const hint = id ? { id_token_hint: id } : {};
    await this.#leaveFor("end_session_endpoint", {
      client_id: this.#realm.client,
      post_logout_redirect_uri: this.#here(),
      ...hint,
    });
  }

  /** Once that has failed, not again before the provider wants it, or else after a while that doubles each time. */
  async #renew(tokens) {
    const { refresh, failures = 0, restUntil = 0 } = tokens;
    if (restUntil > Date.now()) throw failure("The identity provider gives out no tokens at the moment.");
    try {
      if (!refresh) throw failure("Your sign-in has run out. Sign in again.", { permanent: true });
      return this.#tokens.keep(await this.#ask({ grant_type: "refresh_token", refresh_token: refresh }, tokens));
    } catch (error) {
      const rest = error.retryAfterMs ?? Math.min(MOST_REST_MS, 1000 * 2 ** failures) * (0.5 + Math.random() / 2);
      if (error.permanent) this.forget();
      else if (globalThis.navigator?.onLine !== false)
        this.#tokens.keep({ ...tokens, failures: failures + 1, restUntil: Date.now() + rest });
      throw error;
    }
  }

  /** Promises new tokens; what the provider does not renew goes on to be good (RFC 6749, section 6). */
  async #ask(grant, { family, turn, refresh, id } = {}) {
    const { token_endpoint } = await this.#discover();
    const answer = await requestTokens(token_endpoint, { client_id: this.#realm.client, ...grant });
    const { access_token: access, expires_in: life = LIFE_SECONDS } = answer;
    const goodUntil = Date.now() + (life - Math.min(SPARE_SECONDS, life / 2)) * 1000;
    return { family, turn, access, refresh: answer.refresh_token || refresh, id: answer.id_token || id, goodUntil };
  }

  async #leaveFor(endpoint, parameters) {
    const url = new URL((await this.#discover())[endpoint]);
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
    location.assign(url);
  }

  async #discover() {
    return (this.#endpoints ??= await discover(this.#realm.issuer));
  }

  /** Where the provider sends back to; it has to know this address. */
  #here() {
    return location.origin + location.pathname;
  }
}

// An identity provider, and what its answers mean: they may be those of whatever stands before it, such as a firewall.
const PATIENCE_MS = 30_000;

/** RFC 6749, section 5.2: the grant or the client is no more. What else it may say is of settings, in which the request was good before and can be again. */
const FINAL = new Set(["invalid_grant", "invalid_client"]);

/** `permanent` says that asking again is of no use; `retryAfterMs` when it is, if the provider says so. */
function failure(text, { permanent = false, retryAfterMs } = {}) {
  return Object.assign(new Error(text), { permanent, retryAfterMs });
}

/** Promises its endpoints (OpenID Connect Discovery 1.0, section 4: a slash at the end of the issuer goes). */
function discover(issuer) {
  return ask(`${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`, {}, "token_endpoint");
}

/** Promises what RFC 6749, section 5.1, says; only a verdict of the provider itself is a permanent failure. */
function requestTokens(endpoint, fields) {
  return ask(endpoint, { method: "POST", body: new URLSearchParams(fields) }, "access_token");
}

async function ask(url, init, wanted) {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(PATIENCE_MS) }).catch(() => {
    throw failure("The identity provider cannot be reached.");
  });
  const { status, headers } = response;
  const answer = await response.json().catch(() => null);
  if (response.ok && answer?.[wanted]) return answer;
  if (status < 500 && status !== 429 && FINAL.has(answer?.error))
    throw failure("You were signed out. Sign in again.", { permanent: true });
  throw failure("The identity provider does not answer as it should.", {
    retryAfterMs: milliseconds(headers.get("Retry-After")),
  });
}

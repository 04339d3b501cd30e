// Signing in at the company's identity provider: OpenID Connect, authorization code flow with PKCE (RFC 7636), as a public client.
// The tokens stay in this tab; a reload goes on with them.

const tab = globalThis.sessionStorage;
const SPARE_SECONDS = 30;

const base64url = (bytes) => btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const random = () => base64url(crypto.getRandomValues(new Uint8Array(32)));
const claims = (jwt) => JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(jwt.split(".")[1].replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0))));
const remembered = (key) => JSON.parse(tab.getItem(key));

function failure(text, permanent) {
  return Object.assign(new Error(text), { permanent });
}

export class OidcIdentity {
  kind = "oidc";
  #realm;
  #endpoints = null;
  #renewing = null;

  /** @param realm {issuer, client} */
  constructor(realm) {
    this.#realm = realm;
  }

  /** As the identity provider knows the user; until the service says more, the name stands for the id. */
  get user() {
    const tokens = remembered("tokens");
    if (!tokens) return null;
    const { sub, name, preferred_username } = tokens.id ? claims(tokens.id) : {};
    return { id: sub ?? "", name: name ?? preferred_username ?? sub ?? "You" };
  }

  /** Leaves the page for the provider's; what comes back there goes to `finish`. */
  async signIn() {
    const [state, verifier] = [random(), random()];
    tab.setItem("signing-in", JSON.stringify({ state, verifier, back: location.href }));
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
    const started = remembered("signing-in");
    if (!answer.has("state") || !started) return false;
    tab.removeItem("signing-in");
    history.replaceState(null, "", started.back);
    if (answer.get("state") !== started.state) throw failure("The sign-in was not started here.", true);
    if (!answer.has("code")) throw failure(`You are not signed in: ${answer.get("error_description") ?? answer.get("error")}`, true);
    await this.#ask({ grant_type: "authorization_code", code: answer.get("code"), redirect_uri: this.#here(), code_verifier: started.verifier });
    return true;
  }

  /** Promises an access token that is good for a while and not `spent`; the error's `permanent` says that the user has to sign in again. */
  async getToken(spent) {
    const tokens = remembered("tokens");
    if (!tokens) throw failure("You are not signed in.", true);
    if (tokens.goodUntil > Date.now() && tokens.access !== spent) return tokens.access;
    this.#renewing ??= this.#ask({ grant_type: "refresh_token", refresh_token: tokens.refresh }).finally(() => (this.#renewing = null));
    return (await this.#renewing).access;
  }

  /** The tokens are of no use any more. */
  forget() {
    tab.removeItem("tokens");
  }

  async signOut() {
    const { id } = remembered("tokens") ?? {};
    this.forget();
    const hint = id ? { id_token_hint: id } : {};
    await this.#leaveFor("end_session_endpoint", { client_id: this.#realm.client, post_logout_redirect_uri: this.#here(), ...hint });
  }

  async #ask(grant) {
    const { token_endpoint } = await this.#discover();
    let response;
    try {
      response = await fetch(token_endpoint, { method: "POST", body: new URLSearchParams({ client_id: this.#realm.client, ...grant }) });
    } catch {
      throw failure("The identity provider cannot be reached.", false);
    }
    if (response.status >= 500) throw failure("The identity provider has a problem.", false);
    if (!response.ok) {
      this.forget();
      throw failure("You were signed out. Sign in again.", true);
    }
    const { access_token: access, refresh_token: refresh, id_token: id, expires_in } = await response.json();
    const spare = Math.min(SPARE_SECONDS, expires_in / 2);
    const tokens = { access, refresh, id: id ?? remembered("tokens")?.id, goodUntil: Date.now() + (expires_in - spare) * 1000 };
    tab.setItem("tokens", JSON.stringify(tokens));
    return tokens;
  }

  async #leaveFor(endpoint, parameters) {
    const url = new URL((await this.#discover())[endpoint]);
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
    location.assign(url);
  }

  async #discover() {
    if (this.#endpoints) return this.#endpoints;
    try {
      const response = await fetch(`${this.#realm.issuer}/.well-known/openid-configuration`);
      if (response.ok) return (this.#endpoints = await response.json());
    } catch {
      // said below
    }
    throw failure("The identity provider cannot be reached.", false);
  }

  /** Where the provider sends back to; it has to know this address. */
  #here() {
    return location.origin + location.pathname;
  }
}

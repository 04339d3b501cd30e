// The development identity: the service signs whatever name it is given.

const tab = globalThis.sessionStorage;

export class DevelopmentIdentity {
  isSignedIn = true;
  name = null;

  /** Promises an access token; the error's `permanent` says that asking again is of no use. */
  async getToken({ name, role, pattern }) {
    const roles = role === "host" || pattern === "broadcast" ? ["host"] : [];
    const response = await fetch("/development/token", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ user: this.#user(), name, roles }),
    });
    if (response.ok) return (await response.json()).access_token;
    const permanent = response.status < 500 && response.status !== 429;
    const text = permanent ? "This service does not give out development tokens." : "The service gives out no tokens at the moment.";
    throw Object.assign(new Error(text), { permanent });
  }

  /** This tab is somebody else from now on. */
  startOver() {
    tab.removeItem("user");
  }

  #user() {
    if (!tab.getItem("user")) {
      const bytes = crypto.getRandomValues(new Uint8Array(6));
      tab.setItem("user", "guest-" + [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join(""));
    }
    return tab.getItem("user");
  }
}

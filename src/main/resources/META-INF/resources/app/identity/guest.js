// A guest: comes by a link that somebody who is signed in has made, says a name, and may be in that one room.

const tab = globalThis.sessionStorage;
const KEY = "guest";

/** The invitation in the address, or the one that this tab came with; null if there is none. */
export function invitationHere() {
  const given = new URLSearchParams(location.hash.split("?")[1]).get("invitation");
  return given ?? kept()?.invitation ?? null;
}

const kept = () => JSON.parse(tab.getItem(KEY));

export class GuestIdentity {
  kind = "guest";
  #invitation;

  constructor(invitation) {
    this.#invitation = invitation;
    if (kept()?.invitation !== invitation) tab.removeItem(KEY);
  }

  get user() {
    const { user, name } = kept() ?? {};
    return user ? { id: user, name } : null;
  }

  async signIn({ name }) {
    const response = await fetch(`/v1/guests/tokens?${new URLSearchParams({ name })}`, {
      method: "POST",
      headers: { Authorization: `Bearer ${this.#invitation}` },
    }).catch(() => {
      throw new Error("The service cannot be reached.");
    });
    if (response.status === 401) throw over();
    if (!response.ok) throw new Error("The service lets no guests in at the moment.");
    const { access_token: token, user } = await response.json();
    tab.setItem(KEY, JSON.stringify({ invitation: this.#invitation, token, user, name }));
  }

  async signOut() {
    this.forget();
  }

  forget() {
    tab.removeItem(KEY);
  }

  /** It is as good as the invitation; there is no other one. */
  async getToken(spent) {
    const { token } = kept() ?? {};
    if (!token || token === spent) throw over();
    return token;
  }
}

const over = () =>
  Object.assign(new Error("Your invitation is not good any more. Ask for another link."), { permanent: true });

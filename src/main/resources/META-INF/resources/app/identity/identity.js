// Who this tab is: the service says how one signs in.

import { OidcIdentity } from "./oidc.js";
import { DevelopmentIdentity, GuestIdentity, invitationHere } from "./own.js";

/** A network that hangs keeps nobody from what works without the service. */
const PATIENCE_MS = 5000;

/** The way in; with several tenants `?tenant=…` names one. */
export async function openIdentity() {
  const response = await fetch("/v1/sign-in", { signal: AbortSignal.timeout(PATIENCE_MS) }).catch(() => {
    throw new Error("The service cannot be reached.");
  });
  if (!response.ok) throw new Error("The service does not say how to sign in.");
  const { identity, realms = [], guests = false } = await response.json();
  return Object.assign(way(identity, realms, guests), { guests });
}

/** Whoever is signed in already need not be a guest. */
function way(identity, realms, guests) {
  const invitation = guests && !globalThis.sessionStorage.getItem("tokens") && invitationHere();
  if (invitation) return new GuestIdentity(invitation);
  if (identity === "development") return new DevelopmentIdentity();
  const wanted = new URLSearchParams(location.search).get("tenant") ?? globalThis.sessionStorage.getItem("tenant");
  const realm = realms.find(({ tenant }) => tenant === wanted) ?? realms[0];
  globalThis.sessionStorage.setItem("tenant", realm.tenant);
  return new OidcIdentity(realm);
}

// Who this tab is. The service must be in its development identity, which signs whatever name it is given.

const tab = globalThis.sessionStorage;

function userId() {
  if (!tab.getItem("user")) {
    const bytes = crypto.getRandomValues(new Uint8Array(6));
    tab.setItem("user", "guest-" + [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join(""));
  }
  return tab.getItem("user");
}

/** Promises an access token; the error's `permanent` says that asking again is of no use. */
export async function getToken({ name, role, pattern }) {
  const roles = role === "host" || pattern === "broadcast" ? ["host"] : [];
  const response = await fetch("/development/token", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ user: userId(), name, roles }),
  });
  if (response.ok) return (await response.json()).access_token;
  const permanent = response.status < 500 && response.status !== 429;
  const text = permanent ? "This service does not give out development tokens." : "The service gives out no tokens at the moment.";
  throw Object.assign(new Error(text), { permanent });
}

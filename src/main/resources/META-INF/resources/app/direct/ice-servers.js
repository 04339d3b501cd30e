// The deployment's STUN and TURN servers, if it can be reached and somebody is signed in: they help, but nothing depends on them.

const PATIENCE_MS = 3000;

/** Never asks anybody to sign in. */
export async function iceServers(session) {
  if (!session.user || !navigator.onLine) return [];
  try {
    const authorization = `Bearer ${await session.token()}`;
    const response = await fetch("/v1/ice-servers", { headers: { authorization }, signal: AbortSignal.timeout(PATIENCE_MS) });
    return response.ok ? (await response.json()).iceServers : [];
  } catch {
    return [];
  }
}

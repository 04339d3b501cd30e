// Which connection a description is of, as ICE and DTLS have it: session ids (o=) are made up anew by some stacks, and constant in others.

const all = (sdp, pattern) => [...sdp.matchAll(pattern)].map(([, found]) => found);

/** What a description says of its connection; hashes without regard to case (RFC 8122, section 5). */
export function identityOf(sdp) {
  const [, session, version = 0] = /^o=\S+ (\S+) (\d+)/m.exec(sdp) ?? [];
  return {
    ufrags: all(sdp, /^a=ice-ufrag:(\S+)/gm),
    hashes: all(sdp, /^a=fingerprint:(\S+ +\S+)/gm).map((hash) => hash.toUpperCase()),
    mids: all(sdp, /^a=mid:(\S+)/gm),
    session,
    version: BigInt(version),
  };
}

/** Whether any of these is among those: one section, or one of a certificate's several hashes, is enough. */
export const share = (some, others) => some.some((one) => others.includes(one));

/**
 * Whether one with the other's certificate, but with new credentials, restarts ICE: it is the next version by its own account (RFC 9429, section
 * 5.2.2), or the connection is held on to and has all of its sections in their places. Servers have one certificate for all of their connections.
 */
export const restarts = (next, known, held) =>
  (next.session === known.session && next.version > known.version) ||
  (held && known.mids.every((mid, place) => next.mids[place] === mid));

// The codes of `icecandidateerror` (RFC 8489, section 14.8; RFC 8656, section 19; 701 is the browser's own), in plain words.

const WORDS = {
  300: "The server sends its users to another one.",
  400: "The server did not understand the request.",
  401: "The user name or the credential is wrong, or has expired.",
  403: "The server forbids this, to this user or from this network.",
  420: "The server does not know something that the browser asked for.",
  437: "The server has mixed up two connections from the same port. Another attempt usually works.",
  438: "The server's challenge became stale, again and again.",
  440: "The server does not relay for this address family (IPv4 or IPv6).",
  441: "The credentials are not those that the connection began with.",
  442: "The server does not relay over this transport.",
  443: "The server cannot relay to the other side's address family.",
  446: "There is such a connection already.",
  447: "The server could not reach the other side.",
  486: "This user has reached the server's limit of connections at a time.",
  487: "Both sides took the same role.",
  500: "The server had an error of its own.",
  508: "The server has no room: all its relay ports or its bandwidth are taken.",
  600: "The server refused, without saying why.",
};

/** What kind of failure it is: `credentials`, `name`, `unreachable`, `silent`, `capacity` or `refused`. */
export function kindOf({ code, text = "" }) {
  if (code === 401 || code === 441) return "credentials";
  if (code === 486 || code === 508) return "capacity";
  if (code < 700) return "refused";
  if (/lookup|resol/i.test(text)) return "name";
  return /time|no response/i.test(text) ? "silent" : "unreachable";
}

export function explain(error) {
  switch (kindOf(error)) {
    case "name":
      return "The server's name was not found.";
    case "silent":
      return "The server did not answer.";
    case "unreachable":
      return "The server cannot be reached: nothing listens there, or a firewall is in between.";
    default:
      return WORDS[error.code] ?? `The server refused with the code ${error.code}.`;
  }
}

// What somebody has pasted (from a log, a console, a frame on the wire, a file), and what the service makes of it.

import { milliseconds } from "../../client/line.js";

const PATIENCE_MS = 15_000;

export const NAMES = { offer: "Offer", answer: "Answer", pranswer: "Provisional answer", candidate: "Candidate" };

/** `{type, text}` with one of the names above, and the text by itself, without the JSON or the escapes around it. */
export function read(pasted) {
  const { type, text } = unwrap(pasted.trim());
  const lines = text.includes("\n") ? text : text.replace(/(\\r)?\\n/g, "\n");
  return { type: Object.hasOwn(NAMES, type ?? "") ? type : guess(lines), text: lines.replace(/\r\n?/g, "\n").trim() };
}

/** The innermost of what has a description or a candidate in it; no JSON is taken as it is. */
function unwrap(text) {
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    return { text };
  }
  let type;
  while (value && typeof value === "object") {
    type = value.type;
    value = value.sdp ?? value.candidate ?? value.description ?? value.offer ?? value.answer;
  }
  return typeof value === "string" ? { type, text: value } : { text };
}

/** Only an answer says which side of DTLS it is (RFC 8842, section 5.3). */
function guess(text) {
  if (/^(a=)?candidate:/.test(text)) return "candidate";
  return /^a=setup:(active|passive)/m.test(text) ? "answer" : "offer";
}

/** The body of a request to check it. A page's text has lost its line ends; they are those of RFC 8866, section 5, again. */
export function bodyOf({ type, text, offer = "" }) {
  if (type === "candidate") return { candidate: text.replace(/^a=/, "") };
  return { type, sdp: withLineEnds(text), ...(type !== "offer" && offer && { offer: withLineEnds(offer) }) };
}

const withLineEnds = (text) => `${text.replaceAll("\n", "\r\n")}\r\n`;

/** Promises `{accepted, findings}`, each finding `{severity, line, rule, message, section, text}`; an error says what to do. */
export async function check(session, body) {
  const response = await session.fetch("/v1/check", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  if (response.ok) return response.json();
  throw new Error(await explain(response));
}

async function explain(response) {
  switch (response.status) {
    case 401:
      return "You are not signed in any more. Sign in again.";
    case 404:
      return "This service cannot check descriptions.";
    case 413:
      return "This is too large: the service takes nothing of that size in a room, either.";
    case 429: {
      const wait = milliseconds(response.headers.get("Retry-After"));
      return `You have checked very often. Try again ${wait ? `in ${Math.ceil(wait / 1000)} s` : "in a minute"}.`;
    }
    default: {
      const { detail } = await response.json().catch(() => ({}));
      return `The service could not check this${detail ? `: ${detail}` : ` (HTTP ${response.status})`}.`;
    }
  }
}

/** Where a section such as "RFC 8866 section 5.14" can be read, or null. */
export function addressOf(section) {
  const [, rfc, kind, number] = /^RFC (\d+)(?:,? (section|appendix) ([\w.]*\w))?/i.exec(section ?? "") ?? [];
  if (!rfc) return null;
  return `https://www.rfc-editor.org/rfc/rfc${rfc}${number ? `#${kind.toLowerCase()}-${number}` : ""}`;
}

// A packed description as text: for a link, a message, a QR code; and what is wrong with a text that is none.

import { describe } from "./sdp.js";
import { fault, pack, tag, unpack } from "./pack.js";

/** Written so by hand and mail; in capital letters and with 41 characters where a QR code has its denser alphabet. */
const MARK = /beckon(\d+)\./i;
const TEXT = "beckon1.";
const DENSE = "BECKON1.";
const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ+-./:";

const MESSAGES = {
  empty: "There is nothing to read yet. Paste the whole code.",
  foreign: "This is no Beckon code. Paste or scan what the other device shows.",
  version: "This code comes from another version of Beckon. Reload this page on both devices and start over.",
  cut: "This code is cut off. Copy all of it and paste it again.",
  damaged: "This code is damaged: some of its characters changed on the way. Copy it again, or scan it.",
  offer:
    "This is the code of somebody who starts a call, but an answer is wanted here. The other device has to choose Answer and read your code.",
  answer: "This is an answer, but it is a first code that is wanted here. One of the two devices has to choose Start.",
  own: "This is your own code. It is meant for the other device.",
  stale: "This answer belongs to an earlier code. Let the other device read the code that is shown here now.",
};

/** Why a text is no code that can be used: `reason` is one of the keys above. */
export class CodeError extends Error {
  name = "CodeError";

  constructor(reason) {
    super(MESSAGES[reason]);
    this.reason = reason;
  }
}

/** One side's description, to be shown to the other. */
export class Code {
  #bytes;

  constructor(bytes) {
    this.#bytes = bytes;
  }

  /** @param {RTCSessionDescription} description that has its candidates; @param {Code} [offer] what it answers */
  static of(description, offer) {
    return new Code(pack(description, offer?.#bytes));
  }

  /**
   * @param {"offer" | "answer"} wanted; @param {Code} [own] what this side has shown
   * @throws {CodeError}
   */
  static read(text, wanted, own) {
    const code = new Code(bytesOf(text));
    if (own && code.text === own.text) throw new CodeError("own");
    const { type, answers } = code.essentials;
    if (type !== wanted) throw new CodeError(type);
    if (type === "answer" && own && answers !== tag(own.#bytes)) throw new CodeError("stale");
    return code;
  }

  get essentials() {
    try {
      return unpack(this.#bytes);
    } catch {
      throw new CodeError("damaged");
    }
  }

  /** What a connection takes. */
  get description() {
    const given = this.essentials;
    return { type: given.type, sdp: describe(given) };
  }

  get size() {
    return this.#bytes.length;
  }

  get text() {
    return (
      TEXT +
      btoa(String.fromCharCode(...this.#bytes))
        .replace(/\+/g, "-")
        .replace(/\//g, "_")
        .replace(/=+$/, "")
    );
  }

  /** Only of characters for which a QR code needs five and a half bits. */
  get dense() {
    let text = DENSE;
    for (let at = 0; at < this.#bytes.length; at += 2) text += digits(this.#bytes.subarray(at, at + 2));
    return text;
  }

  /** An address that opens the view and reads the code. */
  link(page) {
    return `${page}#/direct?${this.essentials.type}=${this.text}`;
  }
}

function digits(bytes) {
  let value = bytes.length === 2 ? (bytes[0] << 8) | bytes[1] : bytes[0];
  return Array.from({ length: bytes.length + 1 }, () => {
    const digit = DIGITS[value % DIGITS.length];
    value = Math.floor(value / DIGITS.length);
    return digit;
  }).join("");
}

/** Spaces, line ends and whatever stands before the code do not matter. */
function bytesOf(text) {
  const packed = text.replace(/\s+/g, "");
  if (packed === "") throw new CodeError("empty");
  const mark = MARK.exec(packed);
  if (!mark) throw new CodeError("foreign");
  if (mark[1] !== "1") throw new CodeError("version");
  const rest = packed.slice(mark.index + mark[0].length);
  const bytes = mark[0] === DENSE ? fromDigits(rest) : fromBase64(rest);
  const wrong = fault(bytes);
  if (wrong) throw new CodeError(wrong);
  return bytes;
}

function fromBase64(text) {
  const [known] = /^[\w-]*/.exec(text);
  const whole = known.length % 4 === 1 ? known.slice(0, -1) : known;
  return Uint8Array.from(atob(whole.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
}

function fromDigits(text) {
  const groups = text.match(/.{1,3}/g) ?? [];
  return Uint8Array.from(
    groups.flatMap((group) => {
      const value = [...group].reduceRight((sum, digit) => sum * DIGITS.length + DIGITS.indexOf(digit), 0);
      return [value >> 8, value & 255].slice(3 - group.length);
    }),
  );
}

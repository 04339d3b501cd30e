import { decode, encode } from "./cborg/cborg.js";

const STRICT = { allowNaN: false, allowInfinity: false };

/** Frames have been through JSON before they are written: no undefined, no byte strings. Lengths are definite, integers the shortest. */
export const cbor = {
  protocol: "signaling.v1.cbor",
  encode: (frame) => encode(frame),
  decode: (data) => asNumbers(decode(data, STRICT)),
};

/** What somebody's `data` has beyond 2^53 becomes the number that it would be in JSON. */
function asNumbers(value) {
  if (typeof value === "bigint") return Number(value);
  if (value !== null && typeof value === "object")
    for (const key of Object.keys(value)) value[key] = asNumbers(value[key]);
  return value;
}

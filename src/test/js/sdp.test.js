// What is pasted into the SDP checker, and what it says when the service does not answer.

import assert from "node:assert/strict";
import { describe, it } from "node:test";

const { addressOf, bodyOf, check, read } = await import("../../main/resources/META-INF/resources/app/sdp/check.js");

const OFFER = "v=0\no=- 1 1 IN IP4 0.0.0.0\ns=-\nt=0 0\nm=audio 9 UDP/TLS/RTP/SAVPF 0\na=setup:actpass";
const ANSWER = OFFER.replace("actpass", "active");
const WIRE = `${OFFER.replaceAll("\n", "\r\n")}\r\n`;
const CANDIDATE = "candidate:1 1 udp 2122260223 192.0.2.1 5000 typ host";

describe("what is pasted", () => {
  const PASTED = [
    ["an offer", OFFER, "offer", OFFER],
    ["an answer", ANSWER, "answer", ANSWER],
    ["a description that does not say which side it is", "v=0\ns=-", "offer", "v=0\ns=-"],
    ["blank lines around it", `\n\n${OFFER}\n\n`, "offer", OFFER],
    ["other line ends", WIRE, "offer", OFFER],
    ["a candidate", CANDIDATE, "candidate", CANDIDATE],
    ["a line with a candidate", ` a=${CANDIDATE}\n`, "candidate", `a=${CANDIDATE}`],
    ["a description as JSON", JSON.stringify({ type: "pranswer", sdp: WIRE }), "pranswer", OFFER],
    ["JSON that says nothing of its type", JSON.stringify({ sdp: ANSWER }), "answer", ANSWER],
    ["a candidate as JSON", JSON.stringify({ candidate: CANDIDATE, sdpMid: "0" }), "candidate", CANDIDATE],
    [
      "Beckon's frame with an offer",
      JSON.stringify({ type: "offer", to: "p", offer: { type: "offer", sdp: WIRE } }),
      "offer",
      OFFER,
    ],
    [
      "Beckon's frame with an answer",
      JSON.stringify({ type: "answer", answer: { type: "answer", sdp: WIRE } }),
      "answer",
      OFFER,
    ],
    [
      "Beckon's frame with a candidate",
      JSON.stringify({ type: "ice-candidate", candidate: { candidate: CANDIDATE } }),
      "candidate",
      CANDIDATE,
    ],
    ["a string from a log", JSON.stringify(WIRE), "offer", OFFER],
    ["a line from a log", WIRE.replaceAll("\r\n", "\\r\\n"), "offer", OFFER],
    ["JSON that is something else", '{"a": 1}', "offer", '{"a": 1}'],
    ["a type of nobody's", JSON.stringify({ type: "toString", sdp: OFFER }), "offer", OFFER],
    ["nothing", " ", "offer", ""],
  ];
  for (const [what, pasted, type, text] of PASTED)
    it(`may be ${what}`, () => assert.deepEqual(read(pasted), { type, text }));
});

describe("what is sent", () => {
  it("has the line ends of a description again", () =>
    assert.deepEqual(bodyOf({ type: "offer", text: OFFER, offer: ANSWER }), { type: "offer", sdp: WIRE }));
  it("has the offer of an answer, if there is one", () => {
    assert.deepEqual(bodyOf({ type: "answer", text: OFFER, offer: OFFER }), { type: "answer", sdp: WIRE, offer: WIRE });
    assert.deepEqual(bodyOf({ type: "pranswer", text: OFFER, offer: "" }), { type: "pranswer", sdp: WIRE });
  });
  it("has a candidate as the API of browsers writes it", () =>
    assert.deepEqual(bodyOf({ type: "candidate", text: `a=${CANDIDATE}` }), { candidate: CANDIDATE }));
});

describe("the service", () => {
  const asked = [];
  const answering = (status, body, headers = {}) => ({
    fetch: async (path, init) => {
      asked.push([path, init.method, JSON.parse(init.body)]);
      return new Response(typeof body === "string" ? body : JSON.stringify(body), { status, headers });
    },
  });

  it("is asked, and its findings are promised", async () => {
    const verdict = {
      accepted: true,
      findings: [
        { severity: "note", line: null, rule: "no-candidates", message: "…", section: "RFC 8840 section 4", text: "" },
      ],
    };
    assert.deepEqual(await check(answering(200, verdict), { candidate: CANDIDATE }), verdict);
    assert.deepEqual(asked.at(-1), ["/v1/check", "POST", { candidate: CANDIDATE }]);
  });

  const REFUSALS = [
    [401, {}, /not signed in any more/],
    [404, "no such thing", /cannot check/],
    [413, { title: "Content Too Large" }, /too large/],
    [429, {}, /in 8 s/, { "Retry-After": "7.5" }],
    [429, {}, /in a minute/],
    [400, { detail: "type: missing" }, /type: missing/],
    [502, "<html>", /HTTP 502/],
  ];
  for (const [status, body, said, headers] of REFUSALS) {
    it(`that answers ${status}${headers ? " with Retry-After" : ""} is explained`, () =>
      assert.rejects(
        check(answering(status, body, headers), {}),
        ({ message }) => assert.match(message, said) ?? true,
      ));
  }
});

describe("a section", () => {
  const KNOWN = [
    ["RFC 8866 section 5.14", "https://www.rfc-editor.org/rfc/rfc8866#section-5.14"],
    ["RFC 8839, section 5.1.", "https://www.rfc-editor.org/rfc/rfc8839#section-5.1"],
    ["RFC 9429 appendix A", "https://www.rfc-editor.org/rfc/rfc9429#appendix-A"],
    ["RFC 8866", "https://www.rfc-editor.org/rfc/rfc8866"],
    ["JSEP", null],
    [null, null],
    ["javascript:alert(1)", null],
  ];
  for (const [section, address] of KNOWN)
    it(`"${section}" ${address ? "has an address" : "has none"}`, () => assert.equal(addressOf(section), address));
});

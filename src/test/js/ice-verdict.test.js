import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { candidate, good, relay, result, server } from "./ice-result.js";

const { headline, verdict } = await import("../../main/resources/META-INF/resources/app/ice/verdict.js");

/** Sees one finding of this level whose text and advice match. */
function finds(findings, level, text, advice = /^/) {
  const found = findings.find((one) => text.test(one.text));
  assert.ok(found, `${text} is not among ${findings.map((one) => `${one.level}: ${one.text}`).join("\n")}`);
  assert.equal(found.level, level, found.text);
  assert.match(found.advice ?? "", advice);
}

function lacks(findings, text) {
  assert.deepEqual(
    findings.filter((one) => text.test(one.text)),
    [],
  );
}

const failed = (url, code, text = "", more = {}) =>
  server(url, { state: "failed", answeredMs: undefined, errors: [{ code, text }], ...more });
const silent = (url) => server(url, { state: "silent", answeredMs: undefined });

describe("the verdict", () => {
  it("is good where everything works", () => {
    const findings = verdict(good());
    assert.deepEqual([...new Set(findings.map(({ level }) => level))], ["ok"]);
    assert.deepEqual(headline(findings), { level: "ok", text: "Everything that was tested works." });
    finds(findings, "ok", /^TURN over UDP and TLS 443 works/);
    finds(findings, "ok", /^STUN works/);
    finds(findings, "ok", /^The relay check passed over UDP and TLS 443: no packet was lost/);
  });

  it("begins with what is worst", () => {
    const findings = verdict(result({ servers: [failed("turn:a.example", 401), server("stun:a.example")] }));
    assert.deepEqual(
      findings.map(({ level }) => level),
      findings.map(({ level }) => level).toSorted((a, b) => "bwo".indexOf(a[0]) - "bwo".indexOf(b[0])),
    );
    assert.equal(headline(findings).level, "bad");
  });

  it("says that a stopped test is incomplete", () => {
    const findings = verdict(
      result({ cancelled: true, candidates: [], servers: [server("turn:a.example", { state: "cancelled" })] }),
    );
    finds(findings, "warn", /stopped before its end/);
    lacks(findings, /no network address|TURN does not work/);
  });

  it("of a stopped test says nothing of TURN as a whole", () => {
    const servers = [server("turn:a.example", { state: "cancelled" }), failed("turn:a.example?transport=tcp", 701)];
    const findings = verdict(result({ cancelled: true, servers }));
    finds(findings, "bad", /transport=tcp cannot be reached/);
    lacks(findings, /TURN does not work|over UDP only/);
  });

  it("says that there is no network", () =>
    finds(verdict(result({ candidates: [] })), "bad", /no network address at all/, /WebRTC/));

  it("says that the browser gives away relayed addresses only", () => {
    finds(
      verdict(result({ servers: [server("turn:a.example")], candidates: [candidate("relay")] })),
      "warn",
      /only relayed ones/,
    );
  });
});

describe("the verdict on TURN", () => {
  const about = (servers, more = {}) => verdict(result({ servers, ...more }));

  it("UDP works; TCP 443 does not", () => {
    const findings = about([
      server("turn:a.example"),
      failed("turn:a.example:443?transport=tcp", 701, "Failed to establish connection"),
    ]);
    finds(findings, "warn", /^TURN over UDP works; TCP 443 does not: users behind strict firewalls will fail\.$/);
    finds(findings, "bad", /^turn:a\.example:443\?transport=tcp cannot be reached/, /firewalls/);
    lacks(findings, /over UDP only/);
  });

  it("TCP works; UDP does not", () => {
    finds(
      about([silent("turn:a.example"), server("turn:a.example?transport=tcp")]),
      "warn",
      /^TURN over TCP 3478 works; UDP does not: .*more delay/,
    );
  });

  it("TCP works; TLS does not", () => {
    const servers = [server("turn:a.example"), server("turn:a.example?transport=tcp"), silent("turns:a.example:443")];
    finds(about(servers), "warn", /^TURN over UDP and TCP 3478 works; TLS 443 does not: .*look for TLS/);
  });

  it("one of two servers is enough for a transport, and the other is told", () => {
    const findings = about([server("turn:a.example"), silent("turn:b.example"), server("turns:a.example:443")]);
    finds(findings, "ok", /^TURN over UDP and TLS 443 works/);
    finds(findings, "bad", /^turn:b\.example did not answer in time/);
  });

  it("none works", () => {
    const findings = about([silent("turn:a.example"), silent("turns:a.example:443")]);
    finds(findings, "bad", /^TURN does not work \(UDP and TLS 443\)/);
    finds(findings, "bad", /^turn:a\.example and turns:a\.example:443 did not answer in time/);
  });

  it("there is none", () =>
    finds(
      about([server("stun:a.example")]),
      "warn",
      /^No TURN server is configured: calls between restrictive networks will fail/,
      /beckon\.turn\.uris/,
    ));

  it("there is nothing at all", () => {
    const findings = about([]);
    finds(findings, "bad", /^No STUN or TURN server is configured/);
    lacks(findings, /^No TURN server/);
  });

  it("there is UDP only", () => finds(about([server("turn:a.example")]), "warn", /over UDP only/, /turns:/));

  it("the credentials are wrong", () => {
    const findings = about([failed("turn:a.example", 401, "Unauthorized."), failed("turn:b.example", 401)]);
    finds(
      findings,
      "bad",
      /^Your credentials were refused by turn:a\.example and turn:b\.example/,
      /same at the service/,
    );
    lacks(findings, /expired/);
  });

  it("the credentials have expired", () => {
    const findings = about([failed("turn:a.example", 401, "", { expiresAt: "2026-01-01T11:00:00.000Z" })]);
    finds(findings, "bad", /^The credentials for turn:a\.example have expired, on 2026-01-01 at 11:00 UTC/, /clocks/);
    lacks(findings, /refused/);
  });

  it("credentials that have not expired yet are wrong for another reason", () => {
    const findings = about([failed("turn:a.example", 401, "", { expiresAt: "2026-01-01T13:00:00.000Z" })]);
    finds(findings, "bad", /^Your credentials were refused/);
  });

  it("a server that is not reached says nothing about expired credentials", () => {
    const findings = about([server("turn:a.example", { state: "silent", expiresAt: "2026-01-01T11:00:00.000Z" })]);
    finds(findings, "bad", /did not answer/);
    lacks(findings, /expired/);
  });

  for (const [code, text, said] of [
    [437, "", /turn:a\.example refused\. The server has mixed up/],
    [486, "", /turn:a\.example is full\. This user has reached/],
    [508, "", /turn:a\.example is full\. The server has no room/],
    [701, "TURN host lookup received error.", /name was not found: turn:a\.example/],
    [701, "TURN allocate request timed out.", /did not answer in time/],
  ]) {
    it(`a server says ${code} ${text}`, () => finds(about([failed("turn:a.example", code, text)]), "bad", said));
  }

  it("a refusal says more than an address family that could not be reached", () => {
    const errors = [
      { code: 401, text: "" },
      { code: 701, text: "Address not associated with the desired network interface." },
    ];
    finds(about([server("turn:a.example", { state: "failed", errors })]), "bad", /^Your credentials were refused/);
  });

  it("what failed on one of several networks does not count where the server answered", () => {
    lacks(about([server("turn:a.example", { errors: [{ code: 701, text: "" }] })]), /cannot be reached/);
  });

  it("a server that gives neither address nor reason is told", () =>
    finds(about([server("turn:a.example", { state: "mute" })]), "bad", /no relay address and no reason/));

  it("nothing comes through the relay", () => {
    const findings = about([
      server("turn:a.example", { relay: { state: "failed", reason: "no connection within 10 s" } }),
    ]);
    finds(
      findings,
      "bad",
      /^turn:a\.example gave a relay address, but nothing came through it \(no connection within 10 s\)/,
      /denied-peer-ip/,
    );
    finds(findings, "bad", /^TURN does not work \(UDP\)/);
    lacks(findings, /over UDP only/);
  });

  it("packets are lost", () => {
    finds(
      about([server("turn:a.example", { relay: relay({ loss: 0.05 }) })]),
      "warn",
      /^5 % of the packets through turn:a\.example were lost/,
    );
    const findings = about([server("turn:a.example", { relay: relay({ loss: 0.125 }) })]);
    finds(findings, "bad", /^12\.5 % of the packets/);
    lacks(findings, /relay check passed/);
  });

  it("a few lost packets do no harm", () => {
    finds(
      about([server("turn:a.example", { relay: relay({ loss: 0.01 }) })]),
      "ok",
      /passed over UDP: at most 1 % of the packets were lost/,
    );
  });

  it("the server is far away", () =>
    finds(about([server("turn:a.example", { relay: relay({ roundTripMs: 900 }) })]), "warn", /far away: 450 ms/));
});

describe("the verdict on STUN and the network", () => {
  it("only private addresses were found", () => {
    const findings = verdict(
      result({ servers: [silent("stun:a.example")], candidates: [candidate("host", { scope: "private" })] }),
    );
    finds(findings, "bad", /^Only private addresses were found: the STUN server was not reached/, /UDP/);
  });

  it("it is less bad where TURN works", () => {
    const servers = [silent("stun:a.example"), silent("stun:b.example"), server("turn:a.example?transport=tcp")];
    const findings = verdict(
      result({ servers, candidates: [candidate("host", { scope: "private" }), candidate("relay")] }),
    );
    finds(findings, "warn", /^Only private addresses were found: none of the STUN servers was reached/);
  });

  it("one of several STUN servers is silent", () => {
    const findings = verdict(
      result({
        servers: [server("stun:a.example"), silent("stun:b.example")],
        candidates: [candidate("host"), candidate("srflx")],
      }),
    );
    finds(findings, "warn", /^No answer from stun:b\.example/);
    finds(findings, "ok", /^STUN works/);
  });

  it("nothing translates addresses", () => {
    finds(
      verdict(result({ servers: [server("stun:a.example", { state: "unchanged" })] })),
      "ok",
      /nothing translates addresses/,
    );
  });

  it("the router is symmetric", () =>
    finds(verdict(result({ mapping: { compared: true, symmetric: true } })), "warn", /symmetric NAT/, /TURN/));
  it("the router is not", () =>
    finds(verdict(result({ mapping: { compared: true, symmetric: false } })), "ok", /same public address/));
  it("of the router nothing is said that is not known", () =>
    lacks(verdict(result({ mapping: { compared: false, symmetric: false } })), /router/));

  it("the browser hides local addresses", () =>
    finds(
      verdict(result({ candidates: [candidate("host", { family: "mDNS", scope: "hidden" })] })),
      "ok",
      /hides local addresses/,
    ));

  it("IPv6 is there or not", () => {
    finds(
      verdict(result({ candidates: [candidate("host", { family: "IPv6", scope: "public" })] })),
      "ok",
      /^IPv6 works/,
    );
    finds(
      verdict(result({ candidates: [candidate("srflx", { family: "IPv6", scope: "public" })] })),
      "ok",
      /^IPv6 works/,
    );
    for (const scope of ["link-local", "private", "loopback"]) {
      finds(verdict(result({ candidates: [candidate("host", { family: "IPv6", scope })] })), "ok", /^No public IPv6/);
    }
    finds(
      verdict(result({ candidates: [candidate("host"), candidate("relay", { family: "IPv6" })] })),
      "ok",
      /^No public IPv6/,
    );
  });

  it("an address of the deployment makes no sense", () => {
    const servers = [{ url: "turn:x:y", state: "invalid", problem: "The port is a number.", errors: [] }];
    finds(verdict(result({ servers })), "bad", /^"turn:x:y" is no address/, /The port/);
  });
});

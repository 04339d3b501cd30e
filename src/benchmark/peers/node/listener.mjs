// The HTTP server of a peer: on loopback, with TLS where a certificate and a key are given (PORT [CERTIFICATE KEY]).
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createServer as createSecureServer } from "node:https";

const [port, certificate, key] = process.argv.slice(2);

export const tls = certificate && { cert: readFileSync(certificate), key: readFileSync(key) };

export const listening = { port: Number(port), host: "127.0.0.1", backlog: 4096 };

export function listen() {
  const server = tls ? createSecureServer(tls) : createServer();
  server.listen(listening);
  return server;
}

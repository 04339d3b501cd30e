// Bun's built-in WebSocket server (uWebSockets and JavaScriptCore) with its own publish/subscribe: PORT [CERTIFICATE KEY].
const [port, certificate, key] = process.argv.slice(2);

Bun.serve({
  port: Number(port),
  hostname: "127.0.0.1",
  tls: certificate && { cert: Bun.file(certificate), key: Bun.file(key) },
  fetch: (request, server) =>
    server.upgrade(request, { data: { room: null } }) ? undefined : new Response("not an upgrade", { status: 400 }),
  websocket: {
    perMessageDeflate: false,
    idleTimeout: 0,
    message: (socket, text) => {
      const message = JSON.parse(text);
      if (message.type === "join") {
        socket.data.room = message.room;
        socket.subscribe(message.room);
      } else if (socket.data.room) {
        socket.publish(socket.data.room, text);
      }
    },
  },
});

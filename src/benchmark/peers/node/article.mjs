// The article's server: rooms of sockets, three relayed types, each message parsed once and serialised once for each receiver.
import { WebSocketServer, WebSocket } from "ws";
import { listen } from "./listener.mjs";

const rooms = new Map();
const relayed = new Set(["offer", "answer", "ice-candidate"]);

new WebSocketServer({ server: listen(), perMessageDeflate: false }).on("connection", (socket) => {
  let room = null;
  socket.on("message", (data) => {
    const message = JSON.parse(data);
    if (message.type === "join") {
      room = message.room;
      if (!rooms.has(room)) rooms.set(room, []);
      rooms.get(room).push(socket);
    } else if (relayed.has(message.type) && room && rooms.has(room)) {
      rooms.get(room).forEach((member) => {
        if (member !== socket && member.readyState === WebSocket.OPEN) member.send(JSON.stringify(message));
      });
    }
  });
  socket.on("error", () => {});
  socket.on("close", () => {
    const members = rooms.get(room);
    const at = members ? members.indexOf(socket) : -1;
    if (at > -1) members.splice(at, 1);
  });
});

// Socket.IO with its own rooms: "join" (room) and "signal" (message), relayed to the others of the room.
import { Server } from "socket.io";
import { listen } from "./listener.mjs";

new Server(listen(), { transports: ["websocket"], serveClient: false, perMessageDeflate: false }).on(
  "connection",
  (socket) => {
    let room = null;
    socket.on("join", (name) => {
      room = name;
      socket.join(name);
    });
    socket.on("signal", (message) => {
      if (room) socket.to(room).emit("signal", message);
    });
  },
);

// A participant without media: says who comes and goes, and answers messages. node bot.mjs ROOM [SERVICE]

import { Signaling } from "beckon-client";
import { transport } from "beckon-client/node";

const [name = "lobby", service = "http://localhost:8080"] = process.argv.slice(2);

async function token() {
  const headers = { "Content-Type": "application/json" };
  const response = await fetch(`${service}/development/token`, { method: "POST", headers, body: '{"user": "bot"}' });
  return (await response.json()).access_token;
}

const signaling = new Signaling({ url: service, token, transport });
const room = await signaling.join(name, { name: "Bot" });
console.log(`In ${name} with ${room.participants.size} others.`);

room.on("peer-joined", ({ peer }) => console.log(`${peer.name} joined.`));
room.on("peer-left", ({ peer }) => console.log(`${peer} left.`));
room.on("message", ({ from, data }) => {
  const text = typeof data === "string" ? data : data?.text;
  // An administrator is nobody in the room, and who has just left is not either: neither can be answered.
  if (!text || !room.participants.has(from)) return;
  room
    .message({ text: `You said: ${text}` }, from)
    .catch(({ code }) => console.log(`${from} was not answered: ${code}`));
});
room.on("left", ({ reason }) => console.log(`Out: ${reason}`));
process.on("SIGINT", () => signaling.close());
process.on("SIGTERM", () => signaling.close());

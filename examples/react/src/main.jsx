import { useEffect, useRef } from "react";
import { createRoot } from "react-dom/client";
import { useRoom } from "./useRoom.js";

const SERVICE = "http://localhost:8080";
const [room, user] = location.hash.slice(1).split("/");

async function token() {
  const headers = { "Content-Type": "application/json" };
  const response = await fetch(`${SERVICE}/development/token`, {
    method: "POST",
    headers,
    body: JSON.stringify({ user }),
  });
  return (await response.json()).access_token;
}

function Video({ stream, label, muted = false }) {
  const video = useRef(null);
  useEffect(() => {
    video.current.srcObject = stream ?? null;
  }, [stream]);
  return (
    <figure>
      <video ref={video} autoPlay playsInline muted={muted} />
      <figcaption>{label}</figcaption>
    </figure>
  );
}

function Call() {
  const { state, reason, own, others } = useRoom({ url: SERVICE, token, room, name: user });
  return (
    <>
      <p role="status">
        {state} {reason}
      </p>
      <Video stream={own} label="You" muted />
      <main>
        {others.map(({ peer, name, stream }) => (
          <Video key={peer} stream={stream} label={name} />
        ))}
      </main>
    </>
  );
}

createRoot(document.getElementById("root")).render(<Call />);

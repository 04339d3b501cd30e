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

/** The sound has an element of its own: one that has both is silent until the picture comes. */
function Person({ stream, label, isSilent = false }) {
  const picture = useRef(null);
  useEffect(() => {
    picture.current.srcObject = stream ?? null;
    if (isSilent || !stream) return;
    const sound = Object.assign(new Audio(), { autoplay: true, srcObject: stream });
    return () => {
      sound.srcObject = null;
    };
  }, [stream, isSilent]);
  return (
    <figure>
      <video ref={picture} autoPlay playsInline muted />
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
      <Person stream={own} label="You" isSilent />
      <main>
        {others.map(({ peer, name, stream }) => (
          <Person key={peer} stream={stream} label={name} />
        ))}
      </main>
    </>
  );
}

createRoot(document.getElementById("root")).render(<Call />);

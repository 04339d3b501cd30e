import { PeerConnections, Signaling } from "beckon-client";
import { useEffect, useState } from "react";

/**
 * One's place in a room with camera and microphone, for as long as the component is there.
 * @param token a function that promises an access token; the same one each time
 * @returns `{state, reason, own, others: [{peer, name, stream}]}`
 */
export function useRoom({ url, token, room, name }) {
  const [state, setState] = useState({ state: "connecting" });
  const [own, setOwn] = useState(null);
  const [others, setOthers] = useState([]);

  useEffect(() => {
    const ending = new AbortController();
    const { signal } = ending;
    const signaling = new Signaling({ url, token });
    signaling.on("state", setState, { signal });

    async function enter() {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: true });
      const stop = () => stream.getTracks().forEach((track) => track.stop());
      if (signal.aborted) return stop();
      signal.addEventListener("abort", stop);
      setOwn(stream);
      const place = await signaling.join(room, { name });
      const peers = new PeerConnections(place, { stream });
      const show = () =>
        setOthers([...peers].map(({ participant: { peer, name }, streams: [stream] }) => ({ peer, name, stream })));
      for (const type of ["track", "state"]) peers.on(type, show, { signal });
      for (const type of ["peer-joined", "peer-updated", "peer-left"]) place.on(type, show, { signal });
      show();
    }

    enter().catch(({ message }) => signal.aborted || setState({ state: "closed", reason: message }));
    return () => {
      ending.abort();
      signaling.close();
    };
  }, [url, token, room, name]);

  return { ...state, own, others };
}

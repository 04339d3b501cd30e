import { Decoder, Demuxer, Encoder, Muxer } from "node-av";

/** Publishes FFmpeg's test picture by its WHIP muxer. @returns what ends it */
export function publish(url, events, token) {
  let ended = false;
  run(url, events, token, () => ended);
  return () => (ended = true);
}

async function run(url, events, token, isEnded) {
  try {
    const input = await Demuxer.open("testsrc=size=320x240:rate=15,format=yuv420p", { format: "lavfi" });
    const decoder = await Decoder.create(input.video());
    const options = { profile: "baseline", preset: "ultrafast", tune: "zerolatency" };
    const encoder = await Encoder.create("libx264", { decoder, options });
    const output = await Muxer.open(url, { format: "whip", input, options: token && { authorization: token } });
    const stream = output.addStream(encoder);
    const began = Date.now();
    let frames = 0;
    for await (const packet of encoder.packets(decoder.frames(input.packets()))) {
      await output.writePacket(packet, stream);
      await new Promise((done) => setTimeout(done, began + ++frames * 66 - Date.now()));
      if (isEnded()) break;
    }
    await output.close();
  } catch (error) {
    events.failed(error);
  }
}

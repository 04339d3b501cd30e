import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const TONE =
  "audiotestsrc is-live=true ! opusenc ! rtpopuspay pt=100 ! application/x-rtp,media=audio,encoding-name=OPUS,payload=100";

const PICTURES =
  "videotestsrc is-live=true pattern=ball ! videoconvert ! queue ! vp8enc deadline=1 keyframe-max-dist=30 ! rtpvp8pay pt=96 ! queue ! application/x-rtp,media=video,encoding-name=VP8,payload=96";

/**
 * Publishes a tone, and with a token pictures, by Debian's simple-whip-client. As it is shipped it loads libsoup twice, in two versions, and ends: an empty
 * library in the place of the one that brings the second (UPnP, which loopback does not have) keeps it alive.
 *
 * @param token without one it has all candidates in its offer
 * @returns what ends it
 */
export function publish(url, events, token) {
  const libraries = mkdtempSync(join(tmpdir(), "interop-"));
  const names = ["thread_new", "get_type", "add_port", "remove_port_local"];
  writeFileSync(
    join(libraries, "igd.c"),
    names.map((name) => `void *gupnp_simple_igd_${name}(void) { return 0; }\n`).join(""),
  );
  execFileSync("cc", ["-shared", "-o", join(libraries, "libgupnp-igd-1.0.so.4"), join(libraries, "igd.c")]);
  const more = token ? ["-V", PICTURES, "-t", token] : ["--no-trickle"];
  const client = spawn("whip-client", ["-u", url, "-A", TONE, ...more, "--disable-colors"], {
    env: { ...process.env, LD_LIBRARY_PATH: libraries, GST_REGISTRY: join(libraries, "registry") },
    stdio: ["ignore", "pipe", "inherit"],
  });
  client.stdout.resume();
  client.on("error", (error) => events.failed(error));
  client.on("exit", (code) => events.failed(`whip-client ended with ${code}`));
  return () => client.kill("SIGINT");
}

package io.beckon.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.Map;

/** What comes in and goes out of pictures and sound. */
record Media(Page page) {

    private static final int FLOWS_FOR_SECONDS = 3;

    /** By the other's name, what its tile's connection has decoded of its video; of connections that have no video, 0. */
    private static final String DECODED_FRAMES = """
            async () => {
              const decoded = {};
              for (const peer of globalThis.beckon?.peers ?? []) {
                const video = [...(await peer.connection.getStats()).values()].filter((one) => one.type === "inbound-rtp" && one.kind === "video");
                decoded[peer.participant.name] = video.reduce((sum, { framesDecoded }) => sum + framesDecoded, 0);
              }
              return decoded;
            }""";

    /** Energy of what was played of somebody's sound so far; what is not played has none. */
    private static final String SOUND = """
            async (name) => {
              let energy = 0;
              for (const { participant, connection } of globalThis.beckon?.peers ?? [])
                if (participant.name === name)
                  for (const { type, totalAudioEnergy } of (await connection.getStats()).values())
                    if (type === "inbound-rtp") energy += totalAudioEnergy ?? 0;
              return energy > 0;
            }""";

    /** How many pictures of each shared screen have been shown here. */
    private static final String SCREEN_FRAMES =
            "() => [...document.querySelectorAll('.screens video')].map((video) => video.getVideoPlaybackQuality().totalVideoFrames)";

    /** By the other's name, the limits of what is sent of the camera: lines of the picture, and bits a second. */
    private static final String SENDING = """
            () => Object.fromEntries([...beckon.peers].map(({ participant, connection }) => {
              const camera = connection.getSenders().find(({ track }) => track?.kind === "video");
              return [participant.name, camera?.getParameters().encodings[0]?.active ?? null];
            }))""";

    private static final String NOTHING_SENT = """
            () => [...beckon.peers].every(({ connection }) => connection.getSenders().every(({ track }) => !track))""";

    private static final String LIMITS = """
            () => {
              const limits = {};
              for (const { participant, connection } of beckon.peers) {
                const sender = connection.getSenders().find(({ track }) => track?.kind === "video");
                const [encoding = {}] = sender?.getParameters().encodings ?? [];
                const lines = Math.round(sender?.track.getSettings().height / encoding.scaleResolutionDownBy);
                limits[participant.name] = `${lines} lines, ${encoding.maxBitrate} bit/s`;
              }
              return limits;
            }""";

    private static final String OUTGOING = """
            async (seconds) => {
              const read = async () => {
                const all = [];
                for (const { connection } of beckon.peers)
                  all.push(...[...(await connection.getStats()).values()].filter(({ type }) => type === "outbound-rtp"));
                return { at: performance.now(), all };
              };
              const sum = ({ all }, kinds, field) =>
                all.filter(({ kind }) => kinds.includes(kind)).reduce((total, one) => total + (one[field] ?? 0), 0);
              const before = await read();
              await new Promise((resolve) => setTimeout(resolve, 1000 * seconds));
              const after = await read();
              const passed = (after.at - before.at) / 1000;
              const kbps = (...kinds) => ((sum(after, kinds, "bytesSent") - sum(before, kinds, "bytesSent")) * 8) / 1000 / passed;
              const video = after.all.filter(({ kind }) => kind === "video");
              return {
                kbps: kbps("audio", "video"),
                videoKbps: kbps("video"),
                lines: Math.min(...video.map(({ frameHeight }) => frameHeight ?? 0)),
                framesPerSecond: Math.min(...video.map(({ framesPerSecond }) => framesPerSecond ?? 0)),
                limits: [...new Set(video.map(({ qualityLimitationReason }) => qualityLimitationReason))].join(", "),
              };
            }""";

    /** Sees that the video of everybody here is decoded, and goes on being: more frames of each, three times, a second apart or more. */
    void awaitVideoFrom(int others) {
        awaitVideoFrom(others, FLOWS_FOR_SECONDS);
    }

    /** The same for so many seconds. */
    void awaitVideoFrom(int others, int seconds) {
        Map<String, Integer> before = awaitFrames(others, Map.of());
        for (int second = 1; second <= seconds; second++) {
            page.waitForTimeout(1000);
            Map<String, Integer> after = awaitFrames(others, before);
            assertEquals(before.keySet(), after.keySet());
            before = after;
        }
    }

    /** It is played, not only received. */
    void awaitSoundOf(String name) {
        Until.holds(page, () -> (boolean) page.evaluate(SOUND, name));
    }

    void awaitVideoOf(String name) {
        Until.holds(page, () -> decodedFrames().getOrDefault(name, 0) > 3);
    }

    /** Until of each video more frames are decoded than before: a busy machine shows none for a second. */
    private Map<String, Integer> awaitFrames(int others, Map<String, Integer> before) {
        double deadline = System.nanoTime() + Tab.PATIENCE_MS * 1e6;
        Map<String, Integer> frames = decodedFrames();
        while (!isVideoFrom(others, frames, before)) {
            Map<String, Integer> seen = frames;
            assertTrue(
                    System.nanoTime() < deadline,
                    () -> "no video from " + others + ", or one stands still: " + seen + " after " + before);
            page.waitForTimeout(100);
            frames = decodedFrames();
        }
        return frames;
    }

    private static boolean isVideoFrom(int others, Map<String, Integer> frames, Map<String, Integer> before) {
        return frames.size() == others
                && frames.entrySet().stream().allMatch(of -> of.getValue() > before.getOrDefault(of.getKey(), 0));
    }

    @SuppressWarnings("unchecked")
    private Map<String, Integer> decodedFrames() {
        return (Map<String, Integer>) page.evaluate(DECODED_FRAMES);
    }

    /** Sees that what is on a shared screen comes, more and more of it. */
    void awaitScreenFlows() {
        page.waitForFunction("() => (" + SCREEN_FRAMES + ")()[0] > 3");
        Object before = page.evaluate(SCREEN_FRAMES);
        page.waitForFunction("(before) => (" + SCREEN_FRAMES + ")()[0] > before[0] + 3", before);
    }

    /** What is sent to each of the others is limited like that. */
    void awaitLimits(Map<String, String> expected) {
        Until.holds(page, () -> expected.equals(page.evaluate(LIMITS)));
    }

    /** What goes to everybody has its limits. */
    void awaitAllLimited(int others) {
        Until.holds(page, () -> {
            Map<?, ?> limits = (Map<?, ?>) page.evaluate(LIMITS);
            return limits.size() == others
                    && limits.values().stream()
                            .noneMatch(limit -> String.valueOf(limit).contains("undefined"));
        });
    }

    /** Whether one's camera goes to each of the others. */
    void awaitSending(Map<String, Boolean> expected) {
        Until.holds(page, () -> expected.equals(page.evaluate(SENDING)));
    }

    /** Neither picture nor sound goes to anybody. */
    void awaitNothingSent() {
        Until.holds(page, () -> (boolean) page.evaluate(NOTHING_SENT));
    }

    /** What the page sends for so long, on average. */
    Outgoing outgoing(int seconds) {
        return Outgoing.of((Map<?, ?>) page.evaluate(OUTGOING, seconds));
    }

    void awaitPreview() {
        page.waitForFunction(
                "() => document.querySelector('.preview video')?.getVideoPlaybackQuality().totalVideoFrames > 3");
    }

    void awaitLevel() {
        assertThat(page.getByRole(AriaRole.METER)).not().hasAttribute("aria-valuenow", "0");
    }
}

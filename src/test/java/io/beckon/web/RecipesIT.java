package io.beckon.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.beckon.Thorough;
import io.beckon.wire.ServerUnderTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** What {@code docs/client.md} gives as recipes does what it says, as it stands there. */
@Thorough
@Isolated("browsers")
class RecipesIT {

    private static final Pattern BLOCK = Pattern.compile("(?s)```js\n(.*?)```");
    private static final int MUTE = 0;
    private static final int SCREEN = 1;
    private static final int SPEAKS = 2;
    private static final int CHAT = 3;
    private static final int DATA = 4;
    private static final int OBEY = 5;
    private static final int KNOCK = 6;

    /** What an application would show is kept in {@code call.shown}, by the name of its function. */
    private static final String RUN = """
            async (code) => {
              const shown = (call.shown = { showMuted: [], showSpeaking: [], show: [], receive: [] });
              navigator.mediaDevices.getDisplayMedia = async () => call.picture();
              const names = Object.keys(shown);
              const functions = names.map((name) => (...values) => shown[name].push(JSON.stringify(values)));
              const [{ participant, streams }] = call.peers;
              Object.assign(new Audio(), { srcObject: streams[0] }).play();
              const AsyncFunction = (async () => {}).constructor;
              const run = new AsyncFunction("signaling", "stream", "room", "peers", "peer", ...names, code);
              await run(call.signaling, call.stream, call.room, call.peers, participant.peer, ...functions);
            }""";

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.withDefaults();

    @RegisterExtension
    static final Scripts scripts = new Scripts(server);

    private final String room = ServerUnderTest.freshRoom();
    private CallPage ada;
    private CallPage grace;

    @BeforeEach
    void call() {
        ada = CallPage.open(scripts, scripts.link(), room, "ada");
        grace = CallPage.open(scripts, scripts.link(), room, "grace");
        ada.awaitVideos(1);
        grace.awaitVideos(1);
    }

    @Test
    void whoMutesIsShownMuted() throws IOException {
        run(MUTE, grace);
        run(MUTE, ada);

        grace.await("() => call.shown.showMuted.includes(JSON.stringify([[...call.peers][0].participant.peer, true]))");
        assertEquals(false, ada.evaluate("() => call.stream.getAudioTracks()[0].enabled"));
    }

    @Test
    void aScreenIsSharedUntilTheBrowserEndsIt() throws IOException {
        run(SCREEN, ada);
        grace.awaitVideos(2);
        grace.await(
                "() => [...call.peers][0].streams.some(({ id }) => id === [...call.peers][0].participant.metadata.screen)");

        ada.evaluate("() => call.screen.getVideoTracks()[0].dispatchEvent(new Event('ended'))");
        grace.awaitVideos(1);
    }

    @Test
    void whoSpeaksIsShown() throws IOException {
        run(SPEAKS, grace);

        grace.await(
                "() => call.shown.showSpeaking.splice(0).includes(JSON.stringify([[...call.peers][0].participant.peer, true]))");
    }

    @Test
    void aChatIsForAllOrForOne() throws IOException {
        run(CHAT, grace);
        run(CHAT, ada);

        grace.await("() => call.shown.show.length === 2");
        assertEquals(
                List.of("[\"ada\",\"Hello\",{\"isPrivate\":false}]", "[\"ada\",\"Only for you\",{\"isPrivate\":true}]"),
                grace.evaluate("() => call.shown.show"));
    }

    @Test
    void dataGoBothWays() throws IOException {
        run(DATA, grace);
        run(DATA, ada);

        for (CallPage page : List.of(ada, grace)) {
            page.await(
                    "() => call.shown.receive.includes(JSON.stringify([[...call.peers][0].participant.peer, 'Hello']))");
        }
    }

    private CallPage moderator(String room) {
        JsonObject parameters = new JsonObject()
                .put("room", room)
                .put("user", "root")
                .put("roles", new JsonArray().add("moderator"))
                .put("join", new JsonObject().put("role", "moderator"));
        return CallPage.open(scripts, scripts.link(), parameters);
    }

    @Test
    void whatAModeratorAsksForIsDone() throws IOException {
        CallPage root = moderator(room);
        run(OBEY, grace);

        root.evaluate("() => call.room.mute('microphone')");

        grace.await("() => !call.stream.getAudioTracks()[0].enabled");
    }

    @Test
    void whoeverKnocksIsLetIn() throws IOException {
        CallPage root = moderator("standup");
        root.evaluate(
                "() => call.room.on('knocks', ({ waiting }) => waiting.forEach(({ user }) => call.room.admit(user)))");
        root.evaluate("() => call.room.lock()");

        run(KNOCK, ada);

        assertEquals(true, ada.evaluate("() => call.signaling.rooms.has('standup')"));
    }

    private static void run(int recipe, CallPage page) throws IOException {
        String recipes = Files.readString(Path.of("docs", "client.md"))
                .split("\n## Recipes\n", 2)[1]
                .split("\n## ", 2)[0];
        String code = BLOCK.matcher(recipes)
                .results()
                .skip(recipe)
                .map(block -> block.group(1))
                .findFirst()
                .orElseThrow();
        page.evaluate(RUN, code);
    }
}

package io.beckon.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.beckon.Thorough;
import io.beckon.wire.ServerUnderTest;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** Calls made with the client, against one node. */
@Thorough
@Isolated("browsers")
class ClientIT {

    /** How often both sides offer at once; more in a campaign. */
    private static final int GLARES = Integer.getInteger("test.glares", 10);

    private static final int TOKEN_SECONDS = 3;

    private static final String AGREED =
            "() => [...call.peers].every(({ connection }) => connection.signalingState === 'stable')";

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.withDefaults();

    @RegisterExtension
    static final Scripts scripts = new Scripts(server);

    private final String room = ServerUnderTest.freshRoom();

    @Test
    void aScreenIsSharedInMidCallAndNoMore() {
        CallPage ada = open("ada");
        CallPage grace = open("grace");
        grace.awaitVideos(1);

        ada.shareScreen();
        grace.awaitVideos(2);
        ada.unshareScreen();

        grace.awaitVideos(1);
        ada.awaitVideos(1);
        grace.await("() => [...call.peers][0].streams.length === 1");
        assertNoProblems(ada, grace);
    }

    @Test
    void whenBothOfferAtTheSameMomentTheyAgree() {
        CallPage ada = open("ada");
        CallPage grace = open("grace");
        ada.awaitVideos(1);

        for (int round = 1; round <= GLARES; round++) {
            atOnce("call.shareScreen()", ada, grace);
            ada.awaitVideos(2);
            grace.awaitVideos(2);
            atOnce("call.unshareScreen()", ada, grace);
            ada.await(AGREED);
            grace.await(AGREED);
        }
        assertNoProblems(ada, grace);
    }

    /** Both pages act at the same time of their common clock. */
    private static void atOnce(String action, CallPage ada, CallPage grace) {
        Object time = ada.evaluate("() => Date.now() + 100");
        for (CallPage page : List.of(ada, grace)) {
            page.evaluate("() => setTimeout(() => " + action + ", " + time + " - Date.now())");
        }
    }

    @Test
    void aChannelCarriesData() {
        CallPage ada = open("ada");
        CallPage grace = open("grace");
        ada.awaitVideos(1);

        ada.evaluate("() => call.peers.createDataChannel('chat')");
        grace.await("() => call.channels[0]?.readyState === 'open'");
        grace.evaluate("() => call.channels[0].send('hello')");

        ada.await("() => call.received[0] === 'hello'");
    }

    @Test
    void aCameraIsReplacedAndAnotherNetworkIsFound() {
        CallPage ada = open("ada");
        CallPage grace = open("grace");
        grace.awaitVideos(1);

        ada.evaluate("() => call.replaceCamera()");
        ada.evaluate("() => { call.former = call.ufrag(); dispatchEvent(new Event('online')); }");

        ada.await("() => call.ufrag() !== call.former");
        grace.awaitVideos(1);
        ada.awaitVideos(1);
        assertNoProblems(ada, grace);
    }

    @Test
    void tokensEndTwiceAndTheApplicationDoesNotNotice() {
        CallPage ada = openWithShortTokens("ada");
        CallPage grace = openWithShortTokens("grace");
        ada.awaitVideos(1);

        for (CallPage page : List.of(ada, grace)) {
            page.await("() => Date.now() > call.began + " + (2 * TOKEN_SECONDS + 1) * 1000);
        }
        ada.say();
        grace.awaitAllSaid(1);

        grace.awaitVideos(1);
        for (CallPage page : List.of(ada, grace)) {
            page.await("() => call.tokens >= 3");
            assertEquals(List.of("connecting", "connected"), page.states());
        }
    }

    private CallPage openWithShortTokens(String user) {
        JsonObject parameters =
                new JsonObject().put("room", room).put("user", user).put("ttlSeconds", TOKEN_SECONDS);
        return CallPage.open(scripts, scripts.link(), parameters);
    }

    private CallPage open(String user) {
        return CallPage.open(scripts, scripts.link(), room, user);
    }

    private static void assertNoProblems(CallPage... pages) {
        Stream.of(pages).forEach(CallPage::assertNoProblems);
    }
}

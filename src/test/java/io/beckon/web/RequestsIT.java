package io.beckon.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.beckon.Thorough;
import io.beckon.wire.ServerUnderTest;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The client where no WebSocket comes through: it signals by requests. */
@Thorough
@Isolated("browsers")
class RequestsIT {

    private static final String BY_REQUESTS =
            "() => performance.getEntriesByType('resource').some(({ name }) => name.includes('/v1/messages'))";

    /** The WebSockets that fail, the questions why (426, 405), and what is cut. */
    private static final String REFUSALS =
            "^WebSocket connection to |^Failed to load resource: (net::ERR_|the server responded with a status of (426|405) )";

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.withDefaults();

    @RegisterExtension
    static final Scripts scripts = new Scripts(server);

    private static NoUpgrades proxy;
    private static Link behindProxy;

    private final String room = ServerUnderTest.freshRoom();

    @BeforeAll
    static void start() {
        proxy = new NoUpgrades(server.url(), NoUpgrades.Way.REFUSES);
        behindProxy = scripts.link(proxy.url());
    }

    @AfterAll
    static void stop() {
        proxy.close();
    }

    @Test
    void aCallComesAboutBehindAProxyThatKnowsNoWebSockets() {
        CallPage grace = CallPage.open(scripts, scripts.link(), room, "grace");
        ScriptPage ada = behindProxy();
        ada.await("() => globalThis.call?.ready");

        grace.awaitVideos(1);
        ada.evaluate("async () => call.flows(1)");
        assertEquals(true, ada.evaluate(BY_REQUESTS));
        grace.say();
        grace.say();
        ada.await("() => call.received.length === 2");
        ada.evaluate("() => void call.say()");
        grace.awaitAllSaid(1);
        assertEquals(List.of(1, 2), ada.evaluate("() => call.received"));
        grace.assertNoProblems();

        ada.evaluate("() => call.signaling.close()");
        grace.await("() => call.room.participants.size === 0");
    }

    /** The client waits 10 s for a WebSocket that is swallowed, once, and tries twice with those that are cut. */
    @ParameterizedTest
    @EnumSource(names = {"SWALLOWS", "CUTS"})
    void aCallComesAboutBehindAProxyThatSwallowsOrCutsWebSockets(NoUpgrades.Way way) {
        try (NoUpgrades other = new NoUpgrades(server.url(), way)) {
            CallPage grace = CallPage.open(scripts, scripts.link(), room, "grace");
            ScriptPage ada = behindProxy(scripts.link(other.url()));
            ada.await("() => globalThis.call?.ready");
            grace.awaitVideos(1);
            assertEquals(true, ada.evaluate(BY_REQUESTS));
            grace.say();
            ada.await("() => call.received.length === 1");
        }
    }

    @Test
    void anInterruptionLosesNothing() {
        CallPage grace = CallPage.open(scripts, scripts.link(), room, "grace");
        ScriptPage ada = behindProxy();
        ada.await("() => globalThis.call?.ready");
        grace.await("() => call.room.participants.size === 1");

        behindProxy.interrupt();
        grace.say();
        ada.await("() => call.states.at(-1) === 'reconnecting'");
        ada.evaluate("() => void call.say()");
        behindProxy.lead(proxy.url());

        ada.await("() => call.received.length === 1");
        grace.awaitAllSaid(1);
        ada.await("() => call.resumed === 1 && call.rejoined === 0");
        assertEquals(true, ada.evaluate(BY_REQUESTS));
    }

    @Test
    void theWebAppDoesWithoutWebSocketsToo() {
        Tab ada = new Tab(scripts.chromium().newContext(), behindProxy.url().resolve("/#" + room));
        Tab grace =
                new Tab(scripts.chromium().newContext(), scripts.link().url().resolve("/#" + room));
        try {
            ada.join("Ada");
            grace.join("Grace");
            ada.tiles().awaitNames("Ada (you)", "Grace");
            ada.media().awaitVideoFrom(1);
            grace.chat().write("Can you read this?");
            ada.chat().awaitMessage("Grace", "Can you read this?");
        } finally {
            ada.close();
            grace.close();
        }
    }

    private ScriptPage behindProxy() {
        return behindProxy(behindProxy);
    }

    private ScriptPage behindProxy(Link link) {
        String user = "%7B%22room%22%3A%22" + room + "%22%2C%22user%22%3A%22ada%22%7D";
        ScriptPage page = scripts.open(CallPage.read("call.html"), link, user);
        page.expect(REFUSALS);
        return page;
    }
}

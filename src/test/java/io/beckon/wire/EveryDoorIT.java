package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever door somebody comes to with a bad token: auditors hear of it, and it counts for the place that it comes from. */
class EveryDoorIT {

    private static final Duration FIRST_WAIT = Duration.ofMillis(250);
    private static final AtomicInteger last = new AtomicInteger();

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.with(
            "quarkus.http.proxy.proxy-address-forwarding",
            "true",
            "quarkus.http.proxy.allow-x-forwarded",
            "true",
            "quarkus.http.proxy.trusted-proxies",
            "127.0.0.1",
            "beckon.limits.bad-tokens-per-minute",
            "1",
            "beckon.peerjs.keys.known.room",
            "known");

    enum Door {
        WEBSOCKET("GET", "/v1/ws", true),
        WEBSOCKET_WITHOUT_UPGRADE("GET", "/v1/ws", false),
        ICE_SERVERS("GET", "/v1/ice-servers", false),
        CALLS("GET", "/v1/calls", false),
        PEOPLE("GET", "/v1/people", false),
        CHECK("POST", "/v1/check", false),
        SESSIONS("POST", "/v1/sessions", false),
        MESSAGES("POST", "/v1/messages", false),
        ROOM("GET", "/v1/rooms/r", false),
        ROOM_MESSAGES("GET", "/v1/rooms/r/messages", false),
        PARTICIPANTS("POST", "/v1/rooms/r/participants", false),
        PARTICIPANT("DELETE", "/v1/rooms/r/participants/p", false),
        OFFER("POST", "/v1/rooms/r/offer", false),
        WHIP("POST", "/v1/whip/r", false),
        WHIP_RESOURCE("DELETE", "/v1/whip/r/resource", false),
        WHEP("POST", "/v1/whep/r", false),
        WHEP_RESOURCE("PATCH", "/v1/whep/r/resource", false),
        ADMINISTRATION("GET", "/v1/admin/nodes", false),
        ADMINISTRATION_LIVE("GET", "/v1/admin/live", false),
        ADMINISTRATORS_ORDER("POST", "/v1/admin/rooms/r/lock", false),
        PEERJS_TICKETS("POST", "/v1/peerjs/tickets?key=known", false),
        PEERJS_WITH_A_TOKEN("GET", "/peerjs?key=known&id=i&token=a.b.c", true),
        PEERJS_WITH_A_TICKET("GET", "/peerjs?key=known&id=i&token=beckon~forged~forged", true),
        PEERJS_WITH_A_WORD("GET", "/peerjs?key=known&id=i&token=word", true),
        PEERJS_BELOW_ITS_OWN_PATH("GET", "/peerjs/peerjs?key=known&id=i&token=word", true);

        private final String method;
        private final String target;
        private final boolean upgrades;

        Door(String method, String target, boolean upgrades) {
            this.method = method;
            this.target = target;
            this.upgrades = upgrades;
        }

        /** Shows a bad token, and sees that it is refused. */
        void refuses(String address) {
            if (target.startsWith("/peerjs")) {
                try (RawWebSocket socket = UpgradeRequest.to(server.url())
                        .target(target)
                        .header("X-Forwarded-For", address)
                        .open()) {
                    String refused = new String(socket.read(RawWebSocket.TEXT).payload(), StandardCharsets.UTF_8);
                    assertTrue(refused.startsWith("{\"type\":\"ERROR\",\"payload\":{\"msg\":\"token: "), refused);
                }
                return;
            }
            String upgrade = upgrades
                    ? "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
                            + RawWebSocket.KEY + "\r\n"
                    : "";
            HttpAnswer answer = RawRequest.ask(
                    server.url(),
                    RawRequest.head(server.url(), method + " " + target) + "X-Forwarded-For: " + address
                            + "\r\nAuthorization: Bearer bad\r\nContent-Length: 0\r\n" + upgrade + "\r\n");
            assertEquals(401, answer.status());
            assertEquals(
                    "Bearer error=\"invalid_token\"",
                    answer.header("WWW-Authenticate").orElse(""));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBadTokenIsCountedAndAudited(Door door) {
        String address = "203.0.113." + last.incrementAndGet();
        double before = audited();
        door.refuses(address);
        assertEquals(before + 1, audited());

        assertTrue(millis(door, address) >= FIRST_WAIT.toMillis(), "the second one waits");
        Door other = door == Door.WEBSOCKET ? Door.WHIP : Door.WEBSOCKET;
        assertTrue(millis(other, address) >= 2 * FIRST_WAIT.toMillis(), "and the next one, at whatever door, longer");
        assertEquals(before + 3, audited());
    }

    private static long millis(Door door, String address) {
        long begin = System.nanoTime();
        door.refuses(address);
        return Duration.ofNanos(System.nanoTime() - begin).toMillis();
    }

    /** What was written down for auditors, before it is summed up. */
    private static double audited() {
        return Clustered.metric(server, "beckon_denials_total{reason=\"bad-token\"}");
    }
}

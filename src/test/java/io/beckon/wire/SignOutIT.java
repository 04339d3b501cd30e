package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.beckon.Thorough;
import io.beckon.announcement.NotBefore;
import io.beckon.announcement.Removal;
import io.beckon.announcement.SignOut;
import io.beckon.identity.UserKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Somebody is signed out, or removed by an administrator: it is announced to all nodes, and takes effect on each. */
@Thorough
class SignOutIT {

    private static final String ISSUER = "urn:beckon:development";
    private static final int CROWD = 300;

    private static final Clustered cluster = new Clustered();

    @RegisterExtension
    static final ServerUnderTest first = cluster.node("beckon.limits.connections-per-user", "0");

    @RegisterExtension
    static final ServerUnderTest second = cluster.node("beckon.limits.connections-per-user", "0");

    private final String room = ServerUnderTest.freshRoom();

    private static void signOut(User user) {
        cluster.announce(new SignOut(ISSUER, null, user.id(), Instant.now(), null));
    }

    private static JsonNode awaitLeft(WireClient client, String peer) {
        return client.await(
                frame -> frame.path("type").asText().equals("peer-left")
                        && frame.path("peer").asText().equals(peer),
                "the end of " + peer);
    }

    @Test
    void everySessionOfAUserEndsOnEveryNodeAndItsRoomsSeeWhy() {
        User user = User.any();
        WireClient here = first.connect(Encoding.JSON, user);
        WireClient there = second.connect(Encoding.CBOR, user);
        WireClient roomless = second.connect(Encoding.JSON, user);
        WireClient other = second.connect(Encoding.JSON);
        List.of(here, there, other).forEach(client -> client.join(room));
        here.await("peer-joined");
        here.await("peer-joined");

        signOut(user);
        List.of(here, there, roomless).forEach(client -> assertEquals(4002, client.closed()));
        for (WireClient gone : List.of(here, there)) {
            assertEquals(
                    "signed-out", awaitLeft(other, gone.peer()).path("reason").asText());
        }
        assertTrue(
                here.received("left").isEmpty() && here.received("error").isEmpty(),
                () -> "told something else before: " + here.received());
        other.ack(Frames.message("still here"));
    }

    @Test
    void whoHasJustLostTheConnectionIsTakenOutOfItsRoomsAtOnce() {
        User user = User.any();
        WireClient cut = first.connect(Encoding.JSON, user);
        WireClient other = second.connect(Encoding.JSON);
        cut.join(room);
        other.join(room);
        cut.await("peer-joined");
        cut.vanish();

        signOut(user);
        assertEquals("signed-out", awaitLeft(other, cut.peer()).path("reason").asText());
    }

    @Test
    void whoIsRemovedByAnAdministratorIsSentAwayOnEveryNodeAndMayComeBack() {
        User user = User.any();
        WireClient here = first.connect(Encoding.JSON, user);
        WireClient there = second.connect(Encoding.CBOR, user);
        WireClient cut = first.connect(Encoding.JSON, user);
        WireClient other = second.connect(Encoding.JSON);
        List.of(other, here, there, cut).forEach(client -> client.join(room));
        IntStream.range(0, 3).forEach(i -> other.await("peer-joined"));
        cut.vanish();

        remove(user);
        List.of(here, there).forEach(client -> assertEquals(4003, client.closed()));
        for (WireClient gone : List.of(here, there, cut)) {
            assertEquals("kicked", awaitLeft(other, gone.peer()).path("reason").asText());
        }
        WireClient back = second.connect(Encoding.JSON, user);
        for (WireClient old : List.of(here, cut)) {
            JsonNode resumed = back.expect("resumed", Resuming.resume(old, room));
            assertEquals(
                    "resume-expired",
                    resumed.path("rooms").path(room).path("error").asText());
            back = second.connect(Encoding.JSON, user);
        }
        back.join(room);
        other.await("peer-joined");
    }

    @Test
    void theCallsOfOneWhoIsRemovedEnd() {
        User alice = User.any();
        User bob = User.any();
        WireClient caller = first.connect(Encoding.JSON, alice);
        WireClient callee = Phone.reachable(second.connect(Encoding.JSON, bob));
        String ringing = Phone.ring(caller, callee);
        remove(alice);
        assertEquals(4003, caller.closed());
        assertEquals(ringing, callee.await("cancelled").path("call").asText());

        WireClient again = first.connect(Encoding.JSON, alice);
        Phone.talk(again, callee);
        remove(alice);
        assertEquals(4003, again.closed());
        assertEquals("kicked", callee.await("ended").path("reason").asText());
    }

    private static void remove(User user) {
        cluster.announce(new Removal(new UserKey("default", ISSUER, user.id()), Instant.now(), "test"));
    }

    @Test
    void theTokenIsRefusedOnEveryNodeAndALaterOneIsGood() throws InterruptedException {
        User user = User.any();
        String token = first.token(user);
        WireClient old = first.connect(Encoding.JSON, user);
        old.join(room);
        signOut(user);
        assertEquals(4002, old.closed());

        for (ServerUnderTest node : List.of(first, second)) {
            UpgradeRequest request =
                    UpgradeRequest.to(node.url()).token(token).subprotocols(Encoding.JSON.subprotocol());
            assertEquals(401, request.answer().status());
        }
        try (ServerProcess late = cluster.process("SignOutIT-late")) {
            assertEquals(
                    401, UpgradeRequest.to(late.url()).token(token).answer().status(), "by a node that was not there");
        }
        // Tokens say the second in which they were made, and that of the sign-out counts as before it.
        TimeUnit.MILLISECONDS.sleep(1100);
        WireClient back = second.connect(Encoding.JSON, user);
        JsonNode resumed = back.expect("resumed", Resuming.resume(old, room));
        assertEquals(
                "resume-expired", resumed.path("rooms").path(room).path("error").asText());
        WireClient refreshing = first.connect(Encoding.JSON, user);
        refreshing.refused("bad-token", Frames.frame("refresh", "token", token));
    }

    @Test
    void allSessionsOfACrowdEndTogether() {
        User user = User.any();
        List<WireClient> crowd = IntStream.range(0, CROWD)
                .mapToObj(i -> (i % 2 == 0 ? first : second).connect(Encoding.JSON, user))
                .toList();
        List<String> rooms =
                IntStream.range(0, CROWD).mapToObj(i -> room + i / 10).toList();
        IntStream.range(0, CROWD).forEach(i -> crowd.get(i).join(rooms.get(i)));

        signOut(User.any()); // which makes the way there warm
        long begin = System.nanoTime();
        signOut(user);
        crowd.forEach(client -> assertEquals(4002, client.closed()));
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        assertTrue(took.toMillis() < 3_000, () -> "it took " + took);
    }

    @Test
    void nothingIsAnnouncedOfLogInsWhereUsersMayHaveSeveral() {
        double before = announced();
        User user = User.any();
        first.connect(Encoding.JSON, user).join(room);
        second.connect(Encoding.JSON, user).join(room);
        first.connect(Encoding.JSON, user).close();
        assertEquals(before, announced());
    }

    private static double announced() {
        return Clustered.metric(first, "beckon_control_appended_total")
                + Clustered.metric(second, "beckon_control_appended_total");
    }

    @Test
    void anIssuerCanEndAllTokensFromBeforeATime() throws InterruptedException {
        WireClient here = first.connect(Encoding.JSON);
        TimeUnit.MILLISECONDS.sleep(1100);
        cluster.announce(new NotBefore(ISSUER, Instant.now()));
        assertEquals(4002, here.closed());
        second.connect(Encoding.JSON).join(room);
    }
}

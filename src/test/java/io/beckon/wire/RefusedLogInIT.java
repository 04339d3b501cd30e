package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.beckon.Thorough;
import io.beckon.cluster.Await;
import io.beckon.wire.OneOrTwoNodes.Where;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A user may be connected once, and the older session stays. */
@Thorough
class RefusedLogInIT {

    @RegisterExtension
    static final OneOrTwoNodes nodes = new OneOrTwoNodes(
            "beckon.duplicate-log-in", "refuse", "beckon.resume-window", "4S", "beckon.node-lapse", "3");

    private final User user = User.any();
    private final String room = ServerUnderTest.freshRoom();

    private static void refused(WireClient client) {
        client.send(Frames.join(ServerUnderTest.freshRoom()));
        assertEquals(4009, client.closed());
        assertEquals(0, client.received("joined").size());
    }

    @ParameterizedTest
    @EnumSource
    void theOlderSessionStays(Where where) {
        WireClient older = nodes.one(where).connect(Encoding.JSON, user);
        older.join(room);
        refused(nodes.other(where).connect(Encoding.CBOR, user));
        older.barrier();
        nodes.other(where).connect(Encoding.JSON).join(room);
        older.await("peer-joined");
    }

    @ParameterizedTest
    @EnumSource
    void aSilentSessionLogsInToo(Where where) {
        WireClient older = nodes.one(where).connect(Encoding.JSON, user);
        older.join(room);
        assertEquals(4009, nodes.other(where).connect(Encoding.JSON, user).closed());
    }

    @ParameterizedTest
    @EnumSource
    void aSilentSessionHasThePlace(Where where) {
        awaitPlacesTaken(nodes.one(where), 0);
        WireClient older = nodes.one(where).connect(Encoding.JSON, user);
        awaitPlacesTaken(nodes.one(where), 1);
        refused(nodes.other(where).connect(Encoding.JSON, user));
        older.join(room);
    }

    private static void awaitPlacesTaken(ServerUnderTest node, int count) {
        Await.until(
                Duration.ofSeconds(20),
                () -> Clustered.metric(node, "beckon_places_taken") == count,
                () -> "places taken: " + Clustered.metric(node, "beckon_places_taken"));
    }

    @ParameterizedTest
    @EnumSource
    void whoComesBackKeepsThePlace(Where where) {
        WireClient cut = nodes.one(where).connect(Encoding.JSON, user);
        cut.join(room);
        cut.vanish();
        refused(nodes.other(where).connect(Encoding.JSON, user));
        WireClient back = nodes.other(where).connect(Encoding.JSON, user);
        back.expect("resumed", Resuming.resume(cut, room));
        back.ack(Frames.message("back"));
        refused(nodes.one(where).connect(Encoding.JSON, user));
        back.close();
        awaitPlace(nodes.one(where));
    }

    @ParameterizedTest
    @EnumSource
    void whoTakesOverAnOpenConnectionKeepsThePlace(Where where) {
        WireClient old = nodes.one(where).connect(Encoding.JSON, user);
        old.barrier();
        old.join(room);
        WireClient next = nodes.other(where).connect(Encoding.JSON, user);
        next.expect("resumed", Resuming.resume(old, room));
        assertEquals(4009, old.closed());
        next.ack(Frames.message("here now"));
        refused(nodes.one(where).connect(Encoding.JSON, user));
        next.barrier();
    }

    @Test
    void whoSaysGoodbyeGivesThePlaceUpAtOnce() {
        WireClient older = nodes.alone.connect(Encoding.JSON, user);
        older.join(room);
        older.close();
        nodes.alone.connect(Encoding.JSON, user).join(room);
    }

    @Test
    void anotherNodeHearsOfAGoodbye() {
        WireClient older = nodes.first.connect(Encoding.JSON, user);
        older.join(room);
        older.close();
        awaitPlace(nodes.second);
    }

    @ParameterizedTest
    @EnumSource
    void whoDoesNotComeBackGivesThePlaceUp(Where where) {
        WireClient cut = nodes.one(where).connect(Encoding.JSON, user);
        cut.join(room);
        cut.vanish();
        refused(nodes.other(where).connect(Encoding.JSON, user));
        awaitPlace(nodes.other(where));
    }

    /** Tries until it is let in. */
    private void awaitPlace(ServerUnderTest node) {
        Await.until(
                Duration.ofSeconds(30),
                () -> {
                    WireClient client = node.connect(Encoding.JSON, user);
                    client.send(Frames.join(room));
                    return joins(client);
                },
                () -> "the place is never free");
    }

    private static boolean joins(WireClient client) {
        try {
            client.await("joined");
            return true;
        } catch (AssertionError refused) {
            assertEquals(4009, client.closed());
            return false;
        }
    }

    @Test
    void thePlacesOfAKilledNodeAreFreeOnceItIsLost() {
        try (ServerProcess third = nodes.third("RefusedLogInIT-third")) {
            String token = DevelopmentTokens.issue(third.url(), user);
            UpgradeRequest request =
                    UpgradeRequest.to(third.url()).token(token).subprotocols(Encoding.JSON.subprotocol());
            WireClient lost = new WireClient(request.open(), Encoding.JSON, user.id());
            lost.join(room);
            refused(nodes.first.connect(Encoding.JSON, user));
            third.kill();
            refused(nodes.first.connect(Encoding.JSON, user));
            awaitPlace(nodes.second);
        }
    }

    @Test
    void aNodeThatComesLaterKnowsWhoHasAPlace() {
        WireClient older = nodes.first.connect(Encoding.JSON, user);
        older.join(room);
        try (ServerProcess late = nodes.third("RefusedLogInIT-late")) {
            String token = DevelopmentTokens.issue(late.url(), user);
            UpgradeRequest request =
                    UpgradeRequest.to(late.url()).token(token).subprotocols(Encoding.JSON.subprotocol());
            refused(new WireClient(request.open(), Encoding.JSON, user.id()));
            older.barrier();
        }
    }
}

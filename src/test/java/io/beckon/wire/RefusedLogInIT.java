package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.beckon.cluster.Await;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A user may be connected once, and the older session stays. */
class RefusedLogInIT {

    private static final String[] POLICY = {
        "beckon.duplicate-log-in", "refuse", "beckon.resume-window", "4S", "beckon.node-lapse", "3"
    };

    private static final Clustered cluster = new Clustered();

    @RegisterExtension
    static final ServerUnderTest alone = ServerUnderTest.with(POLICY);

    @RegisterExtension
    static final ServerUnderTest first = cluster.node(POLICY);

    @RegisterExtension
    static final ServerUnderTest second = cluster.node(POLICY);

    private final User user = User.any();
    private final String room = ServerUnderTest.freshRoom();

    /** Where a user's two sessions are. */
    enum Where {
        ON_ONE_NODE,
        ON_TWO_NODES;

        ServerUnderTest one() {
            return this == ON_ONE_NODE ? alone : first;
        }

        ServerUnderTest other() {
            return this == ON_ONE_NODE ? alone : second;
        }
    }

    private static void refused(WireClient client) {
        client.send(Frames.join(ServerUnderTest.freshRoom()));
        assertEquals(4009, client.closed());
        assertEquals(0, client.received("joined").size());
    }

    @ParameterizedTest
    @EnumSource
    void theOlderSessionStays(Where where) {
        WireClient older = where.one().connect(Encoding.JSON, user);
        older.join(room);
        refused(where.other().connect(Encoding.CBOR, user));
        older.barrier();
        where.other().connect(Encoding.JSON).join(room);
        older.await("peer-joined");
    }

    @ParameterizedTest
    @EnumSource
    void aSilentSessionLogsInToo(Where where) {
        WireClient older = where.one().connect(Encoding.JSON, user);
        older.join(room);
        assertEquals(4009, where.other().connect(Encoding.JSON, user).closed());
    }

    @ParameterizedTest
    @EnumSource
    void aSilentSessionHasThePlace(Where where) {
        awaitPlacesTaken(where.one(), 0);
        WireClient older = where.one().connect(Encoding.JSON, user);
        awaitPlacesTaken(where.one(), 1);
        refused(where.other().connect(Encoding.JSON, user));
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
        WireClient cut = where.one().connect(Encoding.JSON, user);
        cut.join(room);
        cut.vanish();
        refused(where.other().connect(Encoding.JSON, user));
        WireClient back = where.other().connect(Encoding.JSON, user);
        back.expect("resumed", Resuming.resume(cut, room));
        back.ack(Frames.message("back"));
        refused(where.one().connect(Encoding.JSON, user));
        back.close();
        awaitPlace(where.one());
    }

    @ParameterizedTest
    @EnumSource
    void whoTakesOverAnOpenConnectionKeepsThePlace(Where where) {
        WireClient old = where.one().connect(Encoding.JSON, user);
        old.barrier();
        old.join(room);
        WireClient next = where.other().connect(Encoding.JSON, user);
        next.expect("resumed", Resuming.resume(old, room));
        assertEquals(4009, old.closed());
        next.ack(Frames.message("here now"));
        refused(where.one().connect(Encoding.JSON, user));
        next.barrier();
    }

    @Test
    void whoSaysGoodbyeGivesThePlaceUpAtOnce() {
        WireClient older = alone.connect(Encoding.JSON, user);
        older.join(room);
        older.close();
        alone.connect(Encoding.JSON, user).join(room);
    }

    @Test
    void anotherNodeHearsOfAGoodbye() {
        WireClient older = first.connect(Encoding.JSON, user);
        older.join(room);
        older.close();
        awaitPlace(second);
    }

    @ParameterizedTest
    @EnumSource
    void whoDoesNotComeBackGivesThePlaceUp(Where where) {
        WireClient cut = where.one().connect(Encoding.JSON, user);
        cut.join(room);
        cut.vanish();
        refused(where.other().connect(Encoding.JSON, user));
        awaitPlace(where.other());
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
        try (ServerProcess third = cluster.process("RefusedLogInIT-third", POLICY)) {
            String token = DevelopmentTokens.issue(third.url(), user);
            UpgradeRequest request =
                    UpgradeRequest.to(third.url()).token(token).subprotocols(Encoding.JSON.subprotocol());
            WireClient lost = new WireClient(request.open(), Encoding.JSON, user.id());
            lost.join(room);
            refused(first.connect(Encoding.JSON, user));
            third.kill();
            refused(first.connect(Encoding.JSON, user));
            awaitPlace(second);
        }
    }

    @Test
    void aNodeThatComesLaterKnowsWhoHasAPlace() {
        WireClient older = first.connect(Encoding.JSON, user);
        older.join(room);
        try (ServerProcess late = cluster.process("RefusedLogInIT-late", POLICY)) {
            String token = DevelopmentTokens.issue(late.url(), user);
            UpgradeRequest request =
                    UpgradeRequest.to(late.url()).token(token).subprotocols(Encoding.JSON.subprotocol());
            refused(new WireClient(request.open(), Encoding.JSON, user.id()));
            older.barrier();
        }
    }
}

package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A user may be connected once, and the newer session stays. */
class ReplacedLogInIT {

    private static final String[] POLICY = {"beckon.duplicate-log-in", "replace", "beckon.node-lapse", "3"};

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

    private WireClient witness(Where where) {
        WireClient witness = where.one().connect(Encoding.JSON);
        witness.join(room);
        return witness;
    }

    private static String reason(WireClient witness, WireClient gone) {
        JsonNode left = witness.await("peer-left");
        assertEquals(gone.peer(), left.path("peer").asText());
        return left.path("reason").asText();
    }

    @ParameterizedTest
    @EnumSource
    void theNewerSessionStaysAndTheRoomsOfTheOlderSeeWhy(Where where) {
        WireClient witness = witness(where);
        WireClient older = where.one().connect(Encoding.JSON, user);
        older.join(room);
        WireClient newer = where.other().connect(Encoding.CBOR, user);
        newer.join(room);
        assertEquals(4009, older.closed());
        assertEquals("replaced", reason(witness, older));
        assertEquals(0, older.received("left").size());
        newer.ack(Frames.message("here now"));
    }

    @ParameterizedTest
    @EnumSource
    void oneThatHasLostItsConnectionIsReplacedAtOnce(Where where) {
        WireClient witness = witness(where);
        WireClient older = where.one().connect(Encoding.JSON, user);
        older.join(room);
        older.vanish();
        where.other().connect(Encoding.JSON, user).join(ServerUnderTest.freshRoom());
        assertEquals("replaced", reason(witness, older));
    }

    @ParameterizedTest
    @EnumSource
    void whoWasReplacedDoesNotComeBack(Where where) {
        WireClient older = where.one().connect(Encoding.JSON, user);
        older.join(room);
        WireClient newer = where.other().connect(Encoding.JSON, user);
        newer.join(room);
        assertEquals(4009, older.closed());
        WireClient again = where.one().connect(Encoding.JSON, user);
        again.send(Resuming.resume(older, room));
        assertEquals(4009, again.closed());
        newer.barrier();
    }

    @ParameterizedTest
    @EnumSource
    void whoComesBackReplacesNobodyAndKeepsThePlace(Where where) {
        WireClient witness = witness(where);
        WireClient cut = where.one().connect(Encoding.JSON, user);
        cut.join(room);
        cut.vanish();
        WireClient back = where.other().connect(Encoding.JSON, user);
        back.expect("resumed", Resuming.resume(cut, room));
        back.ack(Frames.message("back"));
        witness.await("message");
        witness.expectNothingBut("peer-joined");
        WireClient newer = where.one().connect(Encoding.JSON, user);
        newer.join(room);
        assertEquals(4009, back.closed());
        assertEquals("replaced", reason(witness, cut));
    }

    @Test
    void theSessionOfAKilledNodeIsInNobodysWay() {
        try (ServerProcess third = cluster.process("ReplacedLogInIT-third", POLICY)) {
            String token = DevelopmentTokens.issue(third.url(), user);
            UpgradeRequest request =
                    UpgradeRequest.to(third.url()).token(token).subprotocols(Encoding.JSON.subprotocol());
            WireClient lost = new WireClient(request.open(), Encoding.JSON, user.id());
            lost.join(room);
            third.kill();
            WireClient newer = first.connect(Encoding.JSON, user);
            newer.join(room);
            WireClient again = second.connect(Encoding.JSON, user);
            again.send(Resuming.resume(lost));
            assertEquals(4009, again.closed());
            newer.barrier();
        }
    }
}

package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.beckon.Thorough;
import io.beckon.wire.OneOrTwoNodes.Where;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A user may be connected once, and the newer session stays. */
@Thorough
class ReplacedLogInIT {

    @RegisterExtension
    static final OneOrTwoNodes nodes =
            new OneOrTwoNodes("beckon.duplicate-log-in", "replace", "beckon.node-lapse", "3");

    private final User user = User.any();
    private final String room = ServerUnderTest.freshRoom();

    private WireClient witness(Where where) {
        WireClient witness = nodes.one(where).connect(Encoding.JSON);
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
        WireClient older = nodes.one(where).connect(Encoding.JSON, user);
        older.join(room);
        WireClient newer = nodes.other(where).connect(Encoding.CBOR, user);
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
        WireClient older = nodes.one(where).connect(Encoding.JSON, user);
        older.join(room);
        older.vanish();
        nodes.other(where).connect(Encoding.JSON, user).join(ServerUnderTest.freshRoom());
        assertEquals("replaced", reason(witness, older));
    }

    @ParameterizedTest
    @EnumSource
    void whoWasReplacedDoesNotComeBack(Where where) {
        WireClient older = nodes.one(where).connect(Encoding.JSON, user);
        older.join(room);
        WireClient newer = nodes.other(where).connect(Encoding.JSON, user);
        newer.join(room);
        assertEquals(4009, older.closed());
        WireClient again = nodes.one(where).connect(Encoding.JSON, user);
        again.send(Resuming.resume(older, room));
        assertEquals(4009, again.closed());
        newer.barrier();
    }

    @ParameterizedTest
    @EnumSource
    void whoComesBackReplacesNobodyAndKeepsThePlace(Where where) {
        WireClient witness = witness(where);
        WireClient cut = nodes.one(where).connect(Encoding.JSON, user);
        cut.join(room);
        cut.vanish();
        WireClient back = nodes.other(where).connect(Encoding.JSON, user);
        back.expect("resumed", Resuming.resume(cut, room));
        back.ack(Frames.message("back"));
        witness.await("message");
        witness.expectNothingBut("peer-joined");
        WireClient newer = nodes.one(where).connect(Encoding.JSON, user);
        newer.join(room);
        assertEquals(4009, back.closed());
        assertEquals("replaced", reason(witness, cut));
    }

    @Test
    void theSessionOfAKilledNodeIsInNobodysWay() {
        try (ServerProcess third = nodes.third("ReplacedLogInIT-third")) {
            String token = DevelopmentTokens.issue(third.url(), user);
            UpgradeRequest request =
                    UpgradeRequest.to(third.url()).token(token).subprotocols(Encoding.JSON.subprotocol());
            WireClient lost = new WireClient(request.open(), Encoding.JSON, user.id());
            lost.join(room);
            third.kill();
            WireClient newer = nodes.first.connect(Encoding.JSON, user);
            newer.join(room);
            WireClient again = nodes.second.connect(Encoding.JSON, user);
            again.send(Resuming.resume(lost));
            assertEquals(4009, again.closed());
            newer.barrier();
        }
    }
}

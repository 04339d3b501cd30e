package io.beckon.wire;

import static io.beckon.wire.Phone.accepted;
import static io.beckon.wire.Phone.call;
import static io.beckon.wire.Phone.reachable;
import static io.beckon.wire.Phone.ring;
import static io.beckon.wire.Phone.step;
import static io.beckon.wire.Resuming.resume;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.beckon.Thorough;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Calls between nodes: one outcome, the same on all sides, whatever happens to a node. */
@Thorough
class CallingNodesIT {

    private static final int RACES = 200;

    private static final Clustered cluster = new Clustered();
    private static final String[] QUICK = {
        "beckon.resume-window", "3S", "beckon.node-lapse", "3", "beckon.limits.calls-per-minute", "0"
    };

    @RegisterExtension
    static final ServerUnderTest first = cluster.node(QUICK);

    @RegisterExtension
    static final ServerUnderTest second = cluster.node(QUICK);

    private final User alice = User.any();
    private final User bob = User.any();

    @Test
    void devicesRingOnEveryNodeAndOneHasTheCall() {
        WireClient caller = first.connect(Encoding.JSON, alice);
        WireClient phone = reachable(first.connect(Encoding.CBOR, bob));
        WireClient laptop = reachable(second.connect(Encoding.JSON, bob));
        String call = ring(caller, laptop);
        assertEquals(call, phone.await("incoming-call").path("call").asText());

        laptop.ack(step("accept", call));

        String room = accepted(caller, call);
        assertEquals(room, accepted(laptop, call));
        assertEquals(call, phone.await("answered-elsewhere").path("call").asText());
        JsonNode callersPlace = caller.await("joined");
        assertEquals(room, callersPlace.path("room").asText());
        assertEquals(
                callersPlace.path("self").path("peer").asText(),
                laptop.await("joined").path("participants").path(0).path("peer").asText());
        caller.ack(Frames.offer(Sdp.offer("abcd").text(), "room", room));
        assertEquals(room, laptop.await("offer").path("room").asText());
        laptop.ack(step("hangup", call));
        assertEquals("hangup", caller.await("ended").path("reason").asText());
        laptop.await("ended");
    }

    @Test
    void whoHangsUpAtOnceIsSeenToDoSoByOneWhoIsNotInTheRoomYet() {
        WireClient caller = first.connect(Encoding.JSON, alice);
        WireClient callee = reachable(second.connect(Encoding.JSON, bob));
        for (int i = 0; i < 10; i++) {
            String call = ring(caller, callee);
            callee.ack(step("accept", call));
            caller.await("joined");
            caller.ack(step("hangup", call));
            caller.await("ended");
            accepted(callee, call);
            JsonNode ended = callee.await("ended");
            assertEquals(call, ended.path("call").asText());
            assertEquals("hangup", ended.path("reason").asText());
            assertEquals(bob.id(), ended.path("to").path("user").asText());
        }
        callee.barrier();
        assertEquals(10, callee.received("ended").size());
    }

    @Test
    void acceptAndCancelAtTheSameMomentHaveOneOutcome() {
        WireClient caller = first.connect(Encoding.JSON, alice);
        WireClient callee = reachable(second.connect(Encoding.JSON, bob));
        int accepted = 0;
        for (int race = 0; race < RACES; race++) {
            String call = ring(caller, callee);
            boolean calleeFirst = race % 2 == 0;
            WireClient earlier = calleeFirst ? callee : caller;
            WireClient later = calleeFirst ? caller : callee;
            String accept = "a" + race;
            String cancel = "c" + race;
            earlier.send(step(calleeFirst ? "accept" : "cancel", call, "id", calleeFirst ? accept : cancel));
            later.send(step(calleeFirst ? "cancel" : "accept", call, "id", calleeFirst ? cancel : accept));
            JsonNode toAccept = callee.reply(accept);
            JsonNode toCancel = caller.reply(cancel);
            boolean won = toAccept.path("type").asText().equals("ack");
            JsonNode lost = won ? toCancel : toAccept;
            assertEquals("ack", (won ? toAccept : toCancel).path("type").asText());
            assertEquals("wrong-state", lost.path("code").asText(), lost::toString);
            if (won) {
                accepted++;
                assertEquals(accepted(caller, call), accepted(callee, call));
                caller.await("joined");
                callee.await("joined");
                caller.ack(step("hangup", call));
                for (WireClient side : new WireClient[] {caller, callee}) {
                    assertEquals(call, side.await("ended").path("call").asText());
                    side.await("left");
                }
            } else {
                assertEquals(call, callee.await("cancelled").path("call").asText());
            }
        }
        System.out.println("accept against cancel: " + accepted + " of " + RACES + " accepted");
        assertEquals(accepted, caller.received("accepted").size());
        assertEquals(accepted, callee.received("accepted").size());
        assertEquals(RACES - accepted, callee.received("cancelled").size());
    }

    @Test
    void theCallersNodeIsKilledAndTheCallerComesBackElsewhere() {
        WireClient callee = reachable(second.connect(Encoding.JSON, bob));
        WireClient back = second.connect(Encoding.JSON, alice);
        String call;
        try (ServerProcess dying = cluster.process("CallingNodesIT-caller", QUICK)) {
            WireClient caller = connect(dying, alice);
            call = ring(caller, callee);
            dying.kill();
            caller.closed();
            JsonNode resumed = back.expect("resumed", resume(caller));
            JsonNode standing = resumed.path("calls").path(0);
            assertEquals(call, standing.path("call").asText(), resumed::toString);
            assertEquals("ringing", standing.path("state").asText());
        }
        callee.ack(step("accept", call));
        assertEquals(accepted(back, call), accepted(callee, call));
        back.await("joined");
        assertEquals(1, callee.await("joined").path("participants").size());
    }

    @Test
    void aCallerWhoIsKilledWithItsNodeAndStaysAwayHasCancelled() {
        WireClient phone = reachable(first.connect(Encoding.JSON, bob));
        WireClient laptop = reachable(second.connect(Encoding.JSON, bob));
        String call;
        try (ServerProcess dying = cluster.process("CallingNodesIT-gone", QUICK)) {
            call = ring(connect(dying, alice), phone);
            laptop.await("incoming-call");
            dying.kill();
        }
        for (WireClient device : new WireClient[] {phone, laptop}) {
            JsonNode cancelled = device.await(
                    frame -> frame.path("type").asText().equals("cancelled"), "cancelled", Duration.ofSeconds(20));
            assertEquals(call, cancelled.path("call").asText());
        }
        phone.refused("wrong-state", step("accept", call));
    }

    @Test
    void theCalleesNodeIsKilledAndTheCalleeAnswersElsewhere() {
        WireClient caller = first.connect(Encoding.JSON, alice);
        String call;
        WireClient back = second.connect(Encoding.JSON, bob);
        try (ServerProcess dying = cluster.process("CallingNodesIT-callee", QUICK)) {
            WireClient callee = reachable(connect(dying, bob));
            call = ring(caller, callee);
            dying.kill();
            callee.closed();
            back.expect("resumed", resume(callee));
        }
        assertEquals(call, back.await("incoming-call").path("call").asText());
        back.ack(step("accept", call));
        assertEquals(accepted(caller, call), accepted(back, call));
        caller.await("joined");
        back.await("joined");
    }

    @Test
    void aNodeThatIsKilledOnceItHasAcceptedLosesNoCall() {
        WireClient caller = first.connect(Encoding.JSON, alice);
        WireClient back = second.connect(Encoding.JSON, bob);
        String call;
        try (ServerProcess dying = cluster.process("CallingNodesIT-accepted", QUICK)) {
            WireClient callee = reachable(connect(dying, bob));
            call = ring(caller, callee);
            callee.ack(step("accept", call));
            dying.kill();
            callee.closed();
            boolean joined = !callee.received("joined").isEmpty();
            String room = accepted(caller, call);
            back.expect("resumed", joined ? resume(callee, room) : resume(callee));
            if (!joined) {
                assertEquals(room, back.await("joined").path("room").asText());
            }
        }
        caller.await("joined");
        caller.ack(step("hangup", call));
        assertEquals(call, back.await("ended").path("call").asText());
    }

    @Test
    void aResentCallIsTheSameCallOnAnotherNode() {
        WireClient callee = reachable(second.connect(Encoding.JSON, bob));
        WireClient back = second.connect(Encoding.JSON, alice);
        Map<String, Object> frame = call(bob.id(), "id", "again");
        try (ServerProcess dying = cluster.process("CallingNodesIT-resent", QUICK)) {
            WireClient caller = connect(dying, alice);
            String call = caller.send(frame).reply("again").path("call").asText();
            dying.kill();
            caller.closed();
            back.expect("resumed", resume(caller));
            assertEquals(call, back.send(frame).reply("again").path("call").asText());
        }
        callee.await("incoming-call");
        callee.barrier();
        assertEquals(1, callee.received("incoming-call").size());
    }

    @Test
    void whoIsOnNoNodeIsReachedByNobody() {
        WireClient caller = first.connect(Encoding.JSON, alice);
        long asked = System.nanoTime();
        caller.refused("no-such-user", call(bob.id()));
        long millis = (System.nanoTime() - asked) / 1_000_000;
        assertTrue(millis >= 2000, () -> "answered after " + millis + " ms, before the other nodes had their time");
    }

    private static WireClient connect(ServerProcess node, User user) {
        UpgradeRequest request = UpgradeRequest.to(node.url())
                .token(DevelopmentTokens.issue(node.url(), user))
                .subprotocols(Encoding.JSON.subprotocol());
        return new WireClient(request.open(), Encoding.JSON, user.id());
    }
}

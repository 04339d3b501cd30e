package io.beckon.wire;

import static io.beckon.wire.Frames.frame;
import static io.beckon.wire.Phone.accepted;
import static io.beckon.wire.Phone.call;
import static io.beckon.wire.Phone.hasNoPlace;
import static io.beckon.wire.Phone.reachable;
import static io.beckon.wire.Phone.ring;
import static io.beckon.wire.Phone.step;
import static io.beckon.wire.Phone.talk;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls to a person, on one node. */
class CallingIT {

    /** By default. */
    private static final int MOST_ROOMS = 16;

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.withDefaults();

    private final User bob = User.any();

    private WireClient device(Encoding encoding, User user) {
        return reachable(server.connect(encoding, user));
    }

    @ParameterizedTest
    @EnumSource
    void everyDeviceRingsAndTheFirstThatAcceptsHasTheCall(Encoding encoding) {
        WireClient alice = server.connect(encoding);
        WireClient phone = device(encoding, bob);
        WireClient laptop = device(encoding, bob);

        Instant asked = Instant.now();
        JsonNode calling =
                alice.expect("calling", call(bob.id(), "timeoutSeconds", 20, "metadata", Map.of("video", true)));
        String call = calling.path("call").asText();
        assertEquals(alice.user(), calling.path("from").path("user").asText());
        assertEquals(bob.id(), calling.path("to").path("user").asText());
        Instant expiry = Instant.parse(calling.path("expiresAt").asText());
        assertTrue(Duration.between(asked.plusSeconds(20), expiry).abs().toSeconds() < 5, calling::toString);
        JsonNode ringing = alice.await("ringing");
        assertEquals(call, ringing.path("call").asText());
        hasNoPlace(ringing);
        for (WireClient device : List.of(phone, laptop)) {
            JsonNode incoming = device.await("incoming-call");
            assertEquals(call, incoming.path("call").asText());
            assertEquals(alice.user(), incoming.path("from").path("user").asText());
            assertTrue(incoming.path("from").has("name"), incoming::toString);
            assertEquals(bob.id(), incoming.path("to").path("user").asText());
            assertTrue(incoming.path("metadata").path("video").asBoolean(), incoming::toString);
            assertEquals(expiry, Instant.parse(incoming.path("expiresAt").asText()));
            hasNoPlace(incoming);
        }

        phone.ack(step("accept", call));
        String room = accepted(phone, call);
        assertEquals(room, accepted(alice, call));
        JsonNode callersPlace = alice.await("joined");
        JsonNode calleesPlace = phone.await("joined");
        assertEquals(room, callersPlace.path("room").asText());
        assertFalse(callersPlace.has("id"), callersPlace::toString);
        JsonNode callee = callersPlace.path("participants").path(0);
        JsonNode caller = calleesPlace.path("participants").path(0);
        assertEquals(bob.id(), callee.path("user").asText());
        assertEquals(alice.user(), caller.path("user").asText());
        assertTrue(callee.path("polite").asBoolean(), "the callee is polite");
        assertFalse(caller.path("polite").asBoolean(), "the caller is not");
        assertEquals(call, laptop.await("answered-elsewhere").path("call").asText());
        laptop.refused("wrong-state", step("accept", call));
        laptop.refused("wrong-state", step("decline", call));
        alice.refused("wrong-state", step("cancel", call));

        alice.ack(Frames.offer(Sdp.offer("abcd").text(), "room", room));
        assertEquals(
                callersPlace.path("self").path("peer").asText(),
                phone.await("offer").path("from").asText());
        phone.ack(step("hangup", call, "reason", "dinner"));
        for (WireClient party : List.of(alice, phone)) {
            JsonNode ended = party.await("ended");
            assertEquals(call, ended.path("call").asText());
            assertEquals("dinner", ended.path("reason").asText());
            assertEquals(alice.user(), ended.path("from").path("user").asText());
            assertEquals(bob.id(), ended.path("to").path("user").asText());
            hasNoPlace(ended);
            assertEquals(room, party.await("left").path("room").asText());
        }
        laptop.expectNothingBut();
    }

    /** The room may not be there yet: {@code hangup} waits for it. */
    @Test
    void whoeverHasAcceptedMayHangUpAtOnce() {
        WireClient alice = server.connect(Encoding.JSON);
        WireClient phone = device(Encoding.JSON, bob);
        for (int i = 0; i < 10; i++) {
            String call = alice.expect("calling", call(bob.id())).path("call").asText();
            phone.await("incoming-call");
            phone.send(step("accept", call));
            List<WireClient> parties = i % 2 == 0 ? List.of(alice, phone) : List.of(phone, alice);
            accepted(parties.getFirst(), call);
            parties.getFirst().ack(step("hangup", call));
            parties.forEach(party ->
                    assertEquals(call, party.await("ended").path("call").asText()));
            accepted(parties.getLast(), call);
        }
    }

    @Test
    void oneDeviceDeclinesForTheUser() {
        WireClient alice = server.connect(Encoding.JSON);
        WireClient phone = device(Encoding.JSON, bob);
        WireClient laptop = device(Encoding.JSON, bob);
        String call = ring(alice, phone);
        laptop.await("incoming-call");

        phone.ack(step("decline", call, "reason", "in a meeting"));

        for (WireClient other : List.of(alice, laptop)) {
            JsonNode declined = other.await("declined");
            assertEquals(call, declined.path("call").asText());
            assertEquals("in a meeting", declined.path("reason").asText());
        }
        laptop.refused("wrong-state", step("accept", call));
        phone.expectNothingBut();
    }

    @Test
    void theCallerCancels() {
        WireClient alice = server.connect(Encoding.JSON);
        WireClient phone = device(Encoding.JSON, bob);
        String call = ring(alice, phone);

        alice.ack(step("cancel", call));

        assertEquals(call, phone.await("cancelled").path("call").asText());
        phone.refused("wrong-state", step("accept", call));
        alice.refused("wrong-state", step("cancel", call));
        alice.refused("wrong-state", step("hangup", call));
        alice.expectNothingBut();
    }

    @Test
    void timeRunsOut() {
        WireClient alice = server.connect(Encoding.JSON);
        WireClient phone = device(Encoding.JSON, bob);
        String call = alice.expect("calling", call(bob.id(), "timeoutSeconds", 5))
                .path("call")
                .asText();
        phone.await("incoming-call");

        for (WireClient side : List.of(alice, phone)) {
            assertEquals(call, side.await("no-answer").path("call").asText());
        }
        phone.refused("wrong-state", step("accept", call));
    }

    @Test
    void whoIsNotConnectedAndWhoDoesNotExistAreAlike() {
        WireClient alice = server.connect(Encoding.JSON);
        WireClient gone = device(Encoding.JSON, bob);
        gone.close();
        gone.closed();

        JsonNode absent = alice.refused("no-such-user", call(bob.id()));
        JsonNode unknown = alice.refused("no-such-user", call("nobody-" + bob.id()));

        assertEquals(absent.path("message").asText(), unknown.path("message").asText());
        alice.expectNothingBut();
    }

    @Test
    void aCallThatWasRefusedMayBeSentAgain() {
        WireClient alice = server.connect(Encoding.JSON);
        Map<String, Object> calls = frame("call", "id", "c", "user", bob.id());
        assertEquals("no-such-user", alice.send(calls).reply("c").path("code").asText());
        WireClient phone = device(Encoding.JSON, bob);

        String call = alice.send(calls).reply("c").path("call").asText();

        assertEquals(call, phone.await("incoming-call").path("call").asText());
        alice.await("ringing");
    }

    @Test
    void whoConnectsWhileItRingsRingsToo() {
        WireClient alice = server.connect(Encoding.JSON);
        WireClient phone = device(Encoding.JSON, bob);
        String call = ring(alice, phone);

        WireClient late = server.connect(Encoding.JSON, bob);
        assertEquals(call, late.await("incoming-call").path("call").asText());
        late.ack(step("accept", call));

        assertEquals(call, phone.await("answered-elsewhere").path("call").asText());
        assertEquals(accepted(alice, call), accepted(late, call));
    }

    @Test
    void callingOneselfRingsOnesOtherDevices() {
        WireClient phone = device(Encoding.JSON, bob);
        WireClient laptop = device(Encoding.JSON, bob);
        String call = ring(phone, laptop);

        phone.refused("wrong-state", step("accept", call));
        laptop.ack(step("accept", call));

        assertEquals(accepted(phone, call), accepted(laptop, call));
        phone.await("joined");
        laptop.await("joined");
    }

    @Test
    void oneRingingCallForAPairIsEnough() {
        WireClient alice = server.connect(Encoding.JSON);
        WireClient phone = device(Encoding.JSON, bob);
        String first = ring(alice, phone);

        String second = alice.expect("calling", call(bob.id())).path("call").asText();

        assertNotEquals(first, second);
        assertEquals(second, alice.await("busy").path("call").asText());
        phone.expectNothingBut();
    }

    @Test
    void twoWhoCallEachOtherHaveOneCall() {
        WireClient alice = reachable(server.connect(Encoding.JSON));
        WireClient phone = device(Encoding.JSON, bob);
        String there = ring(alice, phone);
        String back = ring(phone, alice);

        phone.ack(step("accept", there));

        assertEquals(accepted(alice, there), accepted(phone, there));
        for (WireClient side : List.of(alice, phone)) {
            JsonNode cancelled = side.await("cancelled");
            assertEquals(back, cancelled.path("call").asText());
            assertEquals("crossed", cancelled.path("reason").asText());
        }
    }

    @Test
    void othersKnowOfNoCall() {
        WireClient alice = server.connect(Encoding.JSON);
        WireClient phone = device(Encoding.JSON, bob);
        WireClient mallory = server.connect(Encoding.JSON);
        String call = ring(alice, phone);

        for (String type : List.of("accept", "decline", "cancel", "hangup")) {
            mallory.refused("no-such-call", step(type, call));
            mallory.refused("no-such-call", step(type, "unheard-of"));
        }
        phone.refused("wrong-state", step("cancel", call));
        alice.refused("wrong-state", step("accept", call));
        phone.ack(step("accept", call));
        mallory.refused("not-allowed", Frames.join(accepted(alice, call)));
        mallory.refused("no-such-call", step("hangup", call));
        mallory.expectNothingBut();
    }

    @Test
    void theRoomsOfCallsAreMadeByCallsOnly() {
        WireClient alice = server.connect(Encoding.JSON);
        assertEquals(
                "room",
                alice.refused("not-allowed", Frames.join("call:something"))
                        .path("field")
                        .asText());
    }

    @Test
    void aPartyThatIsGoneForGoodEndsIt() {
        WireClient alice = server.connect(Encoding.JSON);
        WireClient phone = device(Encoding.JSON, bob);
        talk(alice, phone);

        alice.close();

        assertEquals("left", phone.await("ended").path("reason").asText());
    }

    @Test
    void whoDidNotHearOfTheRoomBeforeTheConnectionBrokeHearsOfItAfterwards() {
        WireClient alice = server.connect(Encoding.JSON);
        WireClient phone = device(Encoding.JSON, bob);
        String room = talk(alice, phone);
        phone.vanish();

        WireClient back = server.connect(Encoding.JSON, bob);
        JsonNode resumed = back.expect("resumed", Resuming.resume(phone));
        JsonNode standing = resumed.path("calls").path(0);
        assertEquals("accepted", standing.path("state").asText(), resumed::toString);
        assertEquals(room, standing.path("room").asText());
        assertEquals(room, back.await("joined").path("room").asText());

        alice.ack(step("hangup", standing.path("call").asText()));
        back.await("ended");
    }

    @Test
    void theCallersEndCancels() {
        WireClient alice = server.connect(Encoding.JSON);
        WireClient phone = device(Encoding.JSON, bob);
        String call = ring(alice, phone);

        alice.close();

        assertEquals(call, phone.await("cancelled").path("call").asText());
    }

    @Test
    void resentFramesHaveTheSameReply() {
        WireClient alice = server.connect(Encoding.JSON);
        WireClient phone = device(Encoding.JSON, bob);
        Map<String, Object> calls = frame("call", "id", "c", "user", bob.id());
        String call = alice.send(calls).reply("c").path("call").asText();
        phone.await("incoming-call");
        assertEquals(call, alice.send(calls).reply("c").path("call").asText());

        Map<String, Object> accepts = frame("accept", "id", "a", "call", call);
        assertEquals("ack", phone.send(accepts).reply("a").path("type").asText());
        assertEquals("ack", phone.send(accepts).reply("a").path("type").asText());
        phone.await("joined");
        Map<String, Object> hangsUp = frame("hangup", "id", "h", "call", call);
        assertEquals("ack", phone.send(hangsUp).reply("h").path("type").asText());
        assertEquals("ack", phone.send(hangsUp).reply("h").path("type").asText());
        assertEquals(1, phone.received("ended").size());
        assertEquals(1, phone.received("accepted").size());
    }

    @Test
    void tooManyCallsAMinuteAreTooMany() {
        WireClient alice = server.connect(Encoding.JSON);
        WireClient phone = device(Encoding.JSON, bob);
        ring(alice, phone);
        for (int i = 1; i < 10; i++) {
            alice.expect("calling", call(bob.id()));
        }
        JsonNode refused = alice.refused("rate-limited", call(bob.id()));
        assertTrue(refused.path("retryAfterMs").asLong() > 0, refused::toString);
    }

    @Test
    void acceptedCallsCountAmongTheRoomsOfAConnection() {
        User anna = User.any();
        WireClient alice = server.connect(Encoding.JSON, anna);
        WireClient phone = device(Encoding.JSON, bob);
        List<String> rooms = new ArrayList<>();
        for (int i = 1; i < MOST_ROOMS; i++) {
            rooms.add(ServerUnderTest.freshRoom());
        }
        rooms.forEach(alice::join);
        String call = ring(alice, phone);
        rooms.add(ServerUnderTest.freshRoom());
        alice.join(rooms.getLast());
        phone.ack(step("accept", call));
        rooms.add(accepted(alice, call));
        alice.await("joined");

        alice.refused("not-allowed", call(bob.id()));
        WireClient carol = server.connect(Encoding.JSON);
        String carols = carol.expect("calling", call(alice.user())).path("call").asText();
        alice.await("incoming-call");
        alice.refused("not-allowed", step("accept", carols));
        alice.ack(step("decline", carols));

        alice.vanish();
        WireClient back = server.connect(Encoding.JSON, anna);
        JsonNode resumed = back.expect("resumed", Resuming.resume(alice, rooms.toArray(String[]::new)));
        assertEquals(MOST_ROOMS + 1, resumed.path("rooms").size(), resumed::toString);
        back.ack(step("hangup", call));
    }

    // several

    @Test
    void severalAreCalledAtOnceAndEachAnswersForItself() {
        User carol = User.any();
        User dave = User.any();
        WireClient alice = server.connect(Encoding.JSON);
        WireClient bobs = device(Encoding.JSON, bob);
        WireClient carols = device(Encoding.JSON, carol);
        WireClient daves = device(Encoding.JSON, dave);
        JsonNode calling = alice.expect("calling", frame("call", "user", List.of(bob.id(), carol.id(), dave.id())));
        String call = calling.path("call").asText();
        assertEquals(3, calling.path("to").size(), calling::toString);
        List.of(bobs, carols, daves).forEach(device -> device.await("incoming-call"));

        bobs.ack(step("accept", call));
        String room = accepted(alice, call);
        alice.await("joined");
        bobs.await("joined");
        daves.ack(step("decline", call));
        assertEquals(dave.id(), alice.await("declined").path("to").path("user").asText());
        carols.ack(step("accept", call));
        JsonNode second = alice.await("accepted");
        assertEquals(carol.id(), second.path("to").path("user").asText());
        assertEquals(2, carols.await("joined").path("participants").size());
        for (WireClient before : List.of(alice, bobs)) {
            assertEquals(
                    carol.id(),
                    before.await("peer-joined").path("peer").path("user").asText());
        }

        alice.ack(step("hangup", call));
        assertEquals(call, alice.await("ended").path("call").asText());
        for (WireClient other : List.of(bobs, carols)) {
            assertEquals("left", other.await("peer-left").path("reason").asText());
        }
        carols.ack(step("hangup", call));
        assertEquals(room, bobs.await("room-closed").path("room").asText());
        assertEquals(call, bobs.await("ended").path("call").asText());
        daves.expectNothingBut("incoming-call");
    }
}

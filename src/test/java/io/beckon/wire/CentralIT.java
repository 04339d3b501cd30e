package io.beckon.wire;

import static io.beckon.wire.Frames.candidate;
import static io.beckon.wire.Frames.hostCandidate;
import static io.beckon.wire.Frames.message;
import static io.beckon.wire.Frames.offer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Rooms whose media goes through one server: {@code sfu} and {@code mcu}. */
class CentralIT {

    private static final String OFFER = Sdp.offer("aaaa").text();
    private static final String ANSWER = Sdp.answer("bbbb").text();

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.withDefaults();

    private WireClient media;
    private WireClient alice;
    private WireClient bob;

    static Stream<Arguments> rooms() {
        return Stream.of("sfu", "mcu")
                .flatMap(pattern -> Arrays.stream(Encoding.values()).map(encoding -> Arguments.of(pattern, encoding)));
    }

    private void joinAll(String pattern, Encoding encoding) {
        String room = ServerUnderTest.freshRoom();
        media = server.connect(encoding, "media-server");
        alice = server.connect(encoding);
        bob = server.connect(encoding);
        media.join(room, "pattern", pattern, "role", "media-server");
        alice.join(room);
        bob.join(room);
        media.await("peer-joined");
        media.await("peer-joined");
        alice.await("peer-joined");
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void unaddressedOffersAndCandidatesGoToTheMediaServer(String pattern, Encoding encoding) {
        joinAll(pattern, encoding);

        alice.ack(offer(OFFER));
        alice.ack(candidate(hostCandidate("aaaa", 1000)));
        assertEquals(alice.peer(), media.await("offer").path("from").asText());
        assertEquals(alice.peer(), media.await("ice-candidate").path("from").asText());
        media.ack(Frames.answer(ANSWER));
        media.ack(candidate(hostCandidate("bbbb", 2000), "to", alice.peer()));
        assertEquals(media.peer(), alice.await("answer").path("from").asText());
        assertEquals(media.peer(), alice.await("ice-candidate").path("from").asText());
        bob.expectNothingBut();
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void theMediaServerSaysWhom(String pattern, Encoding encoding) {
        joinAll(pattern, encoding);

        // "to required": which code it has without is not said.
        JsonNode error = media.expect("error", offer(OFFER));
        assertTrue(
                "bad-message no-such-peer not-allowed"
                        .contains(error.path("code").asText()),
                error::toString);
        media.ack(offer(OFFER, "to", bob.peer()));
        bob.await("offer");
        alice.expectNothingBut();
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void participantsDoNotNegotiateWithEachOther(String pattern, Encoding encoding) {
        joinAll(pattern, encoding);

        alice.refused("not-allowed", offer(OFFER, "to", bob.peer()));
        alice.refused("not-allowed", candidate(hostCandidate("aaaa", 1000), "to", bob.peer()));
        bob.expectNothingBut();
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void messagesGoToEveryoneOrToAnyone(String pattern, Encoding encoding) {
        joinAll(pattern, encoding);

        alice.ack(message("all"));
        assertEquals("all", bob.await("message").path("data").asText());
        assertEquals("all", media.await("message").path("data").asText());
        alice.ack(message("psst", "to", bob.peer()));
        assertEquals("psst", bob.await("message").path("data").asText());
        media.expectNothingBut();
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void theMediaServerIsNeverPolite(String pattern, Encoding encoding) {
        String room = ServerUnderTest.freshRoom();
        alice = server.connect(encoding, "media-server");
        media = server.connect(encoding, "media-server");
        alice.join(room, "pattern", pattern);
        JsonNode joined = media.join(room, "role", "media-server");

        assertEquals(true, joined.path("participants").path(0).path("polite").asBoolean());
        assertEquals(
                false, alice.await("peer-joined").path("peer").path("polite").asBoolean(true));
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void withoutMediaServerThereIsNobodyToOfferToYet(String pattern, Encoding encoding) {
        WireClient client = server.connect(encoding, "moderator");
        client.join(ServerUnderTest.freshRoom(), "pattern", pattern);
        WireClient other = server.connect(encoding);
        other.join(client.received("joined").getFirst().path("room").asText());

        JsonNode error = client.refused("no-such-peer", offer(OFFER));
        assertTrue(error.path("retryable").asBoolean(), error::toString);
        other.expectNothingBut();
    }
}

package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.beckon.Thorough;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Frames with a few bytes changed: each is answered, none does harm. */
@Thorough
class FuzzIT {

    private static final int FRAMES = 1500;
    private static final List<String> ANSWERS = List.of("error", "ack", "joined", "left", "roster", "pong", "resumed");

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.with(
            "beckon.limits.malformed-per-minute", "100000",
            "beckon.limits.frames-per-second", "0",
            "beckon.limits.bytes-per-second", "0");

    static Stream<Arguments> seeds() {
        return Arrays.stream(Encoding.values())
                .flatMap(encoding -> Stream.of(1L, 2L, 3L).map(seed -> Arguments.of(encoding, seed)));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void changedFramesDoNoHarm(Encoding encoding, long seed) {
        Random random = new Random(seed);
        String room = ServerUnderTest.freshRoom();
        WireClient witness = server.connect(encoding);
        WireClient sender = server.connect(encoding);
        witness.join(room);
        sender.join(room);
        List<byte[]> good =
                goodFrames(room, witness.peer()).map(encoding::write).toList();

        for (int i = 0; i < FRAMES; i++) {
            byte[] frame = good.get(random.nextInt(good.size())).clone();
            change(frame, encoding, random);
            sender.sendPayload(frame);
            if (i % 100 == 99) {
                for (JsonNode answer : sender.expectNothingBut(ANSWERS.toArray(String[]::new))) {
                    assertTrue(!answer.path("code").asText().equals("internal"), answer::toString);
                }
            }
        }
        witness.barrier();
        assertTrue(witness.received("error").isEmpty());
    }

    private static Stream<Map<String, Object>> goodFrames(String room, String peer) {
        return Stream.of(
                Frames.message(Frames.object("a", List.of(1, 2.5, "x", true)), "id", "m1", "room", room),
                Frames.offer(Pair.OFFER, "id", "o1", "to", peer, "pc", "screen", "room", room),
                Frames.answer(Pair.ANSWER, "id", "a1", "to", peer, "re", 17, "room", room),
                Frames.candidate(Frames.hostCandidate("aaaa", 1), "id", "c1", "to", peer, "room", room),
                Frames.frame("update", "name", "Al", "metadata", Frames.object("hand", true), "room", room),
                Frames.frame("connection-state", "peer", peer, "state", "connected", "room", room),
                Frames.frame("roster", "id", "r1", "room", room),
                Frames.frame("kick", "peer", peer, "reason", "why", "barSeconds", 5, "room", room),
                Frames.frame("ping", "id", "p1"));
    }

    /** JSON stays UTF-8, for what is not ends the connection. */
    private static void change(byte[] frame, Encoding encoding, Random random) {
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            int at = random.nextInt(frame.length);
            frame[at] = (byte) random.nextInt(encoding == Encoding.JSON ? 128 : 256);
        }
    }
}

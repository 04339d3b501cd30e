package io.beckon.wire;

import static io.beckon.wire.Frames.candidate;
import static io.beckon.wire.Frames.frame;
import static io.beckon.wire.Frames.join;
import static io.beckon.wire.Frames.message;
import static io.beckon.wire.Frames.object;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Section 2: frames with a field that is missing, of the wrong kind or too long. */
class BadFieldsIT {

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.withDefaults();

    /** A frame, the codes that fit and the field to blame. */
    record Bad(Map<String, Object> frame, String codes, String field) {

        @Override
        public String toString() {
            String text = frame.toString();
            return field + " in " + text.substring(0, Math.min(text.length(), 100));
        }
    }

    @ParameterizedTest
    @MethodSource
    void isRefusedWithItsNameAndNobodyElseNotices(Encoding encoding, Bad bad) {
        new BadFrameProbe(server, encoding).refuses(bad.frame(), bad.codes(), bad.field());
    }

    static Stream<Arguments> isRefusedWithItsNameAndNobodyElseNotices() {
        List<Bad> all = Stream.of(types(), rooms(), joins(), negotiation(), candidates(), others())
                .flatMap(bads -> bads)
                .toList();
        return Arrays.stream(Encoding.values())
                .flatMap(encoding -> all.stream().map(bad -> Arguments.of(encoding, bad)));
    }

    private static Stream<Bad> types() {
        return Stream.of(
                bad(object("id", "a"), "type"),
                bad(object("type", null), "type"),
                bad(object("type", 5), "type"),
                bad(object("type", object()), "type"),
                new Bad(frame("nonsense"), "unknown-type", "type"),
                new Bad(frame(""), "unknown-type|bad-message", "type"),
                new Bad(frame("Ping"), "unknown-type", "type"),
                new Bad(frame("welcome"), "unknown-type", "type"),
                new Bad(frame("peer-joined"), "unknown-type", "type"));
    }

    private static Stream<Bad> rooms() {
        return Stream.of(
                        "",
                        " r",
                        "r ",
                        ".",
                        "..",
                        "a/b",
                        "a\\b",
                        "a\nb",
                        "a\u0000b",
                        "a\u0085b",
                        "a\u007fb",
                        "r".repeat(129),
                        "😀".repeat(129),
                        5,
                        true,
                        object(),
                        List.of("r"))
                .flatMap(room ->
                        Stream.of(bad(frame("join", "room", room), "room"), bad(message("hi", "room", room), "room")));
    }

    private static Stream<Bad> joins() {
        return Stream.of(
                bad(frame("join"), "room"),
                bad(join("other", "name", ""), "name"),
                bad(join("other", "name", 5), "name"),
                bad(join("other", "name", "n".repeat(65)), "name"),
                bad(join("other", "name", "a\u202eb"), "name"),
                bad(join("other", "name", "a\u2066b"), "name"),
                bad(join("other", "name", "a\nb"), "name"),
                bad(join("other", "role", "king"), "role"),
                bad(join("other", "role", 1), "role"),
                bad(join("other", "pattern", "ring"), "pattern"),
                bad(join("other", "replace", "me"), "replace"),
                bad(join("other", "replace", object("session", "a")), "replace"),
                bad(join("other", "replace", object("session", "a b", "secret", "c")), "replace"),
                new Bad(join("other", "metadata", object("m", "x".repeat(4096))), "bad-message|too-large", "metadata"),
                new Bad(
                        frame("update", "metadata", object("m", "ä".repeat(2045))),
                        "bad-message|too-large",
                        "metadata"),
                bad(frame("update", "name", "n".repeat(65)), "name"));
    }

    private static Stream<Bad> negotiation() {
        String sdp = Sdp.offer("aaaa").text();
        return Stream.of(
                bad(frame("offer"), "offer"),
                bad(frame("offer", "offer", null), "offer"),
                bad(frame("offer", "offer", sdp), "offer"),
                bad(frame("offer", "offer", List.of()), "offer"),
                bad(frame("offer", "sdp", sdp), "offer"),
                bad(frame("offer", "offer", object("sdp", sdp)), "offer"),
                bad(frame("offer", "offer", object("type", "answer", "sdp", sdp)), "offer"),
                bad(frame("offer", "offer", object("type", "pranswer", "sdp", sdp)), "offer"),
                bad(frame("offer", "offer", object("type", "offer")), "offer"),
                bad(frame("offer", "offer", object("type", "offer", "sdp", 5)), "offer"),
                bad(frame("offer", "offer", object("type", "offer", "sdp", List.of("v=0"))), "offer"),
                bad(frame("answer"), "answer"),
                bad(frame("answer", "answer", object("type", "offer", "sdp", sdp)), "answer"),
                bad(frame("answer", "answer", object("type", "rollback")), "answer"),
                bad(frame("answer", "offer", object("type", "answer", "sdp", sdp)), "answer"),
                bad(Frames.offer(sdp, "pc", "a b"), "pc"),
                bad(Frames.offer(sdp, "pc", "ä"), "pc"),
                bad(Frames.offer(sdp, "pc", "p".repeat(65)), "pc"),
                bad(Frames.offer(sdp, "pc", 1), "pc"),
                bad(Frames.offer(sdp, "to", 1), "to"),
                bad(Frames.offer(sdp, "to", List.of("a", "b")), "to"),
                bad(Frames.answer(sdp, "re", -1), "re"),
                bad(Frames.answer(sdp, "re", 1.5), "re"),
                bad(Frames.answer(sdp, "re", "1"), "re"),
                bad(Frames.answer(sdp, "re", 1L << 53), "re"),
                bad(frame("reject", "to", "somebody", "reason", "r".repeat(257)), "reason"),
                bad(frame("reject", "to", "somebody", "reason", 5), "reason"),
                bad(frame("connection-state", "state", "connected"), "peer"),
                bad(frame("connection-state", "peer", "somebody"), "state"),
                bad(frame("connection-state", "peer", "somebody", "state", "new"), "state"),
                bad(frame("connection-state", "peer", "somebody", "state", 1), "state"));
    }

    private static Stream<Bad> candidates() {
        String good = "candidate:1 1 udp 2122194687 10.99.0.1 34235 typ host";
        return Stream.of(
                bad(frame("ice-candidate"), "candidate"),
                new Bad(candidate(5), "bad-message|bad-candidate", "candidate"),
                // An article or library may send the text alone; the contract knows objects only.
                new Bad(candidate(good), "bad-message|bad-candidate", "candidate"),
                bad(candidate(object("candidate", 5)), "candidate"),
                bad(candidate(object("candidate", good, "sdpMid", 0.5)), "candidate"),
                bad(candidate(object("candidate", good, "sdpMLineIndex", "first")), "candidate"),
                bad(candidate(object("candidate", good, "sdpMid", "0", "sdpMLineIndex", "first")), "candidate"),
                bad(candidate(object("candidate", good, "sdpMLineIndex", -1)), "candidate"),
                bad(candidate(object("candidate", good, "sdpMLineIndex", 0.5)), "candidate"),
                bad(candidate(object("candidate", good, "usernameFragment", 0.5)), "candidate"));
    }

    private static Stream<Bad> others() {
        return Stream.of(
                bad(frame("message"), "data"),
                bad(message(null), "data"),
                new Bad(message("d".repeat(16_384)), "bad-message|too-large", "data"),
                new Bad(message("ä".repeat(8_192)), "bad-message|too-large", "data"),
                bad(frame("roster", "after", 5), "after"),
                bad(frame("kick"), "peer"),
                bad(frame("kick", "peer", "somebody", "barSeconds", 86_401), "barSeconds"),
                bad(frame("kick", "peer", "somebody", "barSeconds", -1), "barSeconds"),
                bad(frame("kick", "peer", "somebody", "barSeconds", "10"), "barSeconds"),
                bad(frame("set-role", "peer", "somebody"), "role"),
                bad(frame("set-role", "role", "host"), "peer"),
                bad(frame("set-role", "peer", "somebody", "role", "king"), "role"),
                bad(frame("resume"), "session"),
                bad(frame("resume", "session", "a", "secret", "b"), "rooms"),
                bad(frame("resume", "session", "a", "rooms", object()), "secret"),
                bad(frame("resume", "session", "a", "secret", "b", "rooms", List.of("r")), "rooms"),
                bad(frame("resume", "session", "a", "secret", "b", "rooms", object("r", "1")), "rooms"),
                bad(frame("resume", "session", "a", "secret", "b", "rooms", object("r", -1)), "rooms"),
                bad(frame("resume", "session", "a", "secret", "b", "rooms", object("a/b", 1)), "rooms"));
    }

    private static Bad bad(Map<String, Object> frame, String field) {
        return new Bad(frame, "bad-message", field);
    }
}

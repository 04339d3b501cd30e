package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Descriptions and candidates that no browser would make. */
class BadSdpIT {

    private static final String GOOD = Sdp.offer("aaaa").text();

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.withDefaults();

    /** {@code line}: its number, or 0 where no single one is to blame. */
    record Bad(String what, UnaryOperator<String> change, int line) {

        @Override
        public String toString() {
            return what;
        }
    }

    @ParameterizedTest
    @MethodSource
    void aBadDescriptionIsRefusedWithItsLine(Encoding encoding, Bad bad) {
        String sdp = bad.change().apply(GOOD);
        JsonNode error = new BadFrameProbe(server, encoding).refuses(Frames.offer(sdp), "bad-sdp");

        String message = error.path("message").asText();
        assertTrue(message.matches("(?s).*\\((RFC \\d|WebRTC section).*\\)"), "names the RFC: " + message);
        assertTrue(bad.line() == 0 || message.matches("(?s).*\\b" + bad.line() + "\\b.*"), error::toString);
    }

    static Stream<Arguments> aBadDescriptionIsRefusedWithItsLine() {
        return pairs(
                new Bad("empty", sdp -> "", 0),
                new Bad("other version", sdp -> sdp.replace("v=0", "v=1"), 1),
                new Bad("no version", sdp -> sdp.replace("v=0\r\n", ""), 1),
                new Bad("origin of five fields", sdp -> sdp.replace(" IN IP4 127.0.0.1\r\ns", " IN IP4\r\ns"), 2),
                new Bad("session id of letters", sdp -> sdp.replace("7472181437699847267", "abc"), 2),
                new Bad("no session name", sdp -> sdp.replace("s=-\r\n", ""), 3),
                new Bad("no timing", sdp -> sdp.replace("t=0 0\r\n", ""), 4),
                new Bad("line without =", sdp -> sdp.replace("a=msid-semantic: WMS", "msid-semantic"), 6),
                new Bad("unknown type of line", sdp -> sdp.replace("a=msid-semantic: WMS", "q=1"), 6),
                new Bad("empty line", sdp -> sdp.replace("a=msid-semantic: WMS", ""), 6),
                new Bad("port out of range", sdp -> sdp.replace("m=audio 9 ", "m=audio 65536 "), 7),
                new Bad("unknown protocol", sdp -> sdp.replace("UDP/TLS/RTP/SAVPF", "udptl"), 7),
                new Bad("no formats", sdp -> sdp.replace("SAVPF 111", "SAVPF"), 7),
                new Bad("short fragment", sdp -> sdp.replace("a=ice-ufrag:aaaa", "a=ice-ufrag:aaa"), 10),
                new Bad("short password", sdp -> sdp.replace("fir73LInt7i4oys9lt20OdiK", "short"), 11),
                new Bad("no fingerprint", sdp -> sdp.replaceAll("a=fingerprint.*\r\n", ""), 0),
                new Bad("fingerprint cut short", sdp -> sdp.replace(":83:D0", ""), 13),
                new Bad("md5", sdp -> sdp.replaceAll("sha-256 .*", "md5 " + "00:".repeat(15) + "00"), 13),
                new Bad("bad setup", sdp -> sdp.replace("actpass", "maybe"), 14),
                new Bad("BUNDLE of an unknown mid", sdp -> sdp.replace("BUNDLE 0", "BUNDLE 0 7"), 0),
                new Bad("no rtcp-mux", sdp -> sdp.replace("a=rtcp-mux\r\n", ""), 0),
                new Bad("no m-section's end", sdp -> sdp.replace("m=audio 9 UDP/TLS/RTP/SAVPF 111", "m=audio"), 7),
                new Bad("no end of the last line", sdp -> sdp.stripTrailing(), 18),
                new Bad("an empty line behind", sdp -> sdp + "\r\n", 19),
                new Bad("NUL", sdp -> sdp.replace("WMS", "W\u0000S"), 6),
                new Bad("bad candidate line", sdp -> sdp + "a=candidate:1 1 udp 1 10.0.0.1 70000 typ host\r\n", 19),
                new Bad("m-section without formats", sdp -> sdp + "m=audio 9 UDP/TLS/RTP/SAVPF\r\n", 19));
    }

    @ParameterizedTest
    @EnumSource
    void aDescriptionBeyondItsLimitIsRefused(Encoding encoding) {
        String sdp = GOOD + "a=x:%s\r\n".formatted("y".repeat(1000)).repeat(262);

        new BadFrameProbe(server, encoding).refuses(Frames.offer(sdp), "bad-sdp|too-large|bad-message");
    }

    @ParameterizedTest
    @MethodSource
    void aBadCandidateIsRefused(Encoding encoding, String candidate) {
        var object = Frames.object("candidate", candidate, "sdpMid", "0", "sdpMLineIndex", 0);

        new BadFrameProbe(server, encoding).refuses(Frames.candidate(object), "bad-candidate");
    }

    static Stream<Arguments> aBadCandidateIsRefused() {
        return pairs(
                "nonsense",
                "candidate:",
                "candidate:1 1 udp 2122194687 10.99.0.1 65536 typ host",
                "candidate:1 1 udp 2122194687 10.99.0.1 -1 typ host",
                "candidate:1 1 udp 2122194687 10.99.0.1 port typ host",
                "candidate:1 1 udp 2122194687 10.99.0.1 34235 typ host\r\na=evil",
                "candidate:1 1 udp 2122194687 10.99.0.1 34235 typ host\n\n",
                "candidate:1 1 udp 2122194687 10.99.0.1 34235 typ martian",
                "candidate:1 1 udp 2122194687 10.99.0.1 34235",
                "candidate:1 1 udp 2122194687 300.99.0.1 34235 typ host",
                "candidate:1 1 udp 2122194687 fd99::1::2 34235 typ host",
                "candidate:1 0 udp 2122194687 10.99.0.1 34235 typ host",
                "candidate:1 257 udp 2122194687 10.99.0.1 34235 typ host",
                "candidate:1 1 udp 4294967296 10.99.0.1 34235 typ host",
                "candidate:\u00e9 1 udp 2122194687 10.99.0.1 34235 typ host");
    }

    @ParameterizedTest
    @EnumSource
    void aCandidateBeyondItsLimitIsRefused(Encoding encoding) {
        String text = "candidate:1 1 udp 2122194687 10.99.0.1 34235 typ host" + " ext value".repeat(100);
        var object = Frames.object("candidate", text, "sdpMid", "0");

        new BadFrameProbe(server, encoding).refuses(Frames.candidate(object), "bad-candidate|too-large|bad-message");
    }

    private static Stream<Arguments> pairs(Object... cases) {
        return Arrays.stream(Encoding.values())
                .flatMap(encoding -> Arrays.stream(cases).map(bad -> Arguments.of(encoding, bad)));
    }
}

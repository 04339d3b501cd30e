package io.beckon.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.beckon.room.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MediaScanTest {

    private static final String SDP = """
            v=0
            o=- 1 1 IN IP4 0.0.0.0
            s=-
            t=0 0
            a=fingerprint:sha-256 BB:01
            m=audio 9 UDP/TLS/RTP/SAVPF 111 0
            a=rtpmap:111 opus/48000/2
            a=rtpmap:0 PCMU/8000
            a=ice-pwd:verysecret
            a=candidate:1 1 udp 2122260223 192.0.2.1 54400 typ host generation 0
            a=candidate:2 1 udp 2122260222 2001:db8::1 54401 typ host
            a=candidate:3 1 udp 1686052607 203.0.113.1 54402 typ srflx raddr 192.0.2.1 rport 54400
            m=video 9 UDP/TLS/RTP/SAVPF 96 97
            a=rtpmap:96 VP8/90000
            a=rtpmap:97 rtx/90000
            a=rtpmap:98 VP8/90000
            m=application 9 UDP/DTLS/SCTP webrtc-datachannel
            """;

    private static Json body(String sdp) {
        String text = sdp.replace("\r", "").replace("\n", "\\r\\n");
        return Json.of("{\"offer\":{\"type\":\"offer\",\"sdp\":\"" + text + "\"},\"pc\":\"screen\"}");
    }

    private static List<String> texts(List<?> values) {
        return values.stream().map(Object::toString).toList();
    }

    @Test
    void itSaysWhatIsOfferedAndNotHow() {
        MediaSummary summary = MediaScan.of(body(SDP));
        assertEquals(List.of("audio", "video", "application"), texts(summary.kinds()));
        assertEquals(List.of("opus", "PCMU", "VP8", "rtx"), texts(summary.codecs()));
        assertEquals(List.of("host:2", "srflx:1"), texts(summary.candidates()));
        assertEquals(SDP.replace("\n", "\r\n").length(), summary.bytes());
        assertNotNull(summary.fingerprints());
    }

    @Test
    void fingerprintsAreTheSameInAnyOrderAndSpelling() {
        Digest one = MediaScan.of(body("a=fingerprint:sha-256 AA:01\na=fingerprint:sha-1 BB:02\n"))
                .fingerprints();
        Digest other = MediaScan.of(body("a=fingerprint:SHA-1 bb:02\na=fingerprint:sha-256 aa:01\n"))
                .fingerprints();
        assertEquals(one, other);
        assertNotEquals(one, MediaScan.of(body("a=fingerprint:sha-256 AA:01\n")).fingerprints());
    }

    @Test
    void whatAClientMadeUpGetsNoFurther() {
        MediaSummary summary = MediaScan.of(
                body(
                        "m=confession 9 x 0\na=rtpmap:1 my secret/8000\na=rtpmap:2 " + "x".repeat(33)
                                + "/1\na=rtpmap:96 S3CR3Tpassw0rd/90000\na=rtpmap:3 /1\na=rtpmap:\na=candidate:1 1 udp 1 192.0.2.1 1 typ password\na=candidate:nothing\n"));
        assertEquals(List.of("other"), texts(summary.kinds()));
        assertEquals(List.of(CodecName.OTHER), summary.codecs());
        assertEquals(List.of("other:2"), texts(summary.candidates()));
    }

    @Test
    void codecsAreNamedAsTheyAreRegisteredHoweverTheyAreWritten() {
        MediaSummary summary = MediaScan.of(body(
                "a=rtpmap:1 OPUS/48000/2\na=rtpmap:2 pcmu/8000\na=rtpmap:3 flexFEC-03/90000\na=rtpmap:4 Opus/48000\n"
                        + "a=rtpmap:5 amr-wb+/72000\na=rtpmap:6 mp4v-es/90000\na=rtpmap:7 H264\n"));
        assertEquals(List.of("opus", "PCMU", "flexfec-03", "AMR-WB+", "MP4V-ES", "H264"), texts(summary.codecs()));
    }

    @ParameterizedTest
    @EnumSource(CodecName.class)
    void eachCodecIsFoundByItsName(CodecName codec) {
        assertEquals(
                List.of(codec),
                MediaScan.of(body("a=rtpmap:96 " + codec + "/90000\n")).codecs());
        assertEquals(
                List.of(CodecName.OTHER),
                MediaScan.of(body("a=rtpmap:96 x-" + codec + "/90000\n")).codecs());
    }

    @Test
    void escapesAreReadAsWhatTheyStandFor() {
        Json body = Json.of(
                "{ \"offer\" : { \"sdp\" : \"m=\\u0061udio 9\\u000d\\na=rtpmap:1 vP8\\/B\\r\\ns=\\u00e9\\ud83e\\udd8a é\" } }");
        MediaSummary summary = MediaScan.of(body);
        assertEquals(List.of("audio"), texts(summary.kinds()));
        assertEquals(List.of("VP8"), texts(summary.codecs()));
        String text = "m=audio 9\r\na=rtpmap:1 vP8/B\r\ns=\u00e9\ud83e\udd8a é";
        assertEquals(text.getBytes(StandardCharsets.UTF_8).length, summary.bytes());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}",
                "null",
                "\"sdp\"",
                "{\"offer\":{\"type\":\"rollback\"}}",
                "{\"sdp\":7}",
                "{\"a\":\"\\\"sdp\\\":\\\"m=audio\"}",
                "{\"sdp",
                "\""
            })
    void withoutADescriptionThereIsNothing(String body) {
        assertEquals(new MediaSummary(0, List.of(), List.of(), List.of(), null), MediaScan.of(Json.of(body)));
    }

    @Test
    void aCandidatesTypeIsNamed() {
        Json relay = Json.of(
                "{\"candidate\":{\"candidate\":\"candidate:1 1 udp 1 192.0.2.1 1 typ relay raddr\",\"sdpMid\":\"0\"}}");
        assertEquals(new Id("relay"), MediaScan.candidateType(relay));
        assertEquals(new Id("other"), MediaScan.candidateType(Json.of("{\"candidate\":{\"candidate\":\"x\"}}")));
        assertNull(MediaScan.candidateType(Json.of("{\"candidate\":{\"candidate\":\"\"}}")));
        assertNull(MediaScan.candidateType(Json.of("{\"candidate\":null}")));
    }
}

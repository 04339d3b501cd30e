package io.beckon.wire;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A session description of audio sections, made to measure. */
public record Sdp(String setup, long sessionId, int version, String usernameFragment, int sections) {

    public static Sdp offer(String usernameFragment) {
        return new Sdp("actpass", 7472181437699847267L, 2, usernameFragment, 1);
    }

    public static Sdp answer(String usernameFragment) {
        return new Sdp("active", 1962035245991710257L, 2, usernameFragment, 1);
    }

    Sdp version(int number) {
        return new Sdp(setup, sessionId, number, usernameFragment, sections);
    }

    public Sdp sessionId(long number) {
        return new Sdp(setup, number, version, usernameFragment, sections);
    }

    Sdp usernameFragment(String fragment) {
        return new Sdp(setup, sessionId, version, fragment, sections);
    }

    Sdp sections(int count) {
        return new Sdp(setup, sessionId, version, usernameFragment, count);
    }

    public String text() {
        String mids = IntStream.range(0, sections).mapToObj(mid -> " " + mid).collect(Collectors.joining());
        String head = "v=0\no=- %d %d IN IP4 127.0.0.1\ns=-\nt=0 0\na=group:BUNDLE%s\na=msid-semantic: WMS\n"
                .formatted(sessionId, version, mids);
        String media = IntStream.range(0, sections).mapToObj(this::section).collect(Collectors.joining());
        return (head + media).replace("\n", "\r\n");
    }

    private String section(int mid) {
        return """
                m=audio 9 UDP/TLS/RTP/SAVPF 111
                c=IN IP4 0.0.0.0
                a=rtcp:9 IN IP4 0.0.0.0
                a=ice-ufrag:%s
                a=ice-pwd:fir73LInt7i4oys9lt20OdiK
                a=ice-options:trickle
                a=fingerprint:sha-256 63:E1:A9:BA:5E:05:89:9A:C8:84:69:05:48:C4:3D:A9:DC:3A:3C:10:1B:BC:04:ED:B3:31:AE:A3:06:9A:83:D0
                a=setup:%s
                a=mid:%d
                a=sendrecv
                a=rtcp-mux
                a=rtpmap:111 opus/48000/2
                """.formatted(usernameFragment, setup, mid);
    }
}

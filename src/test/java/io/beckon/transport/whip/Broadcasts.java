package io.beckon.transport.whip;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What broadcasters and players send, and what is answered to them. */
final class Broadcasts {

    static final String PASSWORD = "fir73LInt7i4oys9lt20OdiK";
    static final String CANDIDATE = "candidate:1 1 udp 2122260223 192.0.2.7 50001 typ host generation 0";

    private static final String FINGERPRINT =
            "a=fingerprint:sha-256 63:E1:A9:BA:5E:05:89:9A:C8:84:69:05:48:C4:3D:A9:DC:3A:3C:10:1B:BC:04:ED:B3:31:AE:A3:06:9A:83:D0";

    private Broadcasts() {}

    static String crlf(String text) {
        return text.replace("\n", "\r\n");
    }

    /** As browsers and GStreamer make it. */
    static String offer(String usernameFragment, String direction, String... media) {
        return description("actpass", usernameFragment, direction, "a=msid:stream track\n", media);
    }

    static String answer(String usernameFragment, String direction, String... media) {
        return description("active", usernameFragment, direction, "", media);
    }

    /** With a candidate, of which it says that it is all. */
    static String complete(String description) {
        return description.replaceFirst("(a=mid:0\r\n)", "$1a=" + CANDIDATE + "\r\na=end-of-candidates\r\n");
    }

    private static String description(
            String setup, String usernameFragment, String direction, String more, String... media) {
        String mids = IntStream.range(0, media.length).mapToObj(i -> " " + i).collect(Collectors.joining());
        return crlf("v=0\no=- 7472181437699847267 2 IN IP4 127.0.0.1\ns=-\nt=0 0\na=group:BUNDLE" + mids + "\n"
                + IntStream.range(0, media.length)
                        .mapToObj(i -> """
                                m=%s 9 UDP/TLS/RTP/SAVPF 96
                                c=IN IP4 0.0.0.0
                                a=ice-ufrag:%s
                                a=ice-pwd:%s
                                a=ice-options:trickle
                                %s
                                a=setup:%s
                                a=mid:%d
                                a=%s
                                %sa=rtcp-mux
                                a=rtcp-mux-only
                                a=rtpmap:96 %s
                                """.formatted(
                                        media[i],
                                        usernameFragment,
                                        PASSWORD,
                                        FINGERPRINT,
                                        setup,
                                        i,
                                        direction,
                                        more,
                                        media[i].equals("audio") ? "opus/48000/2" : "VP8/90000"))
                        .collect(Collectors.joining()));
    }

    /** As OBS 30 and later: candidates are in the offer, none come afterwards. */
    static String obs() {
        return crlf("""
                v=0
                o=rtc 3767197920 0 IN IP4 127.0.0.1
                s=-
                t=0 0
                a=group:BUNDLE 0 1
                a=group:LS 0 1
                a=msid-semantic:WMS *
                a=setup:actpass
                a=ice-ufrag:OBSu
                a=ice-pwd:%s
                a=ice-options:trickle
                %s
                m=audio 50001 UDP/TLS/RTP/SAVPF 111
                c=IN IP4 192.0.2.7
                a=mid:0
                a=sendonly
                a=ssrc:1357 cname:obs
                a=ssrc:1357 msid:obsstream obs-audio
                a=msid:obsstream obs-audio
                a=rtcp-mux
                a=rtpmap:111 opus/48000/2
                a=fmtp:111 minptime=10;useinbandfec=1;stereo=1;sprop-stereo=1
                a=candidate:1 1 UDP 2122317823 192.0.2.7 50001 typ host
                a=end-of-candidates
                m=video 50001 UDP/TLS/RTP/SAVPF 96
                c=IN IP4 192.0.2.7
                a=mid:1
                a=sendonly
                a=ssrc:1358 cname:obs
                a=ssrc:1358 msid:obsstream obs-video
                a=msid:obsstream obs-video
                a=rtcp-mux
                a=rtpmap:96 H264/90000
                a=rtcp-fb:96 nack
                a=rtcp-fb:96 nack pli
                a=fmtp:96 profile-level-id=42e01f;packetization-mode=1;level-asymmetry-allowed=1
                """.formatted(PASSWORD, FINGERPRINT));
    }

    /** As FFmpeg 8: no candidate, the same session id always, BUNDLE of two also where there is one. */
    static String ffmpeg(String usernameFragment, boolean audio) {
        String head = """
                v=0
                o=FFmpeg 4489045141692799359 2 IN IP4 127.0.0.1
                s=FFmpegPublishSession
                t=0 0
                a=group:BUNDLE 0 1
                a=extmap-allow-mixed
                a=msid-semantic: WMS
                """;
        String ice = "c=IN IP4 0.0.0.0\na=ice-ufrag:" + usernameFragment + "\na=ice-pwd:" + PASSWORD + "\n"
                + FINGERPRINT + "\na=setup:passive\n";
        String sound = "m=audio 9 UDP/TLS/RTP/SAVPF 111\n" + ice + """
                a=mid:0
                a=sendonly
                a=msid:FFmpeg audio
                a=rtcp-mux
                a=rtpmap:111 opus/48000/2
                a=ssrc:2701 cname:FFmpeg
                a=ssrc:2701 msid:FFmpeg audio
                """;
        String picture = "m=video 9 UDP/TLS/RTP/SAVPF 106 105\n" + ice + """
                a=mid:1
                a=sendonly
                a=msid:FFmpeg video
                a=rtcp-mux
                a=rtcp-rsize
                a=rtpmap:106 H264/90000
                a=fmtp:106 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42C01F
                a=rtcp-fb:106 nack
                a=rtpmap:105 rtx/90000
                a=fmtp:105 apt=106
                a=ssrc-group:FID 2702 2703
                a=ssrc:2702 cname:FFmpeg
                a=ssrc:2702 msid:FFmpeg video
                """;
        return crlf(head + (audio ? sound : "") + picture);
    }

    /** As simple-whip-client does over webrtcbin: it trickles with {@code If-Match}. */
    static String fragment(String usernameFragment, String password, String... lines) {
        return crlf("a=ice-ufrag:" + usernameFragment + "\na=ice-pwd:" + password
                + "\nm=audio 9 RTP/AVP 0\na=mid:0\n"
                + Arrays.stream(lines).map(line -> line + "\n").collect(Collectors.joining()));
    }
}

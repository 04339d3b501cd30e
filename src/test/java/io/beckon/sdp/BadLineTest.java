package io.beckon.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One line of a good offer is replaced or taken away. */
class BadLineTest {

    private static final SdpParser PARSER = new SdpParser(SdpLimits.DEFAULTS);

    private final Fixture offer = Fixture.named("load-generator-offer");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        v=0                   | v=1                                   | the version must be v=0
        v=0                   | v=00                                  | v=0 is followed by something that does not belong there
        v=0                   | V=0                                   | V= is not a line that may stand here
        v=0                   | ice-pwd: secret                       | the line does not have the form <letter>=<value>
        o=                    | o=- 1 2 IN IP4                        | the address type must be IP4 or IP6
        o=                    | o=- 1 IN IP4 127.0.0.1                | the session version of o= must be a number
        o=                    | o=- -1 2 IN IP4 0.0.0.0               | the session id of o= must be a number
        o=                    | o=- 1 2 ATM IP4 0.0.0.0               | the network type must be IN
        o=                    | o=- 1 2 IN IP4 300.0.0.1              | the address is not an IPv4 address or a domain name
        o=                    | o=- 1 2 IN IP6 1.2.3.4                | the address is not an IPv6 address or a domain name
        o=                    | o=- 1 2 IN IP4 0.0.0.0 x              | the address of o= is followed by something that does not belong there
        s=                    | s=                                    | '''s='' has no value'
        t=                    | t=0                                   | the stop time of t= is missing
        t=                    | t=0 x                                 | the stop time of t= must be a number
        a=group               | a=group:BUNDLE 0 1 9                  | BUNDLE names the mid '9', which no m-section has
        a=group               | a=mid:0                               | a=mid must not stand before the first m= line
        a=group               | a=candidate:1 1 udp 1 1.2.3.4 9 typ host | a=candidate must not stand before the first m= line
        a=extmap-allow-mixed  | a=                                    | '''a='' has no value'
        a=extmap-allow-mixed  | a=:x                                  | a= must be <name> or <name>:<value>
        a=extmap-allow-mixed  | a=ice-pwd P2uYro0UCOQ4zxjKXaWCBui1    | a= must be <name> or <name>:<value>
        a=extmap-allow-mixed  | k=prompt                              | k= must not follow a=
        m=audio               | m=audio 70000 UDP/TLS/RTP/SAVPF 0     | the port of m= must be a number from 0 to 65535, followed by the protocol
        m=audio               | m=audio 9 UDP/TLS/RTP/SAVPF           | the payload type of m= is missing
        m=audio               | m=audio 9 UDP/TLS/RTP/SAVPF 128       | the payload type of m= must be a number from 0 to 127
        m=audio               | m=audio 9 RTP/XVP/SAVPF 128           | the payload type of m= must be a number from 0 to 127
        m=audio               | m=audio 9 UDP/DTLS/SCTP webrtc-datachannel | the protocol 'UDP/DTLS/SCTP' is not one for audio or video
        m=audio               | m=ä 9 UDP/TLS/RTP/SAVPF 0            | there is no media type '??'
        m=audio               | m=audio                               | the port of m= is missing
        c=                    | c=IN IP4 10.0.0.256                   | the address is not an IPv4 address or a domain name
        c=                    | c=IN IP4 0.0.0.0/x                    | the address must be followed by /<number> or nothing
        a=rtcp:9              | a=rtcp:99999                          | the port of a=rtcp must be a number from 0 to 65535
        a=ice-ufrag           | a=ice-ufrag:abc                       | ice-ufrag must be 4 to 256 letters, digits, '+' or '/'
        a=ice-ufrag           | a=ice-ufrag:ab.cd                     | ice-ufrag must be 4 to 256 letters, digits, '+' or '/'
        a=ice-ufrag           | a=ice-ufrag                           | a=ice-ufrag has no value
        a=ice-pwd             | a=ice-pwd:tooShortToBeAPassword       | ice-pwd must be 22 to 256 letters, digits, '+' or '/'
        a=ice-options         | a=ice-ufrag:EsAx                      | a second a=ice-ufrag in the same section
        a=fingerprint         | a=fingerprint:sha-256 D2:FA           | a fingerprint of sha-256 has 32 bytes, not 2
        a=fingerprint         | a=fingerprint:md5 00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF | the hash function md5 is broken and must not be used
        a=fingerprint         | a=fingerprint:sha-256 D2FA            | the fingerprint is followed by something that does not belong there
        a=fingerprint         | a=fingerprint:sha-256 G2              | the fingerprint must be pairs of hexadecimal digits with colons between them
        a=setup               | a=setup:holdconn                      | setup must be active, passive or actpass
        a=mid                 | a=mid:a b                             | mid is followed by something that does not belong there
        a=mid                 | a=mid:1/2                             | mid is missing or has a character that is not allowed in it
        a=extmap:1            | a=extmap:0 urn:x                      | the id of extmap must be a number from 1 to 255 or from 4096 to 4351
        a=extmap:1            | a=extmap:1/up urn:x                   | the direction of extmap must be sendrecv, sendonly, recvonly or inactive
        a=extmap:1            | a=extmap:1                            | the URI of extmap is missing
        a=rtcp-mux            | a=sendonly                            | a second direction in the same section
        a=rtpmap:111          | a=rtpmap:111 opus                     | rtpmap must be <payload type> <encoding>/<clock rate>, perhaps with /<parameters>
        a=fmtp:111            | a=fmtp:5 minptime=10                  | fmtp is for payload type 5, which the m= line does not have
        a=fmtp:111            | a=fmtp:111                            | the value behind the payload type is missing
        a=rtcp-fb:111         | a=rtcp-fb:x nack                      | the payload type must be a number from 0 to 127
        a=msid:               | a=msid:a b c                          | msid is followed by something that does not belong there
        a=msid:               | a=ssrc:4294967296 cname:x             | ssrc must be a number from 0 to 4294967295
        a=msid:               | a=ssrc-group:FID 1 x                  | ssrc-group must be a number from 0 to 4294967295
        a=msid:               | a=rid:a up                            | the direction of rid must be send or recv
        a=msid:               | a=simulcast:send a                    | simulcast names the rid 'a', which has no a=rid line
        a=msid:               | a=simulcast:a;b                       | simulcast must be lists of rids for send, recv or both
        a=msid:               | a=candidate:1 1 udp 1 10.0.0.1 70000 typ host | candidate: port must be a number from 0 to 65535
        a=msid:               | a=group:LS 0                          | a=group must not stand after an m= line
        a=msid:               | o=- 1 2 IN IP4 0.0.0.0                | o= is not a line that may stand here
        a=sctp-port           | a=sctp-port:65536                     | sctp-port must be a number from 0 to 65535
        a=sctp-port           | a=sctpmap:5000                        | the application of sctpmap is missing
        a=max-message-size    | a=max-message-size:-1                 | max-message-size must be a number from 0 to 9223372036854775807
        """)
    void aBadLineIsRefusedWithItsNumber(String original, String bad, String reason) {
        int line = offer.replace(original, bad);

        MalformedDescription refused = refused(offer.text());

        assertEquals("line " + line + ": " + reason, refused.getMessage());
        assertEquals(Severity.REFUSED, refused.rule().severity());
        assertEquals(line, refused.line());
        assertEquals(reason, refused.reason());
        assertFalse(refused.isTooLarge());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        v=0 | 1 | the v= line is missing
        o=  | 2 | the o= line is missing
        s=  | 3 | the s= line is missing
        t=  | 4 | the t= line is missing
        """)
    void aMissingSessionLineIsRefusedWhereTheNextOneStands(String missing, int line, String reason) {
        offer.replace(missing);

        assertEquals("line " + line + ": " + reason, refused(offer.text()).getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        a=ice-ufrag     | the m-section has no a=ice-ufrag
        a=ice-pwd       | the m-section has no a=ice-pwd
        a=fingerprint   | the m-section has no a=fingerprint of sha-256 or stronger
        a=rtcp-mux      | the m-section has no a=rtcp-mux
        """)
    void whatTheFirstSectionOfABundleLacksIsRefusedAtItsMediaLine(String missing, String reason) {
        offer.replace(missing);

        assertEquals("line 9: " + reason, refused(offer.text()).getMessage());
    }

    private static MalformedDescription refused(String text) {
        return assertThrows(MalformedDescription.class, () -> PARSER.parse(text, DescriptionType.OFFER));
    }
}

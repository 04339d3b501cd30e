package io.beckon.transport.whip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SdpTextTest {

    /** A group of which a source is not described goes (RFC 5576 section 4.2); one of another m-section describes nothing here. */
    @ParameterizedTest
    @CsvSource({
        "FID 1 2, a=ssrc:1 cname:a;a=ssrc:2 cname:a, true",
        "FID 1 2, a=ssrc:1 cname:a, false",
        "FID 1 22, a=ssrc:1 cname:a;a=ssrc:2 cname:a, false",
        "SIM 1, a=ssrc:1 cname:a, true"
    })
    void groupsOfSourcesAreLeftOutUnlessEachIsDescribed(String group, String sources, boolean stays) {
        String head =
                "v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=ssrc:22 cname:a\r\nm=video 9 UDP/TLS/RTP/SAVPF 96\r\n";
        String described = sources.replace(";", "\r\n") + "\r\n";
        String whole = head + "a=ssrc-group:" + group + "\r\n" + described;
        assertEquals(
                stays ? whole : head + described, SdpText.of(whole).mended().text());
    }
}

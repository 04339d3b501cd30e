package io.beckon.transport.whip;

import static io.beckon.transport.whip.Broadcasts.answer;
import static io.beckon.transport.whip.Broadcasts.offer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SideTest {

    @ParameterizedTest
    @CsvSource({ // W6, P2
        "WHIP, recvonly, true",
        "WHIP, inactive, false",
        "WHIP, sendrecv, false",
        "WHIP, sendonly, false",
        "WHEP, sendonly, true",
        "WHEP, sendrecv, false",
        "WHEP, recvonly, false",
        "WHEP, inactive, false"
    })
    void anAnswerGoesOneWay(Side side, String direction, boolean isGood) {
        SdpText offer = SdpText.of(offer("alic", side == Side.WHIP ? "sendonly" : "recvonly", "audio"));
        String fault = side.faultOfAnswer(offer, SdpText.of(answer("vera", direction, "audio")));
        assertEquals(isGood, fault == null, fault);
    }

    @Test
    void dataMayBeDeclined() {
        String data = "m=application %d UDP/DTLS/SCTP webrtc-datachannel\r\nc=IN IP4 0.0.0.0\r\na=mid:1\r\n";
        SdpText offer = SdpText.of(offer("alic", "sendonly", "audio") + data.formatted(9));
        String answer = answer("vera", "recvonly", "audio");
        assertEquals(null, Side.WHIP.faultOfAnswer(offer, SdpText.of(answer + data.formatted(0))));
        String rejected = answer.replace("m=audio 9", "m=audio 0") + data.formatted(9);
        assertTrue(Side.WHIP.faultOfAnswer(offer, SdpText.of(rejected)).contains("not taken"));
    }

    @Test
    void aPlayerMayGetLessThanItOffersToTake() {
        SdpText offer = SdpText.of(offer("paul", "recvonly", "audio", "video"));
        String answer = answer("hans", "sendonly", "audio", "video");
        for (String less : new String[] {
            answer.replaceFirst("(?s)(.*)a=sendonly", "$1a=inactive"), answer.replace("m=video 9", "m=video 0")
        }) {
            assertEquals(null, Side.WHEP.faultOfAnswer(offer, SdpText.of(less)));
        }
    }

    @ParameterizedTest
    @CsvSource({ // W9
        "actpass, active, true",
        "actpass, passive, true",
        "active, passive, true",
        "active, active, false",
        "passive, active, true",
        "passive, passive, false"
    })
    void oneSideBeginsWithDtls(String offered, String answered, boolean isGood) {
        SdpText offer = SdpText.of(offer("alic", "sendonly", "audio").replace("setup:actpass", "setup:" + offered));
        SdpText answer = SdpText.of(answer("vera", "recvonly", "audio").replace("setup:active", "setup:" + answered));
        String fault = Side.WHIP.faultOfAnswer(offer, answer);
        assertEquals(isGood, fault == null, fault);
    }

    /** So that a browser's answer goes one way, too: W5 and P1 let an offer go both. */
    @Test
    void ofAnOfferThatGoesBothWaysOneIsRelayed() {
        String both = offer("alic", "sendrecv", "audio", "video");
        SdpText published = Side.WHIP.relayed(SdpText.of(both));
        assertEquals("sendonly", published.direction(0));
        assertEquals("sendonly", published.direction(1));
        assertFalse(published.text().contains("a=sendrecv"));
        SdpText unsaid = Side.WHEP.relayed(SdpText.of(both.replace("a=sendrecv\r\n", "")));
        assertEquals("recvonly", unsaid.direction(1));
        String one = offer("alic", "sendonly", "audio");
        assertEquals(one, Side.WHIP.relayed(SdpText.of(one)).text());
        assertTrue(Side.WHIP.fault(SdpText.of(both)) == null);
    }
}

package io.beckon.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.sdp.CandidatePolicy;
import io.beckon.sdp.SdpCheck.Report;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MediaCheckTest {

    private static final MediaCheck OPEN = new MediaCheck(WireLimits.DEFAULT, CandidatePolicy.OPEN);

    private static Report judge(MediaCheck check, JsonObject candidate) throws MalformedMessage {
        return check.judge(new JsonObject().put("candidate", candidate).encode().getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> messages(Report report) {
        return report.findings().stream().map(finding -> finding.message()).toList();
    }

    @Test
    void allThatIsWrongWithTextAndMembersIsSaid() throws Exception {
        Report report = judge(
                OPEN,
                new JsonObject()
                        .put("candidate", "candidate:1 0 udp 1 192.0.2.1 70000 typ host")
                        .put("sdpMid", true)
                        .put("sdpMLineIndex", "x")
                        .put("usernameFragment", "a b"));

        assertEquals(
                List.of(
                        "component must be a number from 1 to 256",
                        "port must be a number from 0 to 65535",
                        "candidate.sdpMid must be a string",
                        "candidate.sdpMLineIndex must be an integer from 0 to 65535",
                        "candidate.usernameFragment must be 1 to 256 ice-chars"),
                messages(report));
    }

    @Test
    void thePolicyIsAskedWhateverTheMembersAre() throws Exception {
        MediaCheck relayOnly = new MediaCheck(WireLimits.DEFAULT, new CandidatePolicy(List.of(), List.of(), true));

        assertEquals(
                List.of("only relay candidates are allowed, not host", "candidate.sdpMid must be a string"),
                messages(judge(
                        relayOnly,
                        new JsonObject()
                                .put("candidate", "candidate:1 1 udp 1 192.0.2.1 9 typ host")
                                .put("sdpMid", true))));
    }

    @Test
    void oneThatIsTooLongIsSaidToBeOnce() throws Exception {
        Report report = judge(
                OPEN,
                new JsonObject()
                        .put("candidate", "candidate:" + "1".repeat(2000))
                        .put("sdpMid", "0"));

        assertEquals(List.of("candidate is longer than 1024 bytes"), messages(report));
    }

    @Test
    void anObjectWithoutATextIsAnEnd() throws Exception {
        for (JsonObject end : List.of(
                new JsonObject(), new JsonObject().put("sdpMid", "0"), new JsonObject().put("completed", true))) {
            Report report = judge(OPEN, end);
            assertTrue(report.accepted(), end::encode);
            assertEquals(List.of(), report.findings());
        }
    }
}

package io.beckon.transport.whip;

import static io.beckon.transport.whip.Broadcasts.CANDIDATE;
import static io.beckon.transport.whip.Broadcasts.PASSWORD;
import static io.beckon.transport.whip.Broadcasts.answer;
import static io.beckon.transport.whip.Broadcasts.complete;
import static io.beckon.transport.whip.Broadcasts.fragment;
import static io.beckon.transport.whip.Broadcasts.offer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.beckon.sdp.CandidatePolicy;
import io.beckon.transport.signaling.SignalingNode.Said;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** ICE restarts by WHIP (RFC 9725 section 4.3.3). */
class WhipRestartTest extends WhipSpecification {

    @Test
    void onlyWhatIsOfIceCountsInTheAnswerToARestart() { // W18
        try (Stage.Peer viewer = stage.viewer(room)) {
            Said created = publish(viewer, offer("alic", "sendonly", "audio"), "audio");
            CompletableFuture<Said> restarted = restart(created, "newu");
            viewer.answer(complete(answer("ver2", "sendrecv", "audio")));
            Said said = restarted.join();
            assertEquals(200, said.status(), () -> said.answer().body());
            assertEquals(
                    204,
                    stage.patch(
                                    "alice+host",
                                    location(created),
                                    said.header("ETag"),
                                    fragment("newu", PASSWORD, "a=" + CANDIDATE))
                            .status());
        }
    }

    /** Then there is nothing to go on with. */
    @Test
    void anAnswerToARestartThatRejectsAllOfItEndsTheResource() { // W19
        try (Stage.Peer viewer = stage.viewer(room)) {
            Said created = publish(viewer, offer("alic", "sendonly", "audio"), "audio");
            CompletableFuture<Said> restarted = restart(created, "newu");
            viewer.answer(answer("ver2", "inactive", "audio")
                    .replace("m=audio 9", "m=audio 0")
                    .replaceAll("a=(ice-|setup|fingerprint|group)[^\r]*\r\n", ""));
            assertEquals(422, restarted.join().status());
            viewer.connected.await("peer-left");
        }
    }

    /** With the condition as it is to be, as the example of the RFC writes it, and with the tag that there is. */
    @ParameterizedTest
    @ValueSource(strings = {"*", "\"*\"", "tag"})
    void iceIsRestartedByANewOffer(String condition) { // W18, W14, W33
        try (Stage.Peer viewer = stage.viewer(room)) {
            Said created = publish(viewer, offer("alic", "sendonly", "audio"), "audio");
            String resource = location(created);
            CompletableFuture<Said> restarted = stage.beginPatch(
                    "alice+host",
                    resource,
                    condition.equals("tag") ? created.header("ETag") : condition,
                    fragment("newu", PASSWORD, "a=" + CANDIDATE));
            String offer = viewer.answer(complete(answer("ver2", "recvonly", "audio")))
                    .path("offer")
                    .path("sdp")
                    .asText();
            assertTrue(offer.contains("a=ice-ufrag:newu\r\n") && offer.contains("a=" + CANDIDATE), offer);
            assertTrue(offer.contains("o=- 7472181437699847267 3 "), offer);
            Said said = restarted.join();
            assertEquals(200, said.status(), () -> said.answer().body());
            assertEquals("application/trickle-ice-sdpfrag", said.header("Content-Type"));
            String body = said.answer().body();
            assertTrue(body.contains("a=ice-ufrag:ver2\r\n") && body.contains("a=" + CANDIDATE), body);
            assertEquals("ver2", SdpFragment.parse(body, CandidatePolicy.OPEN).usernameFragment());
            assertNotEquals(created.header("ETag"), said.header("ETag"));
            assertEquals(
                    412,
                    stage.patch(
                                    "alice+host",
                                    resource,
                                    created.header("ETag"),
                                    fragment("alic", PASSWORD, "a=" + CANDIDATE))
                            .status());
            assertEquals(
                    204,
                    stage.patch(
                                    "alice+host",
                                    resource,
                                    said.header("ETag"),
                                    fragment("newu", PASSWORD, "a=" + CANDIDATE))
                            .status());
        }
    }

    /** As when they are trickled, and in the first offer. */
    @Test
    void candidatesThatThePolicyDeniesAreLeftOutOfARestart() {
        try (Stage.Peer viewer = stage.viewer(room)) {
            Said created = stage.publish(viewer, Stage.STRICT + endpoint, offer("alic", "sendonly", "audio"), "audio");
            String resource = Stage.STRICT + location(created);
            CompletableFuture<Said> restarted = stage.beginPatch(
                    "alice+host",
                    resource,
                    "*",
                    fragment("newu", PASSWORD, "a=" + Stage.DENIED, "a=" + CANDIDATE, "a=end-of-candidates"));
            String offer = viewer.answer(complete(answer("ver2", "recvonly", "audio")))
                    .path("offer")
                    .path("sdp")
                    .asText();
            assertTrue(offer.contains("a=" + CANDIDATE + "\r\na=end-of-candidates\r\n"), offer);
            assertFalse(offer.contains(Stage.DENIED), offer);
            Said said = restarted.join();
            assertEquals(200, said.status(), () -> said.answer().body());
            String trickled = fragment("newu", PASSWORD, "a=" + Stage.DENIED, "a=" + CANDIDATE);
            assertEquals(
                    204,
                    stage.patch("alice+host", resource, said.header("ETag"), trickled)
                            .status());
            assertEquals(
                    CANDIDATE,
                    viewer.connected
                            .await("ice-candidate")
                            .path("candidate")
                            .path("candidate")
                            .asText());
        }
    }

    private CompletableFuture<Said> restart(Said created, String usernameFragment) {
        return stage.beginPatch("alice+host", location(created), "*", fragment(usernameFragment, PASSWORD));
    }

    /** With the tag and the credentials of the beginning. */
    private void assertGoesOn(Said created, Stage.Peer viewer) {
        Said patched = stage.patch(
                "alice+host", location(created), created.header("ETag"), fragment("alic", PASSWORD, "a=" + CANDIDATE));
        assertEquals(204, patched.status());
        JsonNode trickled = viewer.connected.await("ice-candidate");
        assertEquals(CANDIDATE, trickled.path("candidate").path("candidate").asText());
    }

    @Test
    void aRestartThatNobodyAnswersLeavesAllAsItWas() { // W19, W20
        try (Stage.Peer viewer = stage.viewer(room)) {
            Said created = publish(viewer, offer("alic", "sendonly", "audio"), "audio");
            Said said = stage.patch("alice+host", location(created), "*", fragment("newu", PASSWORD));
            assertEquals(422, said.status(), () -> said.answer().body());
            viewer.connected.await("offer");
            assertEquals(
                    "rollback",
                    viewer.connected.await("offer").path("offer").path("type").asText());
            assertGoesOn(created, viewer);
        }
    }

    /** However often: the tag and the credentials of before go on, and so does the watch over the media. */
    @Test
    void restartsThatAreRejectedLeaveAllAsItWas() { // W19
        try (Stage.Peer viewer = stage.viewer(room)) {
            Said created = publish(viewer, offer("alic", "sendonly", "audio"), "audio");
            String alice = "";
            for (String fragment : new String[] {"new1", "new2", "new3"}) {
                CompletableFuture<Said> restarted = restart(created, fragment);
                alice = viewer.connected.await("offer").path("from").asText();
                viewer.say(new JsonObject().put("type", "reject").put("to", alice));
                assertEquals(422, restarted.join().status());
            }
            assertGoesOn(created, viewer);
            reportAndWatch(viewer, alice, "failed");
        }
    }
}

package io.beckon.transport.whip;

import static io.beckon.transport.whip.Broadcasts.CANDIDATE;
import static io.beckon.transport.whip.Broadcasts.PASSWORD;
import static io.beckon.transport.whip.Broadcasts.answer;
import static io.beckon.transport.whip.Broadcasts.complete;
import static io.beckon.transport.whip.Broadcasts.fragment;
import static io.beckon.transport.whip.Broadcasts.obs;
import static io.beckon.transport.whip.Broadcasts.offer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.beckon.room.Room;
import io.beckon.room.RoomKey;
import io.beckon.session.Answer;
import io.beckon.session.Session;
import io.beckon.transport.signaling.RequestFrame;
import io.beckon.transport.signaling.SignalingNode;
import io.beckon.transport.signaling.SignalingNode.Said;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** WHIP's resources: candidates, the end, and who may ask what of them (RFC 9725 sections 4.2 and 4.3). */
class WhipResourceTest extends WhipSpecification {

    @Test
    void candidatesBecomeFrames() { // W12, W17, W33
        try (Stage.Peer viewer = stage.viewer(room)) {
            Said created = publish(viewer, offer("alic", "sendonly", "audio"), "audio");
            String resource = location(created);
            String odd = CANDIDATE.replace(" udp ", " dccp ");
            Said said = stage.patch(
                    "alice+host",
                    resource,
                    created.header("ETag"),
                    fragment("alic", PASSWORD, "a=" + odd, "a=" + CANDIDATE, "a=end-of-candidates"));
            assertEquals(204, said.status(), () -> said.answer().body());
            assertEquals("", said.header("ETag"));
            assertEquals("", said.answer().body());
            JsonNode candidate = viewer.connected.await("ice-candidate").path("candidate");
            assertEquals(CANDIDATE, candidate.path("candidate").asText());
            assertEquals("0", candidate.path("sdpMid").asText());
            assertEquals("alic", candidate.path("usernameFragment").asText());
            assertEquals(
                    "",
                    viewer.connected
                            .await("ice-candidate")
                            .path("candidate")
                            .path("candidate")
                            .asText());
            assertEquals(
                    204,
                    stage.patch("alice+host", resource, created.header("ETag"), "a=end-of-candidates\r\n")
                            .status());
        }
    }

    @Test
    void aPatchHasItsConditionsAndItsForm() { // W13, W14, W15, W16
        try (Stage.Peer viewer = stage.viewer(room)) {
            Said created = publish(viewer, offer("alic", "sendonly", "audio"), "audio");
            String resource = location(created);
            String tag = created.header("ETag");
            String good = fragment("alic", PASSWORD, "a=" + CANDIDATE);
            String type = "application/trickle-ice-sdpfrag";
            for (String unnamed : new String[] {"a=" + CANDIDATE + "\r\n", fragment("newu", PASSWORD), good}) {
                assertEquals(
                        428,
                        stage.node
                                .ask("alice+host", "PATCH", resource, unnamed, "Content-Type", type)
                                .status());
            }
            assertEquals(
                    412, stage.patch("alice+host", resource, "\"stale\"", good).status());
            assertEquals(
                    412, stage.patch("alice+host", resource, "W/" + tag, good).status());
            assertEquals(
                    415,
                    stage.node
                            .ask(
                                    "alice+host",
                                    "PATCH",
                                    resource,
                                    good,
                                    "Content-Type",
                                    "application/sdp",
                                    "If-Match",
                                    tag)
                            .status());
            assertEquals(
                    400, stage.patch("alice+host", resource, tag, "no fragment").status());
            assertEquals(
                    400, stage.patch("alice+host", resource, tag, "a=mid:0\r\n").status());
            assertEquals(
                    400,
                    stage.patch("alice+host", resource, tag, fragment("al", PASSWORD))
                            .status());
            assertEquals(
                    400,
                    stage.patch("alice+host", resource, tag, fragment("alic", "short"))
                            .status());
            assertEquals(
                    413,
                    stage.patch("alice+host", resource, tag, good + "a=x\r\n".repeat(9000))
                            .status());
            assertEquals(204, stage.patch("alice+host", resource, tag, good).status());
            assertEquals(
                    204,
                    stage.patch("alice+host", resource, "\"another\", " + tag, good)
                            .status());
            assertEquals(204, stage.patch("alice+host", resource, "\"*\"", good).status());
        }
    }

    /** As the player of whip-whep 1.2.0 sends it, which knows no tag, and @eyevinn/whip-web-client 1.1.7, which sends its own as an {@code ETag}. */
    @Test
    void candidatesOfTheCurrentSessionNeedNoConditionWhereOldClientsAreLetIn() { // W13
        try (Stage.Peer viewer = stage.viewer(room)) {
            Said created = publish(viewer, offer("alic", "sendonly", "audio"), "audio");
            Said patched = stage.node.ask(
                    "alice+host",
                    "PATCH",
                    Stage.LENIENT + location(created),
                    fragment("alic", PASSWORD, "a=" + CANDIDATE),
                    "Content-Type",
                    "application/trickle-ice-sdpfrag");
            assertEquals(204, patched.status());
            assertEquals(
                    CANDIDATE,
                    viewer.connected
                            .await("ice-candidate")
                            .path("candidate")
                            .path("candidate")
                            .asText());
        }
    }

    @Test
    void aDeletedResourceIsGone() { // W22, W23, W30
        try (Stage.Peer viewer = stage.viewer(room)) {
            String resource = location(publish(viewer, offer("alic", "sendonly", "audio"), "audio"));
            assertEquals(204, stage.node.ask("alice+host", "GET", resource, "").status());
            assertEquals(204, stage.node.ask("alice+host", "HEAD", resource, "").status());
            assertEquals(404, stage.delete("mallory+host", resource).status());
            assertEquals(
                    404,
                    stage.patch("mallory+host", resource, "*", fragment("alic", PASSWORD))
                            .status());
            assertEquals(405, stage.node.ask("alice+host", "PUT", resource, "").status());
            assertEquals(
                    200,
                    stage.node
                            .ask("alice+host", "DELETE", resource, "", "If-Match", "\"stale\"")
                            .status());
            assertEquals(
                    "left", viewer.connected.await("peer-left").path("reason").asText());
            assertEquals(404, stage.delete("alice+host", resource).status());
            assertEquals(404, stage.node.ask("alice+host", "GET", resource, "").status());
            assertEquals(
                    404,
                    stage.patch("alice+host", resource, "*", fragment("alic", PASSWORD))
                            .status());
        }
    }

    @Test
    void pagesMayUseAResource() { // W25, W27, W31, W32
        try (Stage.Peer viewer = stage.viewer(room)) {
            Said created = publish(viewer, offer("alic", "sendonly", "audio"), "audio");
            String resource = location(created);
            String origin = stage.node.address;
            Said page = stage.node.ask("", "OPTIONS", resource, "", "Origin", origin);
            assertEquals(200, page.status());
            assertEquals("application/trickle-ice-sdpfrag", page.header("Accept-Patch"));
            assertEquals("", page.header("Link"));
            Said got = stage.node.ask("alice+host", "GET", resource, "", "Origin", origin);
            assertEquals(204, got.status());
            String type = "application/trickle-ice-sdpfrag";
            Said unconditional = stage.node.ask(
                    "alice+host",
                    "PATCH",
                    resource,
                    fragment("alic", PASSWORD, "a=" + CANDIDATE),
                    "Content-Type",
                    type,
                    "Origin",
                    origin);
            assertEquals(428, unconditional.status());
            assertEquals("application/problem+json", unconditional.header("Content-Type"));
            Said nobody = stage.node.ask(
                    "", "PATCH", resource, fragment("alic", PASSWORD), "Content-Type", type, "Origin", origin);
            assertEquals(401, nobody.status());
            assertTrue(nobody.header("WWW-Authenticate").startsWith("Bearer"));
            assertEquals("application/problem+json", nobody.header("Content-Type"));
            for (Said said : List.of(page, got, unconditional, nobody)) {
                assertEquals(origin, said.header("Access-Control-Allow-Origin"));
                assertTrue(said.header("Access-Control-Expose-Headers").contains("ETag"));
                assertTrue(said.header("Access-Control-Allow-Methods").contains("PATCH"));
            }
        }
    }

    @Test
    void whoAsksTooMuchIsToComeLater() { // W29
        try (Stage.Peer viewer = stage.viewer(room)) {
            Said created = publish(viewer, offer("alic", "sendonly", "audio"), "audio");
            String busy = Stage.BUSY + location(created);
            String good = fragment("alic", PASSWORD, "a=" + CANDIDATE);
            String type = "application/trickle-ice-sdpfrag";
            String[] headers = {"Content-Type", type, "If-Match", created.header("ETag")};
            assertEquals(
                    204,
                    stage.node.ask("alice+host", "PATCH", busy, good, headers).status());
            assertIsForLater(429, stage.node.ask("alice+host", "PATCH", busy, good, headers));
            assertIsForLater(429, stage.delete("alice+host", busy));
            while (stage.node.polled.waitSeconds(SignalingNode.caller("greedy+host")) == 0) {
                // one more has come
            }
            assertIsForLater(429, stage.post("greedy+host", endpoint, obs()).join());
        }
    }

    @Test
    void candidatesThatCannotBeTakenAreToComeLater() {
        try (Stage.Peer viewer = stage.viewer(room)) {
            Said created = publish(viewer, offer("alic", "sendonly", "audio"), "audio");
            fill(viewer.peer);
            String good = fragment("alic", PASSWORD, "a=" + CANDIDATE);
            assertIsForLater(429, stage.patch("alice+host", location(created), created.header("ETag"), good));
        }
    }

    /** As many frames of the publisher's wait for their replies as may: candidates of offers that nobody makes. */
    private void fill(String to) {
        RoomKey key = new RoomKey("default", room);
        String publisher = Objects.requireNonNull(stage.node.node.follower.read(key, followed -> {
            Room all = followed.room();
            return all.sessions().stream()
                    .filter(id -> !to.equals(all.peer(id)))
                    .findFirst()
                    .orElse(null);
        }));
        Session session = Objects.requireNonNull(stage.node.polled.here(publisher));
        CompletableFuture<Answer> last = new CompletableFuture<>();
        for (int i = 0; !last.isCompletedExceptionally() && i < 1000; i++) {
            JsonObject candidate = new JsonObject()
                    .put("type", "ice-candidate")
                    .put("room", room)
                    .put("to", to)
                    .put("pc", "pc" + i / 50)
                    .put(
                            "candidate",
                            new JsonObject().put("candidate", CANDIDATE).put("sdpMid", "0"));
            last = stage.node.polled.ask(session, RequestFrame.of(candidate));
            CompletableFuture<Void> taken = new CompletableFuture<>();
            session.onItsThread(() -> taken.complete(null));
            taken.join();
        }
        assertTrue(last.isCompletedExceptionally());
    }

    @Test
    void nothingIsEverElsewhere() { // W28
        for (String path : List.of(endpoint, endpoint + "/", endpoint + "/resource", endpoint + "/resource/")) {
            for (String method : List.of("GET", "POST", "PATCH", "DELETE", "OPTIONS")) {
                int status = stage.node
                        .ask("alice+host", method, path, method.equals("POST") ? "v=0" : "")
                        .status();
                assertTrue(status / 100 != 3, method + " " + path + ": " + status);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"failed", "closed"})
    void itLeavesWhenItsMediaHaveFailedForLong(String state) {
        try (Stage.Peer viewer = stage.viewer(room)) {
            CompletableFuture<Said> posted = stage.post("alice+host", endpoint, offer("alic", "sendonly", "audio"));
            String alice = viewer.answer(complete(answer("vera", "recvonly", "audio")))
                    .path("from")
                    .asText();
            location(posted.join());
            reportAndWatch(viewer, alice, state);
        }
    }

    @Test
    void itNeedsNoRequestsToStayAndLeavesWithWhoAnswers() {
        Stage.Peer viewer = stage.viewer(room);
        String resource;
        try (Stage.Peer host = stage.host(room)) {
            resource = location(publish(viewer, offer("alic", "sendonly", "audio"), "audio"));
            stage.node.pass(Stage.PATIENCE.multipliedBy(2));
            assertEquals(204, stage.node.ask("alice+host", "GET", resource, "").status());
            viewer.say(new JsonObject().put("type", "leave"));
            viewer.connected.await("left");
            stage.resources.watch();
            assertEquals(
                    "left", host.connected.await("peer-left").path("reason").asText());
            host.connected.await("peer-left");
            assertEquals(404, stage.node.ask("alice+host", "GET", resource, "").status());
        } finally {
            viewer.close();
        }
    }
}

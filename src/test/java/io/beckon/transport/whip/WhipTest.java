package io.beckon.transport.whip;

import static io.beckon.transport.whip.Broadcasts.CANDIDATE;
import static io.beckon.transport.whip.Broadcasts.PASSWORD;
import static io.beckon.transport.whip.Broadcasts.answer;
import static io.beckon.transport.whip.Broadcasts.complete;
import static io.beckon.transport.whip.Broadcasts.ffmpeg;
import static io.beckon.transport.whip.Broadcasts.fragment;
import static io.beckon.transport.whip.Broadcasts.obs;
import static io.beckon.transport.whip.Broadcasts.offer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.beckon.cluster.Await;
import io.beckon.following.Follower;
import io.beckon.room.RoomKey;
import io.beckon.telemetry.Traces;
import io.beckon.transport.signaling.SignalingNode.Said;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Publishing by WHIP, point by point (RFC 9725). The numbers are those of the list of points that docs/whip-whep.md has. */
class WhipTest extends WhipSpecification {

    @Test
    void anOfferIsAnsweredByAViewerThatAnswers() { // W1, W6, W7, W11
        try (Stage.Peer viewer = stage.viewer(room)) {
            String offer = offer("alic", "sendonly", "audio", "video");
            CompletableFuture<Said> posted = stage.post("alice+host", endpoint, offer);
            String answer = complete(answer("vera", "recvonly", "audio", "video"));
            JsonNode got = viewer.answer(answer);
            assertEquals(offer, got.path("offer").path("sdp").asText());
            Said created = posted.join();
            assertEquals(201, created.status(), () -> created.answer().body());
            assertEquals("application/sdp", created.header("Content-Type"));
            assertEquals(answer, created.answer().body());
            assertTrue(created.header("Location").matches("/v1/whip/" + room + "/[A-Za-z0-9_-]{22,}"));
            assertTrue(created.header("ETag").matches("\"[^\"]+\""), created.header("ETag"));
            assertEquals("no-store", created.header("Cache-Control"));
        }
    }

    @Test
    void auditorsHearOfWhatIsNotTaken() {
        stage.node.ask("alice", "POST", endpoint, "v=0", "Content-Type", "text/plain");
        stage.post("alice", endpoint, "").join();
        stage.post("alice", endpoint, "x".repeat(1 << 20)).join();
        stage.post("alice", endpoint, "no sdp").join();
        stage.post("ann+elsewhere", endpoint, offer("alic", "sendonly", "audio"))
                .join();
        stage.node.ask("alice", "DELETE", endpoint + "/nothing", "");
        List<String> heard = stage.node.refused.stream()
                .filter(each -> each.contains(" in " + room + ": "))
                .map(each -> each.replace(" in " + room, ""))
                .toList();
        assertEquals(
                List.of(
                        "alice: FrameRefused[code=bad-message, frame=offer, count=1]",
                        "alice: FrameRefused[code=bad-sdp, frame=offer, count=1]",
                        "alice: FrameRefused[code=too-large, frame=offer, count=1]",
                        "alice: FrameRefused[code=bad-sdp, frame=offer, count=1]",
                        "ann: AuthorizationDenied[what=you may not join this room, missing=JOIN, count=1]",
                        "alice: FrameRefused[code=not-in-room, frame=null, count=1]"),
                heard);
    }

    @Test
    void aTraceThatTheRequestNamesGoesOn() {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        String restarted = "5ce03f3577b34da6a3ce929d0e0e4736";
        Traces traces = new Traces();
        Stage traced = new Stage(cluster, traces.tracing(System::nanoTime));
        try (Stage.Peer viewer = traced.viewer(room)) {
            CompletableFuture<Said> posted = traced.node.begin(
                    "alice+host",
                    "POST",
                    endpoint,
                    offer("alic", "sendonly", "audio"),
                    "Content-Type",
                    "application/sdp",
                    "traceparent",
                    "00-" + trace + "-00f067aa0ba902b7-01");
            JsonNode offered = viewer.answer(complete(answer("vera", "recvonly", "audio")));
            assertEquals(trace, offered.path("traceparent").asText().split("-")[1]);
            Said created = posted.join();
            CompletableFuture<Said> patched = traced.node.begin(
                    "alice+host",
                    "PATCH",
                    location(created),
                    fragment("wxyz", PASSWORD),
                    "Content-Type",
                    "application/trickle-ice-sdpfrag",
                    "If-Match",
                    "*",
                    "traceparent",
                    "00-" + restarted + "-00f067aa0ba902b7-01");
            offered = viewer.answer(complete(answer("wera", "recvonly", "audio")));
            assertEquals(restarted, offered.path("traceparent").asText().split("-")[1]);
            assertEquals(200, patched.join().status());
            assertEquals(
                    "00f067aa0ba902b7",
                    traces.all().stream()
                            .filter(span -> span.getTraceId().equals(trace)
                                    && span.getName().equals("negotiation"))
                            .findFirst()
                            .orElseThrow()
                            .getParentSpanId());
        }
    }

    @Test
    void theAnswerHasTheCandidatesThatCameAfterIt() { // W10
        try (Stage.Peer viewer = stage.viewer(room)) {
            CompletableFuture<Said> posted =
                    stage.post("alice+host", endpoint, offer("alic", "sendonly", "audio", "video"));
            String alice = viewer.answer(answer("vera", "recvonly", "audio", "video"))
                    .path("from")
                    .asText();
            viewer.candidate(alice, CANDIDATE);
            viewer.candidate(alice, "");
            String body = posted.join().answer().body();
            int video = body.indexOf("m=video");
            assertTrue(body.substring(0, video).contains("a=" + CANDIDATE + "\r\na=end-of-candidates\r\n"), body);
            assertFalse(body.substring(video).contains("candidate"), body);
        }
    }

    /** Browsers write {@code null} for what is not set; one that cannot be used is not in the way of those behind it. */
    @Test
    void whatIsNullInACandidateIsNotSaid() {
        try (Stage.Peer viewer = stage.viewer(room)) {
            CompletableFuture<Said> posted = stage.post("alice+host", endpoint, offer("alic", "sendonly", "audio"));
            String alice = viewer.answer(answer("vera", "recvonly", "audio"))
                    .path("from")
                    .asText();
            JsonObject candidate = new JsonObject()
                    .put("candidate", CANDIDATE)
                    .putNull("sdpMid")
                    .put("sdpMLineIndex", 0)
                    .putNull("usernameFragment");
            JsonObject frame = new JsonObject()
                    .put("type", "ice-candidate")
                    .put("to", alice)
                    .putNull("pc");
            viewer.say(frame.copy().put("candidate", candidate));
            String second = CANDIDATE.replace("50001", "50002");
            viewer.say(frame.copy()
                    .put(
                            "candidate",
                            candidate
                                    .copy()
                                    .put("candidate", second)
                                    .put("sdpMid", "0")
                                    .putNull("sdpMLineIndex")));
            viewer.say(frame.copy().putNull("candidate"));
            String body = posted.join().answer().body();
            assertTrue(body.contains("a=" + CANDIDATE + "\r\na=" + second + "\r\na=end-of-candidates\r\n"), body);
        }
    }

    @Test
    void anAnswerWithoutCandidatesSaysThatNoneCome() { // W10
        try (Stage.Peer viewer = stage.viewer(room)) {
            CompletableFuture<Said> posted = stage.post("alice+host", endpoint, offer("alic", "sendonly", "audio"));
            String alice = viewer.answer(answer("vera", "recvonly", "audio"))
                    .path("from")
                    .asText();
            viewer.candidate(alice, "");
            String body = posted.join().answer().body();
            assertTrue(body.endsWith("a=end-of-candidates\r\n"), body);
        }
    }

    @ParameterizedTest
    @CsvSource({"text/plain, 415", "application/json, 415"})
    void anotherTypeIsRefused(String type, int status) { // W2
        Said said = stage.node.ask(
                "alice+host", "POST", endpoint, offer("alic", "sendonly", "audio"), "Content-Type", type);
        assertEquals(status, said.status());
        assertEquals("application/sdp", said.header("Accept-Post"));
        assertEquals("application/problem+json", said.header("Content-Type"));
    }

    @Test
    void whatIsNoOfferIsRefused() { // W3, W4, W5, W8, W34
        String whole = offer("alic", "sendonly", "audio", "video");
        assertEquals(400, refused(""));
        assertEquals(400, refused("v=0\r\nthis is none\r\n"));
        assertEquals(400, refused(whole.replace("m=video 9", "m=video x")));
        assertEquals(422, refused(offer("alic", "recvonly", "audio")));
        assertEquals(422, refused(offer("alic", "inactive", "audio")));
        assertEquals(422, refused(offer("alic", "sendonly", "audio", "video", "video")));
        assertEquals(422, refused(whole.replaceFirst("msid:stream", "msid:another")));
        assertEquals(422, refused(whole.replace("m=video 9", "m=video 0")));
        assertEquals(413, refused(whole + "a=x:" + "x".repeat(256 * 1024) + "\r\n"));
    }

    private int refused(String offer) {
        return stage.post("alice+host", endpoint, offer).join().status();
    }

    @ParameterizedTest
    @CsvSource({"actpass", "active", "passive"})
    void anySetupIsTaken(String setup) { // W9
        try (Stage.Peer viewer = stage.viewer(room)) {
            CompletableFuture<Said> posted = stage.post(
                    "alice+host", endpoint, offer("alic", "sendonly", "audio").replace("actpass", setup));
            String answer = complete(answer("vera", "recvonly", "audio"));
            viewer.answer(setup.equals("active") ? answer.replace("setup:active", "setup:passive") : answer);
            assertEquals(201, posted.join().status());
        }
    }

    @Test
    void noPartlyRejectedAnswerAndNoneThatSendsIsPassedOn() { // W6, W8
        try (Stage.Peer viewer = stage.viewer(room)) {
            CompletableFuture<Said> posted =
                    stage.post("alice+host", endpoint, offer("alic", "sendonly", "audio", "video"));
            viewer.answer(complete(answer("vera", "recvonly", "audio", "video").replace("m=video 9", "m=video 0")));
            Said said = posted.join();
            assertEquals(422, said.status());
            assertTrue(
                    said.body().path("detail").asText().contains("m-section 2"),
                    said.answer().body());
            viewer.connected.await("peer-left");

            for (String bad : new String[] {"sendrecv", "inactive"}) {
                posted = stage.post("alice+host", endpoint, offer("alic", "sendrecv", "audio"));
                JsonNode offer = viewer.answer(complete(answer("vera", bad, "audio")));
                assertTrue(offer.path("offer").path("sdp").asText().contains("a=sendonly\r\n"), offer::toString);
                said = posted.join();
                assertEquals(422, said.status());
                assertTrue(said.body().path("detail").asText().contains(bad));
                viewer.connected.await("peer-left");
            }
        }
    }

    @Test
    void whatBroadcastersSendPasses() {
        try (Stage.Peer viewer = stage.viewer(room)) {
            assertEquals(201, publish(viewer, obs(), "audio", "video").status());
            assertEquals(
                    201, publish(viewer, ffmpeg("ff01", true), "audio", "video").status());
            CompletableFuture<Said> posted = stage.post("alice+host", endpoint, ffmpeg("ff02", false));
            JsonNode got = viewer.answer(complete(answer("vera", "recvonly", "video")
                    .replace("a=mid:0", "a=mid:1")
                    .replace("BUNDLE 0", "BUNDLE 1")));
            String relayed = got.path("offer").path("sdp").asText();
            assertTrue(relayed.contains("a=group:BUNDLE 1\r\n"), relayed);
            assertFalse(relayed.contains("ssrc-group"), relayed);
            assertTrue(relayed.contains("a=ssrc:2702 cname:FFmpeg\r\n"), relayed);
            assertEquals(201, posted.join().status());
        }
    }

    /** A client that gathers before it offers, in a private network, cannot know what an operator denies. */
    @Test
    void candidatesThatThePolicyDeniesAreLeftOut() {
        try (Stage.Peer viewer = stage.viewer(room)) {
            String allowed = complete(offer("alic", "sendonly", "audio", "video"));
            CompletableFuture<Said> posted = stage.post(
                    "alice+host",
                    Stage.STRICT + endpoint,
                    allowed.replace("a=" + CANDIDATE, "a=" + Stage.DENIED + "\r\na=" + CANDIDATE) + "a=" + Stage.DENIED
                            + "\r\na=candidate:1 1 udp 1 192.0.2.300 9 typ host\r\n");
            JsonNode got = viewer.answer(complete(answer("vera", "recvonly", "audio", "video")));
            assertEquals(allowed, got.path("offer").path("sdp").asText());
            assertEquals(201, posted.join().status());
        }
    }

    /** Their candidates name an m-section by its index, or by that in place of a mid. */
    @Test
    void descriptionsNeedNoMids() {
        try (Stage.Peer viewer = stage.viewer(room)) {
            CompletableFuture<Said> posted =
                    stage.post("alice+host", endpoint, withoutMids(offer("alic", "sendonly", "audio")));
            String alice = viewer.answer(withoutMids(answer("vera", "recvonly", "audio")))
                    .path("from")
                    .asText();
            viewer.candidate(alice, CANDIDATE);
            viewer.candidate(alice, "");
            Said created = posted.join();
            String body = created.answer().body();
            assertTrue(body.contains("a=" + CANDIDATE + "\r\na=end-of-candidates\r\n"), body);

            String own = fragment("alic", PASSWORD, "a=" + CANDIDATE);
            stage.patch("alice+host", location(created), created.header("ETag"), own);
            JsonNode candidate = viewer.connected.await("ice-candidate").path("candidate");
            assertFalse(candidate.has("sdpMid"), candidate::toString);
            assertEquals(0, candidate.path("sdpMLineIndex").asInt(-1));
        }
    }

    private static String withoutMids(String description) {
        return description.replaceAll("a=(mid|group):[^\r]*\r\n", "");
    }

    /** Whether something else in it is mended or not. */
    @ParameterizedTest
    @ValueSource(strings = {"", "a=ssrc-group:FID 2702 2703\r\n"})
    void lineEndsAreRepaired(String mended) {
        String good = offer("alic", "sendonly", "audio");
        try (Stage.Peer viewer = stage.viewer(room)) {
            String sent = good + mended;
            for (String odd : new String[] {
                sent.stripTrailing(), sent + "\r\n", sent.replace("m=audio", "\r\nm=audio"), sent.replace("\r\n", "\n")
            }) {
                CompletableFuture<Said> posted = stage.post("alice+host", endpoint, odd);
                JsonNode got = viewer.answer(complete(answer("vera", "recvonly", "audio")));
                assertEquals(good, got.path("offer").path("sdp").asText());
                assertEquals(201, posted.join().status());
            }
        }
    }

    @Test
    void anEndpointSaysWhatItTakesWithoutAToken() { // W23, W24, W25
        Said said = stage.node.ask("", "OPTIONS", endpoint, "");
        assertEquals(200, said.status());
        assertEquals("application/sdp", said.header("Accept-Post"));
        assertEquals(204, stage.node.ask("alice+host", "GET", endpoint, "").status());
        assertEquals(204, stage.node.ask("alice+host", "HEAD", endpoint, "").status());
        Said put = stage.node.ask("alice+host", "PUT", endpoint, "");
        assertEquals(405, put.status());
        assertEquals("GET, HEAD, POST, OPTIONS", put.header("Allow"));
        Said page = stage.node.ask("", "OPTIONS", endpoint, "", "Origin", stage.node.address);
        for (String method : new String[] {"POST", "PATCH", "DELETE", "OPTIONS", "GET"}) {
            assertTrue(page.header("Access-Control-Allow-Methods").contains(method), method);
        }
        for (String header : new String[] {"Location", "Link", "ETag", "Retry-After", "Accept-Post"}) {
            assertTrue(page.header("Access-Control-Expose-Headers").contains(header), header);
        }
        for (String header : new String[] {"Authorization", "Content-Type", "If-Match", "traceparent", "tracestate"}) {
            assertTrue(page.header("Access-Control-Allow-Headers").contains(header), header);
        }
        assertEquals("", page.header("Link"));
    }

    @Test
    void aTokenIsAskedForAndHasToHaveTheRight() { // W27
        Said none = stage.post("", endpoint, obs()).join();
        assertEquals(401, none.status());
        assertTrue(none.header("WWW-Authenticate").startsWith("Bearer"));
        assertEquals(401, stage.delete("bad", endpoint + "/resource").status());
        try (Stage.Peer viewer = stage.viewer(room)) {
            assertEquals(403, stage.post("alice", endpoint, obs()).join().status());
        }
    }

    @Test
    void withoutAnybodyWhoAnswersItTakesABoundedTime() {
        Said said = stage.post("alice+host", endpoint, obs()).join();
        assertEquals(504, said.status());
        assertEquals("timeout", said.body().path("code").asText());
    }

    @Test
    void whyItIsRejectedIsSaid() {
        try (Stage.Peer viewer = stage.viewer(room)) {
            CompletableFuture<Said> posted = stage.post("alice+host", endpoint, obs());
            String alice = viewer.connected.await("offer").path("from").asText();
            viewer.say(new JsonObject().put("type", "reject").put("to", alice).put("reason", "half an FID group"));
            Said said = posted.join();
            assertEquals(422, said.status());
            assertTrue(
                    said.body().path("detail").asText().contains("half an FID group"),
                    said.answer().body());
        }
    }

    /** Whoever made it is told what browsers have against it, for the far end may be silent. */
    @Test
    void whatBrowsersMayHaveAgainstAnOfferIsSaid() {
        try (Stage.Peer viewer = stage.viewer(room)) {
            String odd = offer("alic", "sendonly", "audio")
                    .replace("a=mid:0", "a=mid:" + "m".repeat(17))
                    .replace("BUNDLE 0", "BUNDLE " + "m".repeat(17));
            CompletableFuture<Said> posted = stage.post("alice+host", endpoint, odd);
            String alice = viewer.connected.await("offer").path("from").asText();
            viewer.say(new JsonObject().put("type", "reject").put("to", alice));
            String detail = posted.join().body().path("detail").asText();
            assertTrue(detail.contains("Browsers may refuse this offer") && detail.contains("16 bytes"), detail);
        }
    }

    @Test
    void whoComesInTimeAnswers() {
        try (Stage.Peer first = stage.host(room)) {
            CompletableFuture<Said> posted = stage.post("alice+host", endpoint, offer("alic", "sendonly", "audio"));
            first.connected.await("peer-joined");
            try (Stage.Peer viewer = stage.viewer(room)) {
                viewer.answer(complete(answer("vera", "recvonly", "audio")));
                assertEquals(201, posted.join().status());
            }
        }
    }

    /** Who has the offer has lost its connection, and may come back; another comes meanwhile. */
    @Test
    void whoComesInPlaceOfOneWhoIsGoneAnswers() {
        Stage.Peer gone = stage.viewer(room);
        try (Stage.Peer host = stage.host(room)) {
            gone.close();
            CompletableFuture<Said> posted = stage.post("alice+host", endpoint, offer("alic", "sendonly", "audio"));
            String alice = host.connected.await("peer-joined").at("/peer/peer").asText();
            Follower follower = stage.node.node.follower;
            RoomKey key = new RoomKey("default", room);
            Await.until(
                    Stage.PATIENCE,
                    () -> Boolean.TRUE.equals(follower.read(
                            key,
                            followed -> !followed.room().negotiations(alice).isEmpty())),
                    () -> "no offer");
            try (Stage.Peer viewer = stage.viewer(room)) {
                viewer.answer(complete(answer("vera", "recvonly", "audio")));
                assertEquals(201, posted.join().status());
            }
        }
    }

    /** With it goes the offer that it had. */
    @Test
    void whoComesAfterOneWhoHasLeftWithTheOfferAnswers() {
        Stage.Peer first = stage.viewer(room);
        CompletableFuture<Said> posted = stage.post("alice+host", endpoint, offer("alic", "sendonly", "audio"));
        first.connected.await("offer");
        first.say(new JsonObject().put("type", "leave"));
        first.connected.await("left");
        try (Stage.Peer viewer = stage.viewer(room)) {
            viewer.answer(complete(answer("vera", "recvonly", "audio")));
            assertEquals(201, posted.join().status());
        }
    }

    /** Who has the offer has time to answer it, whoever comes. */
    @Test
    void whoComesBesideOneWhoMayAnswerGetsNoOfferOfItsOwn() {
        try (Stage.Peer first = stage.viewer(room)) {
            CompletableFuture<Said> posted = stage.post("alice+host", endpoint, offer("alic", "sendonly", "audio"));
            JsonNode offer = first.connected.await("offer");
            try (Stage.Peer second = stage.viewer(room)) {
                first.say(new JsonObject()
                        .put("type", "answer")
                        .put("to", offer.path("from").asText())
                        .put("re", offer.path("seq").asLong())
                        .put(
                                "answer",
                                new JsonObject()
                                        .put("type", "answer")
                                        .put("sdp", complete(answer("vera", "recvonly", "audio")))));
                assertEquals(201, posted.join().status());
                assertTrue(second.connected.waiting().stream()
                        .noneMatch(frame -> frame.path("type").asText().equals("offer")));
            }
        }
    }

    @Test
    void aMeshIsNotForIt() {
        try (Stage.Peer peer = stage.new Peer("bob", room, "mesh", "participant", "{}")) {
            assertEquals(409, stage.post("alice+host", endpoint, obs()).join().status());
        }
    }

    @Test
    void aMediaServerIsAskedFirstAndCannotOffer() {
        try (Stage.Peer server = stage.new Peer("sam+media-server", room, "sfu", "media-server", "{}")) {
            CompletableFuture<Said> posted = stage.post("alice", endpoint, obs());
            JsonNode offer = server.answer(complete(answer("serv", "recvonly", "audio", "video")));
            assertEquals(201, posted.join().status());
            server.say(new JsonObject()
                    .put("type", "offer")
                    .put("to", offer.path("from").asText())
                    .put(
                            "offer",
                            new JsonObject().put("type", "offer").put("sdp", offer("serv", "sendonly", "audio"))));
            assertEquals(
                    "not-allowed", server.connected.await("error").path("code").asText());
        }
    }

    @Test
    void offersToNobodyInParticularPassItByAndItIsNeverPolite() {
        try (Stage.Peer viewer = stage.viewer(room)) {
            publish(viewer, offer("alic", "sendonly", "audio"), "audio");
            try (Stage.Peer late = stage.viewer(room)) {
                late.say(new JsonObject()
                        .put("type", "offer")
                        .put(
                                "offer",
                                new JsonObject().put("type", "offer").put("sdp", offer("late", "recvonly", "audio"))));
                JsonNode error = late.connected.await("error");
                assertEquals("no-such-peer", error.path("code").asText());
                assertTrue(error.path("retryable").asBoolean());
            }
        }
        try (Stage.Peer host = stage.host(room + "-2");
                Stage.Peer viewer = stage.viewer(room + "-2")) {
            CompletableFuture<Said> posted =
                    stage.post("alice+host", endpoint + "-2", offer("alic", "sendonly", "audio"));
            viewer.answer(complete(answer("vera", "recvonly", "audio")));
            location(posted.join());
            host.connected.await("peer-joined");
            JsonNode alice = host.connected.await("peer-joined").path("peer");
            assertEquals("alice", alice.path("user").asText());
            assertFalse(alice.path("polite").asBoolean(true), alice::toString);
        }
    }
}

package io.beckon.transport.signaling;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.beckon.transport.signaling.SignalingNode.Guest;
import io.beckon.transport.signaling.SignalingNode.Said;
import io.vertx.core.http.HttpMethod;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Who gets nothing by requests, and what auditors hear of it. */
class RefusalsTest extends SignalingSpecification {

    @Test
    void whoIsNotThereOrNotTheOneGetsNothing() {
        Guest alice = node.join("alice", room);
        assertEquals(
                410,
                node.ask("bob", "GET", "/v1/messages", "", Credential.HEADER, alice.credential())
                        .status());
        assertEquals(
                410,
                node.ask("alice", "GET", "/v1/messages", "", Credential.HEADER, alice.session + ".wrong")
                        .status());
        assertEquals(
                410,
                node.ask("alice", "GET", "/v1/messages", "", Credential.HEADER, "garbled")
                        .status());
        assertEquals(400, node.ask("alice", "GET", "/v1/messages", "").status());
        assertEquals(
                401,
                node.ask("", "GET", "/v1/messages", "", Credential.HEADER, alice.credential())
                        .status());
        Said bad = node.ask("bad", "POST", "/v1/messages", "{}", Credential.HEADER, alice.credential());
        assertEquals(401, bad.status());
        assertEquals("Bearer error=\"invalid_token\"", bad.header("WWW-Authenticate"));
        assertEquals(
                410, alice.get(node, Long.toString(alice.joined + 160_000), 0).status());
        assertEquals(400, alice.get(node, "no-cursor", 0).status());
        assertEquals(400, alice.get(node, "", 56).status());
        assertEquals(204, node.ask("", "OPTIONS", "/v1/messages", "").status());
        assertEquals(
                "GET, POST, OPTIONS",
                node.ask("alice", "PUT", "/v1/messages", "").header("Allow"));
    }

    @Test
    void auditorsHearOfThoseWhoMayNot() {
        assertEquals(
                403, node.ask("ann+elsewhere", "GET", "/v1/rooms/" + room, "").status());
        Guest alice = node.join("alice", room);
        Guest bob = node.join("bob", room);
        assertEquals(
                403,
                node.ask(
                                "bob",
                                "DELETE",
                                "/v1/rooms/" + room + "/participants/" + alice.peer,
                                "",
                                "Signaling-Session",
                                bob.session + "." + bob.secret)
                        .status());
        assertEquals(
                410,
                node.ask(
                                "ann",
                                "GET",
                                "/v1/rooms/" + room + "/messages",
                                "",
                                "Signaling-Session",
                                alice.session + "." + alice.secret)
                        .status());
        assertHeard(
                "ann: AuthorizationDenied[what=you may not join this room, missing=JOIN, count=1]",
                "bob: AuthorizationDenied[what=the participant is somebody else's, missing=OWNERSHIP, count=1]",
                "ann: AuthenticationDenied[reason=bad-resume, count=1]");
    }

    @Test
    void auditorsHearOfWhatNoSessionHearsOf() {
        String path = "/v1/rooms/" + room;
        Guest alice = node.join("alice", room);
        node.ask("ann", "POST", path + "/offer", "{'offer':{'type':'offer','sdp':'no sdp'}}");
        for (String body : List.of(
                "{'type':'message','room':'another','data':1}",
                "[{'type':'message','room':'another','data':1}]",
                "[")) {
            node.ask(
                    "alice", "POST", path + "/messages", body, "Signaling-Session", alice.session + "." + alice.secret);
        }
        assertHeard(
                "ann: FrameRefused[code=bad-sdp, frame=offer, count=1]",
                "alice: FrameRefused[code=bad-message, frame=message, count=1]",
                "alice: FrameRefused[code=bad-message, frame=message, count=1]",
                "alice: FrameRefused[code=bad-json, frame=null, count=1]");
    }

    private void assertHeard(String... refusals) {
        List<String> heard = node.refused.stream()
                .filter(each -> each.contains(" in " + room + ": "))
                .toList();
        assertEquals(
                Arrays.stream(refusals)
                        .map(each -> each.replace(": ", " in " + room + ": "))
                        .toList(),
                heard);
    }

    @Test
    void aFaultInWhatIsDoneLaterIsAnswered() {
        node.router
                .route("/faulty")
                .handler(routing -> new Reception(node.gate)
                        .receive(
                                routing,
                                visitor -> visitor.await(CompletableFuture.runAsync(() -> {}), (done, failure) -> {
                                    throw new IllegalStateException("for this test");
                                }),
                                HttpMethod.POST));
        Said said = node.ask("alice", "POST", "/faulty", "{}");
        assertEquals(500, said.status());
        assertEquals("internal", said.body().path("code").asText());
    }
}

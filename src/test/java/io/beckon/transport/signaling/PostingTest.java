package io.beckon.transport.signaling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.beckon.transport.signaling.SignalingNode.Guest;
import io.beckon.transport.signaling.SignalingNode.Said;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Frames that requests bring, one or many at once, and the replies to them. */
class PostingTest extends SignalingSpecification {

    @Test
    void framesGetTheirRepliesAndReachTheOthers() {
        Guest alice = node.join("alice", room);
        Guest bob = node.join("bob", room);
        Said said = bob.post(node, "{'type':'message','id':'m1','data':'hello'}");
        assertEquals(202, said.status());
        assertEquals("ack", said.body().path("type").asText());
        assertEquals("m1", said.body().path("id").asText());
        assertEquals(
                said.body(),
                bob.post(node, "{'type':'message','id':'m1','data':'hello'}").body());

        Said read = alice.get(node, Long.toString(alice.joined), 0);
        List<JsonNode> frames = messages(read);
        assertEquals(List.of("peer-joined", "message"), types(read));
        assertEquals("hello", frames.get(1).path("data").asText());
        assertEquals(said.body().path("seq"), frames.get(1).path("seq"));
        assertEquals(bob.peer, frames.get(1).path("from").asText());
        assertEquals(List.of(), alice.types(node, read.body().path("next").asText()));
        assertEquals(List.of("peer-joined", "message"), alice.types(node, ""), "reading consumes nothing");
        assertEquals(
                List.of("message"), alice.types(node, frames.get(0).path("seq").asText()));
        assertEquals(List.of(), bob.types(node, ""), "one's own frames do not come back");
    }

    @Test
    void aKnockIsAnswered() {
        Guest host = node.guest(
                "host+moderator", room, node.ask("host+moderator", "POST", participants(), "{'role':'moderator'}"));
        assertEquals(202, host.post(node, "{'type':'lock'}").status());
        Said said = node.ask("carol", "POST", "/v1/sessions", "");
        Said knock = node.ask(
                "carol",
                "POST",
                "/v1/messages",
                "{'type':'knock','id':'k','room':'" + room + "'}",
                Credential.HEADER,
                said.body().path("session").asText() + "."
                        + said.body().path("secret").asText());
        assertEquals(202, knock.status());
        assertEquals("waiting", knock.body().path("state").asText());
    }

    @Test
    void manyFramesAtOnceAreTakenInOrderWithAllTheirReplies() {
        Guest alice = node.join("alice", room);
        Guest bob = node.join("bob", room);
        List<String> frames = new ArrayList<>();
        IntStream.range(0, 40).forEach(i -> frames.add("{'type':'message','id':'n" + i + "','data':" + i + "}"));
        frames.add(7, "{'type':'message','to':'nobody','data':0,'id':'x'}");
        frames.add(9, "{'type':'nonsense'}");
        Said said = bob.post(node, "[" + String.join(", ", frames) + "]");
        assertEquals(202, said.status());
        JsonNode replies = said.body().path("replies");
        assertEquals(42, replies.size());
        assertEquals("no-such-peer", replies.path(7).path("code").asText());
        assertEquals("x", replies.path(7).path("id").asText());
        assertEquals("unknown-type", replies.path(9).path("code").asText());
        assertFalse(replies.path(9).has("id"));
        List<Integer> data = messages(alice.get(node, "", 0)).stream()
                .filter(frame -> frame.path("type").asText().equals("message"))
                .map(frame -> frame.path("data").asInt())
                .toList();
        assertEquals(IntStream.range(0, 40).boxed().toList(), data);
    }

    @Test
    void framesOfOneIdToDifferentRoomsHaveEachItsReply() {
        Guest alice = node.join("alice", room);
        String other = room + "b";
        node.ask("alice", "POST", "/v1/rooms/" + other + "/participants", "", Credential.HEADER, alice.credential());
        String first = "{'type':'message','id':'same','room':'" + room + "','data':1}";
        Said said = alice.post(node, "[" + first + "," + first.replace(room, other) + "," + first + "]");
        assertEquals(202, said.status());
        JsonNode replies = said.body().path("replies");
        for (int i = 0; i < 2; i++) {
            assertEquals("ack", replies.path(i).path("type").asText(), replies::toString);
            assertEquals(i == 0 ? room : other, replies.path(i).path("room").asText(), replies::toString);
        }
        assertEquals(replies.path(0), replies.path(2), "it is the same frame");
    }

    @Test
    void oneBadFrameOfManyIsAnErrorInItsPlace() {
        Guest alice = node.join("alice", room);
        Guest bob = node.join("bob", room);
        String large = "{'type':'message','id':'large'," + " ".repeat(530_000) + "'data':0}";
        Said said = node.ask(
                "bob",
                "POST",
                "/v1/rooms/" + room + "/messages",
                "[{'type':'message','id':'a','data':1},{'type':'message','id':'b','room':'elsewhere','data':2}," + large
                        + ",{'type':'message','data':3,'room':'elsewhere'},{'type':'message','data':4}]",
                Credential.HEADER,
                bob.credential());
        assertEquals(202, said.status(), () -> said.answer().body());
        JsonNode replies = said.body().path("replies");
        assertEquals(5, replies.size());
        assertEquals("ack", replies.path(0).path("type").asText());
        assertEquals("bad-message", replies.path(1).path("code").asText());
        assertEquals("room", replies.path(1).path("field").asText());
        assertEquals("b", replies.path(1).path("id").asText());
        assertEquals("too-large", replies.path(2).path("code").asText());
        assertEquals("large", replies.path(2).path("id").asText());
        assertEquals("bad-message", replies.path(3).path("code").asText());
        assertFalse(replies.path(3).has("id"));
        assertEquals("ack", replies.path(4).path("type").asText());
        List<Integer> data = messages(alice.get(node, "", 0)).stream()
                .filter(frame -> frame.path("type").asText().equals("message"))
                .map(frame -> frame.path("data").asInt())
                .toList();
        assertEquals(List.of(1, 4), data);

        Said alone = bob.post(node, large);
        assertEquals(413, alone.status());
        assertEquals("too-large", alone.body().path("code").asText());
        assertEquals("large", alone.body().path("id").asText());
        String space = " ".repeat(530_000);
        assertEquals(
                413,
                node.ask("carol", "POST", participants(), "{'type':'join'" + space + "}")
                        .status());
        assertEquals(
                413,
                node.ask("carol", "POST", "/v1/rooms/" + room + "/offer", offer(space))
                        .status());
    }

    @Test
    void whatComesBehindTheEndOfTheSessionIsToldOfIt() {
        Guest careless = node.join("careless", room);
        Said said = careless.post(node, "[" + String.join(",", Collections.nCopies(30, "{'a':1,'a':2}")) + "]");
        assertEquals(202, said.status(), () -> said.answer().body());
        JsonNode replies = said.body().path("replies");
        assertEquals(30, replies.size());
        for (int i = 0; i < 30; i++) {
            JsonNode reply = replies.path(i);
            assertEquals("error", reply.path("type").asText(), reply::toString);
            assertEquals(
                    i < 20 ? "bad-json" : "rate-limited", reply.path("code").asText(), reply::toString);
            assertEquals(i >= 20, reply.path("retryable").asBoolean(), reply::toString);
            assertEquals(i < 20 ? 0 : 1008, reply.path("close").asInt(), reply::toString);
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`{'type':'message','data':1,'to':'nobody'}`, 404, no-such-peer",
                "`{'type':'nonsense'}`, 400, unknown-type",
                "`{'type':`, 400, bad-json",
                "`[1`, 400, bad-json",
                "`{'type':'offer','offer':{'type':'offer','sdp':'x'}}`, 400, bad-sdp",
                "`{'type':'message','room':'elsewhere','data':1}`, 404, not-in-room",
                "`{'type':'lock'}`, 403, not-allowed",
                "`{'type':'answer','answer':{'type':'answer','sdp':1}}`, 400, bad-message",
            })
    void anErrorIsAProblemDocument(String frame, int status, String code) {
        Guest alice = node.join("alice", room);
        Said said = alice.post(node, frame);
        assertEquals(status, said.status(), () -> said.answer().body());
        assertEquals("application/problem+json", said.header("Content-Type"));
        assertEquals(code, said.body().path("code").asText());
        assertEquals(status, said.body().path("status").asInt());
        assertTrue(said.body().has("message"));
        assertFalse(said.body().has("id"), "the client gave none");
    }
}

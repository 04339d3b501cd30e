package io.beckon.wire;

import static io.beckon.wire.Frames.candidate;
import static io.beckon.wire.Frames.frame;
import static io.beckon.wire.Frames.hostCandidate;
import static io.beckon.wire.Frames.message;
import static io.beckon.wire.Frames.object;
import static io.beckon.wire.Frames.offer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One to many: viewers neither see nor reach each other. */
class BroadcastTest extends NodeSpecification {

    private static final String OFFER = Sdp.offer("aaaa").text();
    private static final String ANSWER = Sdp.answer("bbbb").text();

    private final String room = ServerUnderTest.freshRoom();
    private Client host;
    private Client viewer;
    private Client other;

    private void joinAll() {
        host = connect("host");
        viewer = connect();
        other = connect();
        host.join(room, "pattern", "broadcast", "role", "host");
        viewer.join(room);
        other.join(room);
        host.await("peer-joined");
        host.await("peer-joined");
    }

    @Test
    void anUpdateOfAViewerIsToldToHostsOnly() {
        joinAll();

        viewer.ack(frame("update", "metadata", object("hand", true)));
        host.await("peer-updated");
        other.expectNothingBut();
        host.ack(frame("update", "name", "Showmaster"));
        viewer.await("peer-updated");
        other.await("peer-updated");
    }

    @Test
    void messagesOfViewersGoToHosts() {
        joinAll();

        viewer.ack(message("a question"));
        assertEquals("a question", host.await("message").path("data").asText());
        other.expectNothingBut();
        host.ack(message("an answer"));
        assertEquals("an answer", viewer.await("message").path("data").asText());
        assertEquals("an answer", other.await("message").path("data").asText());
    }

    @Test
    void viewersDoNotReachEachOther() {
        joinAll();

        for (var frame : List.of(
                message("psst", "to", other.peer()),
                offer(OFFER, "to", other.peer()),
                candidate(hostCandidate("aaaa", 1000), "to", other.peer()),
                frame("connection-state", "peer", other.peer(), "state", "connected"),
                frame("kick", "peer", other.peer()))) {
            viewer.refused("no-such-peer", frame);
        }
        other.expectNothingBut();
        host.expectNothingBut();
    }

    @Test
    void aViewerOffersToTheHost() {
        joinAll();

        viewer.ack(offer(OFFER));
        viewer.ack(candidate(hostCandidate("aaaa", 1000)));
        assertEquals(viewer.peer(), host.await("offer").path("from").asText());
        host.await("ice-candidate");
        host.ack(Frames.answer(ANSWER, "to", viewer.peer()));
        viewer.await("answer");
        other.expectNothingBut();
    }

    @Test
    void aViewerOffersToTheMediaServerWhereThereIsOne() {
        joinAll();
        Client media = connect("media-server");
        media.join(room, "role", "media-server");
        assertEquals(
                "media-server",
                viewer.await("peer-joined").path("peer").path("role").asText());
        host.await("peer-joined");

        viewer.ack(offer(OFFER));
        media.await("offer");
        host.expectNothingBut();
        host.ack(offer(Sdp.offer("hhhh").text()));
        assertEquals(host.peer(), media.await("offer").path("from").asText());
        assertTrue(viewer.expectNothingBut().isEmpty());
    }

    @Test
    void aHostOffersToViewersThatAnswer() {
        joinAll();
        JsonNode error = host.refused("no-such-peer", offer(OFFER));
        assertTrue(error.path("retryable").asBoolean(), error::toString);
        Client answering = connect();
        answering.join(room, "metadata", object("answers", true));

        host.ack(offer(OFFER));
        assertEquals(host.peer(), answering.await("offer").path("from").asText());
        answering.ack(Frames.answer(ANSWER));
        host.await("answer");
        viewer.expectNothingBut();
        host.ack(offer(OFFER, "to", viewer.peer()));
        viewer.await("offer");
    }

    @Test
    void aModeratorSpeaksToAll() {
        joinAll();
        Client moderator = connect("moderator");
        JsonNode joined = moderator.join(room, "role", "moderator");
        assertTrue(joined.path("participantCount").intValue() >= 1, joined::toString);

        moderator.ack(message("order!"));
        for (Client member : List.of(host, viewer, other)) {
            assertEquals("order!", member.await("message").path("data").asText());
        }
    }
}

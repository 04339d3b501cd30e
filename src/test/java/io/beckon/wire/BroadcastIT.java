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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One to many: viewers neither see nor reach each other. */
class BroadcastIT {

    private static final String OFFER = Sdp.offer("aaaa").text();
    private static final String ANSWER = Sdp.answer("bbbb").text();

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.withDefaults();

    private String room;
    private WireClient host;
    private WireClient viewer;
    private WireClient other;

    @BeforeEach
    void freshRoom() {
        room = ServerUnderTest.freshRoom();
    }

    private void joinAll(Encoding encoding) {
        host = server.connect(encoding, "host");
        viewer = server.connect(encoding);
        other = server.connect(encoding);
        host.join(room, "pattern", "broadcast", "role", "host");
        viewer.join(room);
        other.join(room);
        host.await("peer-joined");
        host.await("peer-joined");
    }

    @ParameterizedTest
    @EnumSource
    void hostsSeeAllAndViewersSeeHosts(Encoding encoding) {
        joinAll(encoding);
        viewer.expectNothingBut();

        JsonNode seen = server.connect(encoding).join(room);
        assertEquals(List.of(host.peer()), JoiningIT.peers(seen));
        assertEquals(1, seen.path("participantCount").intValue());
        assertEquals(List.of(host.peer()), JoiningIT.peers(viewer.expect("roster", frame("roster"))));
        assertEquals(
                3, host.expect("roster", frame("roster")).path("participants").size());

        WireClient second = server.connect(encoding, "host");
        assertEquals(
                4, second.join(room, "role", "host").path("participantCount").intValue());
        assertEquals(
                second.peer(),
                viewer.await("peer-joined").path("peer").path("peer").asText());
        second.expect("left", frame("leave"));
        assertEquals(second.peer(), viewer.await("peer-left").path("peer").asText());
        other.expect("left", frame("leave"));
        host.await(
                frame -> frame.path("type").asText().equals("peer-left")
                        && frame.path("peer").asText().equals(other.peer()),
                "the other viewer's peer-left");
        viewer.expectNothingBut();
    }

    @ParameterizedTest
    @EnumSource
    void anUpdateOfAViewerIsToldToHostsOnly(Encoding encoding) {
        joinAll(encoding);

        viewer.ack(frame("update", "metadata", object("hand", true)));
        host.await("peer-updated");
        other.expectNothingBut();
        host.ack(frame("update", "name", "Showmaster"));
        viewer.await("peer-updated");
        other.await("peer-updated");
    }

    @ParameterizedTest
    @EnumSource
    void messagesOfViewersGoToHosts(Encoding encoding) {
        joinAll(encoding);

        viewer.ack(message("a question"));
        assertEquals("a question", host.await("message").path("data").asText());
        other.expectNothingBut();
        host.ack(message("an answer"));
        assertEquals("an answer", viewer.await("message").path("data").asText());
        assertEquals("an answer", other.await("message").path("data").asText());
    }

    @ParameterizedTest
    @EnumSource
    void viewersDoNotReachEachOther(Encoding encoding) {
        joinAll(encoding);

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

    @ParameterizedTest
    @EnumSource
    void aViewerOffersToTheHost(Encoding encoding) {
        joinAll(encoding);

        viewer.ack(offer(OFFER));
        viewer.ack(candidate(hostCandidate("aaaa", 1000)));
        assertEquals(viewer.peer(), host.await("offer").path("from").asText());
        host.await("ice-candidate");
        host.ack(Frames.answer(ANSWER, "to", viewer.peer()));
        viewer.await("answer");
        other.expectNothingBut();
    }

    @ParameterizedTest
    @EnumSource
    void aViewerOffersToTheMediaServerWhereThereIsOne(Encoding encoding) {
        joinAll(encoding);
        WireClient media = server.connect(encoding, "media-server");
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

    @ParameterizedTest
    @EnumSource
    void aHostOffersToViewersThatAnswer(Encoding encoding) {
        joinAll(encoding);
        JsonNode error = host.refused("no-such-peer", offer(OFFER));
        assertTrue(error.path("retryable").asBoolean(), error::toString);
        WireClient answering = server.connect(encoding);
        answering.join(room, "metadata", object("answers", true));

        host.ack(offer(OFFER));
        assertEquals(host.peer(), answering.await("offer").path("from").asText());
        answering.ack(Frames.answer(ANSWER));
        host.await("answer");
        viewer.expectNothingBut();
        host.ack(offer(OFFER, "to", viewer.peer()));
        viewer.await("offer");
    }

    @ParameterizedTest
    @EnumSource
    void aModeratorSpeaksToAll(Encoding encoding) {
        joinAll(encoding);
        WireClient moderator = server.connect(encoding, "moderator");
        JsonNode joined = moderator.join(room, "role", "moderator");
        assertTrue(joined.path("participantCount").intValue() >= 1, joined::toString);

        moderator.ack(message("order!"));
        for (WireClient member : List.of(host, viewer, other)) {
            assertEquals("order!", member.await("message").path("data").asText());
        }
    }
}

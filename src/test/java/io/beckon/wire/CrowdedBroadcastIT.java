package io.beckon.wire;

import static io.beckon.wire.Frames.answer;
import static io.beckon.wire.Frames.frame;
import static io.beckon.wire.Frames.message;
import static io.beckon.wire.Frames.offer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A broadcast with more viewers than its hosts are told of one by one. */
class CrowdedBroadcastIT {

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.with("beckon.room.roster-limit", "5");

    @Test
    void hostsGetNumbersAndLearnOfWhoAddressesThem() {
        String room = ServerUnderTest.freshRoom();
        WireClient host = server.connect(Encoding.JSON, "host");
        host.join(room, "pattern", "broadcast", "role", "host");
        List<WireClient> viewers =
                Stream.generate(() -> server.connect(Encoding.JSON)).limit(12).toList();
        viewers.forEach(viewer -> viewer.join(room));

        JsonNode stats = awaitViewers(host, 12);
        assertEquals(1, stats.path("counts").path("host").asInt());
        assertEquals(room, stats.path("room").asText());
        assertTrue(host.received("peer-joined").size() <= 6, "not told of everyone");

        WireClient last = viewers.getLast();
        last.ack(offer(Pair.OFFER));
        assertEquals(last.peer(), host.await("offer").path("from").asText());
        host.ack(answer(Pair.ANSWER, "to", last.peer()));
        last.await("answer");
        viewers.get(8).ack(message("a question"));
        assertEquals(viewers.get(8).peer(), host.await("message").path("from").asText());
        host.ack(message("an answer"));
        viewers.forEach(viewer ->
                assertEquals("an answer", viewer.await("message").path("data").asText()));
    }

    private static JsonNode awaitViewers(WireClient host, int viewers) {
        return host.await(
                frame -> frame.path("type").asText().equals("room-stats")
                        && frame.path("counts").path("viewer").asInt() == viewers,
                "the number of viewers");
    }

    @Test
    void afterTheCrowdTheyGetALastNumberAndLearnOfWhoIsLeft() {
        String room = ServerUnderTest.freshRoom();
        WireClient host = server.connect(Encoding.JSON, "host");
        host.join(room, "pattern", "broadcast", "role", "host");
        List<WireClient> viewers =
                Stream.generate(() -> server.connect(Encoding.JSON)).limit(12).toList();
        viewers.forEach(viewer -> viewer.join(room));
        awaitViewers(host, 12);

        viewers.subList(0, 8).forEach(viewer -> viewer.expect("left", frame("leave")));

        awaitViewers(host, 4);
        for (WireClient left : viewers.subList(8, 12)) {
            host.await(
                    frame -> frame.path("type").asText().equals("peer-joined")
                            && frame.path("peer").path("peer").asText().equals(left.peer()),
                    "one who came with the crowd");
        }
    }
}

package io.beckon.wire;

import static io.beckon.wire.Frames.frame;
import static io.beckon.wire.Frames.message;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Section 4, order: one for everybody, and replies in the order of what they reply to. */
class OrderIT {

    private static final int EACH = 100;

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.withDefaults();

    @Test
    void everyoneSeesTheSameOrder() {
        String room = ServerUnderTest.freshRoom();
        List<WireClient> members =
                Stream.generate(() -> server.connect(Encoding.JSON)).limit(4).toList();
        members.forEach(member -> member.join(room));

        List<Thread> senders = members.stream().map(OrderIT::startSending).toList();
        senders.forEach(OrderIT::awaitEnd);
        members.forEach(WireClient::barrier);

        Map<Long, String> places = new TreeMap<>();
        for (WireClient member : members) {
            assertEquals((members.size() - 1) * EACH, member.received("message").size());
            assertEquals(EACH, member.received("ack").size());
            assertRising(member.received());
            for (JsonNode frame : member.received("message")) {
                String before = places.put(
                        frame.path("seq").asLong(), frame.path("data").asText());
                assertTrue(before == null || before.equals(frame.path("data").asText()), "two frames in one place");
            }
        }
        assertEquals(members.size() * EACH, places.size());
        for (WireClient member : members) {
            List<String> expected = IntStream.range(0, EACH)
                    .mapToObj(i -> member.user() + " " + i)
                    .toList();
            assertEquals(
                    expected,
                    places.values().stream()
                            .filter(data -> data.startsWith(member.user()))
                            .toList());
        }
    }

    @ParameterizedTest
    @EnumSource
    void descriptionsAreRelayedByteForByte(Encoding encoding) {
        Pair pair = Pair.join(server, encoding);
        String odd = Sdp.offer("aaaa")
                .text()
                .replace("a=sendrecv", "a=x-odd:  two  spaces \"quotes\" \\back\\ / é 😀 \r\na=sendrecv");

        for (String sdp : List.of(odd, odd.replace("\r\n", "\n"))) {
            pair.second().ack(Frames.offer(sdp, "to", pair.first().peer()));
            assertEquals(
                    sdp, pair.first().await("offer").path("offer").path("sdp").asText());
        }
    }

    @Test
    void whatIsSentInOneGoIsAcknowledgedInItsOrder() {
        WireClient client = server.connect(Encoding.JSON);
        client.join(ServerUnderTest.freshRoom());
        // More than the 256 that may wait for their replies.
        List<String> ids = IntStream.range(0, 900).mapToObj(i -> "m" + i).toList();

        ids.forEach(id -> client.send(message(id, "id", id)));
        client.reply("m899");
        assertEquals(
                ids,
                client.received("ack").stream()
                        .map(ack -> ack.path("id").asText())
                        .toList());
        assertRising(client.received());
    }

    private static Thread startSending(WireClient member) {
        return Thread.ofVirtual().start(() -> {
            for (int i = 0; i < EACH; i++) {
                member.send(message(member.user() + " " + i, "id", "m" + i));
            }
            member.reply("m" + (EACH - 1));
        });
    }

    /** Of one room, at one receiver. */
    static void assertRising(List<JsonNode> frames) {
        long last = -1;
        for (JsonNode frame : frames) {
            if (frame.has("seq")) {
                long seq = frame.path("seq").asLong();
                assertTrue(seq > last, () -> "after a higher seq: " + frame);
                last = seq;
            }
        }
    }

    private static void awaitEnd(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

package io.beckon.wire;

import static io.beckon.wire.Frames.message;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A record of a later version that may not be skipped ends the service of its partition, and of no other. */
class UnreadablePartitionIT {

    private static final Clustered cluster = new Clustered();

    @RegisterExtension
    static final ServerUnderTest node = cluster.node();

    @Test
    void onlyThatPartitionIsNotServedAnyMore() {
        Map<Integer, String> rooms = new LinkedHashMap<>();
        WireClient scout = node.connect(Encoding.JSON);
        while (rooms.size() < 3) {
            String room = ServerUnderTest.freshRoom();
            rooms.putIfAbsent(scout.join(room).path("shard").asInt(), room);
            scout.expect("left", Frames.frame("leave", "room", room));
        }
        int shard = rooms.keySet().iterator().next();
        String unreadable = rooms.get(shard);
        String[] all = rooms.values().toArray(String[]::new);

        User user = User.any();
        WireClient member = node.connect(Encoding.JSON, user);
        for (String room : all) {
            member.join(room);
        }
        cluster.write(
                shard,
                unreadable,
                "{}".getBytes(),
                Map.of(
                        "ce_specversion", "1.0",
                        "ce_type", "io.beckon.room.vote.v9",
                        "ce_attributes", "{}",
                        "ce_ignorable", "false"));
        assertEquals(4013, member.closed());
        HttpResponse<String> ready = DevelopmentTokens.send(
                HttpRequest.newBuilder(node.managementUrl().resolve("/q/health/ready"))
                        .build());
        assertEquals(503, ready.statusCode());
        assertTrue(ready.body().contains("1 partitions hold records"), ready::body);

        WireClient back = node.connect(Encoding.JSON, user);
        JsonNode refused = back.refused("unavailable", Resuming.resume(member, all));
        assertTrue(refused.path("retryable").asBoolean());
        JsonNode resumed = back.expect("resumed", Resuming.resume(member, all[1], all[2]));
        assertEquals(2, resumed.path("rooms").size());
        back.ack(message("still served", "room", all[1]));
        back.refused("unavailable", Frames.join(unreadable));
    }
}

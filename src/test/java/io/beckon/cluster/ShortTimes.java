package io.beckon.cluster;

import java.util.LinkedHashMap;
import java.util.Map;

/** A configuration in which a test need not wait long for what takes its time, and talkers may talk as much as they like. */
final class ShortTimes {

    private ShortTimes() {}

    static Map<String, String> properties(Map<String, String> more) {
        Map<String, String> properties = new LinkedHashMap<>(Map.of(
                "beckon.node-lapse", "3",
                "beckon.resume-window", "5S",
                "beckon.checkpoint-lag", "20S",
                "beckon.heartbeat", "5S",
                "beckon.negotiation-timeout", "10S",
                "beckon.limits.frames-per-second", "0",
                "beckon.limits.bytes-per-second", "0",
                "beckon.limits.connections-per-address", "10000",
                "beckon.drain.spread", "500MS"));
        properties.putAll(more);
        return properties;
    }
}

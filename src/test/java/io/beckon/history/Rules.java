package io.beckon.history;

import java.util.Map;

/**
 * What a room admits.
 *
 * @param capacity how many participants
 * @param perRole how many of them in these roles
 */
public record Rules(int capacity, Map<String, Integer> perRole) {

    public static Rules capacity(int capacity) {
        return new Rules(capacity, Map.of("media-server", 1, "host", 8));
    }
}

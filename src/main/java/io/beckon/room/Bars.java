package io.beckon.room;

import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Who may not come back to a room yet, by user: the newest {@value #MOST}. */
final class Bars {

    static final int MOST = 1000;

    private static final int WEIGHT = Footprint.TREE_ENTRY + Footprint.object(12);

    private final TreeMap<String, Bar> byUser = new TreeMap<>();
    private long weight;

    void put(String user, Bar bar) {
        weight += byUser.put(user, bar) == null ? weight(user) : 0;
        if (byUser.size() > MOST) {
            remove(Collections.min(
                            byUser.entrySet(),
                            Comparator.comparingLong(entry -> entry.getValue().since()))
                    .getKey());
        }
    }

    private static int weight(String user) {
        return WEIGHT + Footprint.text(user);
    }

    void putAll(Map<String, Bar> bars) {
        bars.forEach(this::put);
    }

    void remove(String user) {
        weight -= byUser.remove(user) == null ? 0 : weight(user);
    }

    void clear() {
        byUser.clear();
        weight = 0;
    }

    @Nullable Bar of(String user) {
        return byUser.get(user);
    }

    Map<String, Bar> all() {
        return Collections.unmodifiableMap(byUser);
    }

    /** About how much memory they take, in bytes. */
    long weight() {
        return weight;
    }
}

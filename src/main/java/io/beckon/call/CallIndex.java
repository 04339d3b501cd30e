package io.beckon.call;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The ids of calls by something that they have in common, in the order in which they came. */
final class CallIndex<K> {

    private final Map<K, Set<String>> ids = new HashMap<>();

    void add(K key, String id) {
        ids.computeIfAbsent(key, unknown -> new LinkedHashSet<>()).add(id);
    }

    void remove(K key, String id) {
        ids.computeIfPresent(key, (same, all) -> {
            all.remove(id);
            return all.isEmpty() ? null : all;
        });
    }

    Set<String> of(K key) {
        return ids.getOrDefault(key, Set.of());
    }
}

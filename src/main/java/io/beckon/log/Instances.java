package io.beckon.log;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The processes that serve sessions, counted by their heartbeats in the order of the log: one is lost, for good, where some
 * other has made so many since its last. So every node comes to the same, and when nobody can write nobody is lost. Safe for use
 * by several threads.
 */
public final class Instances {

    /** Maximum number of lost instances that are remembered. */
    static final int MOST_LOST = 10_000;

    private final int lapse;
    /** For each instance how many heartbeats each other one has made since its last. */
    private final Map<String, Map<String, Integer>> since = new HashMap<>();
    /** Those that were asked about and never heard of. */
    private final Set<String> unheard = new HashSet<>();

    private final Set<String> lost = ConcurrentHashMap.newKeySet();
    /** In the order in which they were lost. */
    private final ArrayDeque<String> lostInOrder = new ArrayDeque<>();

    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

    /** @param lapse an instance without heartbeats of its own is lost after this many of another one */
    public Instances(int lapse) {
        this.lapse = lapse;
    }

    /** Calls this, too, for each instance that is lost from now on, on the thread that counts. */
    public void whenLost(Consumer<String> action) {
        listeners.add(action);
    }

    /** A heartbeat, in the order of the log. One of a lost instance changes nothing. */
    public void heard(String instance) {
        Set<String> newlyLost = new LinkedHashSet<>();
        synchronized (this) {
            if (lost.contains(instance)) {
                return;
            }
            since.forEach((other, counts) -> {
                if (!other.equals(instance) && counts.merge(instance, 1, Integer::sum) >= lapse) {
                    newlyLost.add(other);
                }
            });
            since.put(instance, new HashMap<>());
            unheard.remove(instance);
            newlyLost.forEach(gone -> {
                since.remove(gone);
                lose(gone);
            });
        }
        newlyLost.forEach(gone -> listeners.forEach(listener -> listener.accept(gone)));
    }

    /** Nobody speaks in the name of one that was lost so many others ago. */
    private void lose(String instance) {
        lost.add(instance);
        lostInOrder.addLast(instance);
        if (lostInOrder.size() > MOST_LOST) {
            lost.remove(lostInOrder.removeFirst());
        }
    }

    /** Whether an instance is lost. One that was never heard of is not, and others' heartbeats count against it only once it is expected. */
    public boolean isLost(String instance) {
        if (lost.contains(instance)) {
            return true;
        }
        synchronized (this) {
            if (!since.containsKey(instance)) {
                unheard.add(instance);
            }
        }
        return false;
    }

    /** Those that were asked about, never heard of, and are not expected yet. */
    public synchronized Set<String> unheard() {
        return Set.copyOf(unheard);
    }

    /**
     * From here in the log on others' heartbeats count against these {@link #unheard()} ones, as if they had been heard here: the
     * first of such an instance may still be on its way, or its last is no longer kept. Heartbeats that were appended before
     * somebody asked must have been read: they may be older than the instance.
     */
    public synchronized void expect(Set<String> instances) {
        for (String instance : instances) {
            if (unheard.remove(instance)) {
                since.put(instance, new HashMap<>());
            }
        }
    }

    /**
     * How many heartbeats another has made since the last of the one that has been silent longest: those are a second apart, and
     * after the lapse it is lost.
     */
    public synchronized int longestSilence() {
        int longest = 0;
        for (Map<String, Integer> counts : since.values()) {
            for (int beats : counts.values()) {
                longest = Math.max(longest, beats);
            }
        }
        return longest;
    }

    /** Those that are heard of or expected, and not lost. */
    public synchronized Set<String> living() {
        return Set.copyOf(since.keySet());
    }
}

package io.beckon.transport.peerjs;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a client has said to peers that are not there. They get it if they come within the time; else, or if there is too much of
 * it, the client is told that they cannot be reached. Used by one thread at a time.
 */
final class Undelivered {

    /** How long a peer may be away. */
    static final long PATIENCE_NANOS = 5_000_000_000L;

    /** So many peers may be waited for. */
    static final int MOST_PEERS = 64;

    /** So many words may wait, to whomever. */
    static final int MOST_WORDS = 256;

    static final int MOST_BYTES = 1024 * 1024;

    private final Function<String, Presence> presence;
    private final Way way;
    private final Map<String, Awaited> awaited = new LinkedHashMap<>(0);
    private int words;
    private int bytes;

    /** Whether a peer can be reached. */
    enum Presence {
        THERE,
        /** It has lost its connection, and gets what is said to it when it comes back. */
        AWAY,
        NOWHERE
    }

    /** What becomes of what is said. */
    interface Way {

        void say(Spoken word);

        /** Something was said that is to wait. @return whether that is within what the client may say */
        boolean mayWait();

        void unreachable(String peer);
    }

    private record Awaited(ArrayDeque<Spoken> words, long since) {}

    Undelivered(Function<String, Presence> presence, Way way) {
        this.presence = presence;
        this.way = way;
    }

    /** Says it, now or when the peer comes. */
    void take(Spoken word, long now) {
        Awaited waiting = awaited.get(word.to());
        if (waiting != null && !waiting.words.isEmpty()) {
            hold(word, now);
            return;
        }
        switch (presence.apply(word.to())) {
            case THERE -> way.say(word);
            case AWAY -> {
                await(word, now);
                way.say(word);
            }
            case NOWHERE -> hold(word, now);
        }
    }

    private void hold(Spoken word, long now) {
        if (way.mayWait()) {
            returned(word, now);
        } else if (word.expects()) {
            giveUp(word.to());
        }
    }

    /** It could not be said, for the peer was not there. */
    void returned(Spoken word, long now) {
        if (!word.expects()) {
            return;
        }
        Awaited waiting = await(word, now);
        if (waiting == null || words == MOST_WORDS || bytes + word.text().length > MOST_BYTES) {
            giveUp(word.to());
        } else {
            words++;
            bytes += word.text().length;
            waiting.words.addLast(word);
        }
    }

    private @Nullable Awaited await(Spoken word, long now) {
        Awaited waiting = awaited.get(word.to());
        if (waiting == null && awaited.size() < MOST_PEERS) {
            waiting = new Awaited(new ArrayDeque<>(2), now);
            awaited.put(word.to(), waiting);
        }
        return waiting;
    }

    /** Part of what was said to a peer is of no use to it: all of that is dropped, and the client hears so at once. */
    private void giveUp(String peer) {
        Awaited waiting = awaited.remove(peer);
        if (waiting != null) {
            letGo(waiting);
        }
        way.unreachable(peer);
    }

    boolean isEmpty() {
        return awaited.isEmpty();
    }

    /** Looks who has come, and who has been waited for long enough. */
    void look(long now) {
        List<Spoken> sayable = new ArrayList<>();
        List<String> unreachable = new ArrayList<>();
        for (Iterator<Map.Entry<String, Awaited>> all = awaited.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<String, Awaited> each = all.next();
            Awaited waiting = each.getValue();
            Presence where = presence.apply(each.getKey());
            boolean isLate = now - waiting.since >= PATIENCE_NANOS;
            if (where != Presence.NOWHERE) {
                sayable.addAll(letGo(waiting));
            }
            if (where == Presence.THERE) {
                all.remove();
            } else if (isLate) {
                letGo(waiting);
                unreachable.add(each.getKey());
                all.remove();
            }
        }
        sayable.forEach(way::say);
        unreachable.forEach(way::unreachable);
    }

    private List<Spoken> letGo(Awaited waiting) {
        List<Spoken> all = List.copyOf(waiting.words);
        waiting.words.clear();
        words -= all.size();
        all.forEach(word -> bytes -= word.text().length);
        return all;
    }
}

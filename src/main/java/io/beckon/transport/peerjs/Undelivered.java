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

    /** Maximum number of peers that messages wait for. */
    static final int MOST_PEERS = 64;

    /** Maximum number of messages that wait, for all peers together. */
    static final int MOST_WORDS = 256;

    static final int MOST_BYTES = 1024 * 1024;

    private final Function<String, Presence> presence;
    private final Way way;
    private final Map<String, Awaited> awaited = new LinkedHashMap<>(0);
    private int words;
    private int bytes;

    /**
     * Whether a peer can be reached.
     *
     * @param session as which it is in the room; {@code null}: it is nowhere
     * @param there whether it has a connection; without, it gets what is said to it when it comes back as the same session
     */
    record Presence(@Nullable String session, boolean there) {

        static final Presence NOWHERE = new Presence(null, false);
    }

    /** What becomes of what is said. */
    interface Way {

        /** @param since when the client said it */
        void say(Spoken word, long since);

        /** Something was said that is to wait. @return whether that is within what the client may say */
        boolean mayWait();

        /** It is dropped, and no room has heard of it. */
        void unheard(Spoken word);

        /** Part of what was said to a peer was dropped. */
        void unreachable(String peer);
    }

    /**
     * @param session to which it was said, and which gets it if it comes back; {@code null}: it was not said
     * @param isHeard whether a room has heard of it: one without the peer has refused it
     */
    private record Kept(Spoken word, long since, @Nullable String session, boolean isHeard) {

        static Kept said(Spoken word, long since, @Nullable String session) {
            return new Kept(word, since, session, true);
        }

        boolean isFor(Presence where) {
            return where.session != null && !where.session.equals(session);
        }
    }

    private static final class Awaited {

        private final ArrayDeque<Kept> words = new ArrayDeque<>(2);
        private long since;

        Awaited(long since) {
            this.since = since;
        }
    }

    Undelivered(Function<String, Presence> presence, Way way) {
        this.presence = presence;
        this.way = way;
    }

    /** Says it, now or when the peer comes. */
    void take(Spoken word, long now) {
        Presence where = presence.apply(word.to());
        Awaited waiting = awaited.get(word.to());
        if (waiting != null) {
            saying(waiting, where).forEach(kept -> way.say(kept.word, kept.since));
            if (where.there) {
                awaited.remove(word.to());
            }
        }
        if (where.there || where.session != null && !word.expects()) {
            way.say(word, now);
        } else if (where.session != null) {
            if (keep(Kept.said(word, now, where.session))) {
                way.say(word, now);
            } else {
                way.unheard(word);
            }
        } else {
            await(word, now);
        }
    }

    private void await(Spoken word, long now) {
        boolean mayWait = way.mayWait();
        if (!word.expects()) {
            return;
        }
        if (!mayWait) {
            giveUp(word.to());
            way.unheard(word);
        } else if (!keep(new Kept(word, now, null, false))) {
            way.unheard(word);
        }
    }

    /**
     * The room has refused it, for the peer was not there.
     *
     * @param since when the client said it first: it does not go round for ever
     */
    void returned(Spoken word, long since, long now) {
        if (!word.expects()) {
            return;
        }
        forget(word);
        if (now - since >= PATIENCE_NANOS) {
            giveUp(word.to());
        } else {
            keep(new Kept(word, since, null, true));
        }
    }

    /** It was said to a peer without a connection that has left since. */
    private void forget(Spoken word) {
        Awaited waiting = awaited.get(word.to());
        if (waiting != null && waiting.words.removeIf(kept -> kept.word == word)) {
            words--;
            bytes -= word.size();
        }
    }

    private boolean keep(Kept kept) {
        String to = kept.word.to();
        Awaited waiting = awaited.get(to);
        if (waiting == null && awaited.size() < MOST_PEERS) {
            waiting = new Awaited(kept.since);
            awaited.put(to, waiting);
        }
        if (waiting == null || words == MOST_WORDS || bytes + kept.word.size() > MOST_BYTES) {
            giveUp(to);
            return false;
        }
        words++;
        bytes += kept.word.size();
        waiting.words.addLast(kept);
        waiting.since = kept.since - waiting.since < 0 ? kept.since : waiting.since;
        return true;
    }

    /** Part of what was said to a peer is of no use to it: all of that is dropped, and the client hears so at once. */
    private void giveUp(String peer) {
        Awaited waiting = awaited.remove(peer);
        if (waiting != null) {
            drop(waiting);
        }
        way.unreachable(peer);
    }

    boolean isEmpty() {
        return awaited.isEmpty();
    }

    /** Looks who has come, and who has been waited for long enough. */
    void look(long now) {
        List<Kept> sayable = new ArrayList<>();
        List<String> unreachable = new ArrayList<>();
        for (Iterator<Map.Entry<String, Awaited>> all = awaited.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<String, Awaited> each = all.next();
            Awaited waiting = each.getValue();
            Presence where = presence.apply(each.getKey());
            boolean isLate = now - waiting.since >= PATIENCE_NANOS;
            sayable.addAll(saying(waiting, where));
            if (where.there) {
                all.remove();
            } else if (isLate) {
                drop(waiting);
                unreachable.add(each.getKey());
                all.remove();
            }
        }
        sayable.forEach(kept -> way.say(kept.word, kept.since));
        unreachable.forEach(way::unreachable);
    }

    /**
     * What a peer gets now. What it gets anyway, as the session to which that was said before, it is not told again; what it may still miss, for it has
     * no connection, is kept.
     */
    private List<Kept> saying(Awaited waiting, Presence where) {
        List<Kept> saying =
                waiting.words.stream().filter(kept -> kept.isFor(where)).toList();
        if (where.there) {
            letGo(waiting);
        } else if (!saying.isEmpty()) {
            List<Kept> all = List.copyOf(waiting.words);
            waiting.words.clear();
            all.forEach(kept -> waiting.words.addLast(Kept.said(kept.word, kept.since, where.session)));
        }
        return saying;
    }

    private void drop(Awaited waiting) {
        waiting.words.stream().filter(kept -> !kept.isHeard).forEach(kept -> way.unheard(kept.word));
        letGo(waiting);
    }

    private void letGo(Awaited waiting) {
        words -= waiting.words.size();
        waiting.words.forEach(kept -> bytes -= kept.word.size());
        waiting.words.clear();
    }
}

package io.beckon.session;

import io.beckon.following.FollowedRoom;
import io.beckon.protocol.ClientMessage;
import io.beckon.room.RoomKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Candidates that came before their description and wait for it. */
final class HeldCandidates {

    static final int PER_PAIR = 64;
    static final int IN_ALL = 1024;

    private final Map<Pair, ArrayDeque<Held>> waiting = new LinkedHashMap<>(2);
    private int count;

    private record Pair(RoomKey room, @Nullable String to, String pc) {}

    record Held(RoomKey room, ClientMessage.Candidate candidate, long until) {}

    /** Whether a session's candidate has to wait in this room, which its partition guards, until its description is there. */
    static boolean mustWait(FollowedRoom followed, String session, ClientMessage.Candidate candidate) {
        return followed.room()
                .awaitsDescription(
                        session,
                        candidate.id(),
                        candidate.to(),
                        candidate.pc(),
                        candidate.usernameFragment(),
                        candidate.section());
    }

    /** @return false when too many wait already */
    synchronized boolean hold(RoomKey room, ClientMessage.Candidate candidate, long until) {
        if (count >= IN_ALL) {
            return false;
        }
        ArrayDeque<Held> pair =
                waiting.computeIfAbsent(new Pair(room, candidate.to(), candidate.pc()), key -> new ArrayDeque<>(4));
        if (pair.size() >= PER_PAIR) {
            return false;
        }
        pair.addLast(new Held(room, candidate, until));
        count++;
        return true;
    }

    synchronized int size() {
        return count;
    }

    /** How many pairs and peer connections something waits for. */
    synchronized int pairs() {
        return waiting.size();
    }

    /** Takes out, oldest first in each pair, those of a room that need not wait any more. */
    synchronized List<Held> release(RoomKey room, Predicate<ClientMessage.Candidate> mayGo) {
        return take(held -> held.room.equals(room) && mayGo.test(held.candidate));
    }

    /** Takes out those whose time is up. */
    synchronized List<Held> expire(long now) {
        return count == 0 ? List.of() : take(held -> held.until - now <= 0);
    }

    /** Takes out those of a room that is left. */
    synchronized List<Held> drop(RoomKey room) {
        return take(held -> held.room.equals(room));
    }

    private List<Held> take(Predicate<Held> wanted) {
        List<Held> taken = new ArrayList<>();
        for (Iterator<ArrayDeque<Held>> pairs = waiting.values().iterator(); pairs.hasNext(); ) {
            ArrayDeque<Held> pair = pairs.next();
            pair.removeIf(held -> wanted.test(held) && taken.add(held));
            if (pair.isEmpty()) {
                pairs.remove();
            }
        }
        count -= taken.size();
        return taken;
    }
}

package io.beckon.session;

import static io.beckon.room.Footprint.text;

import io.beckon.following.FollowedRoom;
import io.beckon.protocol.ClientMessage;
import io.beckon.room.Footprint;
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
    static final int MOST_BYTES = 1024 * 1024;

    private static final int PAIR = Footprint.LINKED_ENTRY + Footprint.object(12) + Footprint.object(12);

    private final Map<Pair, ArrayDeque<Held>> waiting = new LinkedHashMap<>(2);
    private int count;
    private int bytes;

    private record Pair(RoomKey room, @Nullable String to, String pc) {}

    record Held(RoomKey room, ClientMessage.Candidate candidate, long until) {

        private static final int HELD = Footprint.object(16);
        private static final int CANDIDATE = Footprint.object(32);
        private static final int PLACE = 8;

        /** In bytes. The room's key is its membership's. */
        int weight() {
            return HELD
                    + PLACE
                    + CANDIDATE
                    + text(candidate.id())
                    + text(candidate.room())
                    + text(candidate.to())
                    + text(candidate.pc())
                    + (candidate.re() == null ? 0 : Footprint.LONG)
                    + text(candidate.usernameFragment())
                    + Footprint.section(candidate.section())
                    + Footprint.json(candidate.body());
        }
    }

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
        Pair pair = new Pair(room, candidate.to(), candidate.pc());
        ArrayDeque<Held> ofPair = waiting.get(pair);
        Held held = new Held(room, candidate, until);
        int weight = held.weight() + (ofPair == null ? PAIR : 0);
        if (count >= IN_ALL || bytes + weight > MOST_BYTES || ofPair != null && ofPair.size() >= PER_PAIR) {
            return false;
        }
        if (ofPair == null) {
            ofPair = new ArrayDeque<>(4);
            waiting.put(pair, ofPair);
        }
        ofPair.addLast(held);
        count++;
        bytes += weight;
        return true;
    }

    synchronized int size() {
        return count;
    }

    synchronized int bytes() {
        return bytes;
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
        return take(held -> held.until - now <= 0);
    }

    /** Takes out those of a room that is left. */
    synchronized List<Held> drop(RoomKey room) {
        return take(held -> held.room.equals(room));
    }

    private List<Held> take(Predicate<Held> wanted) {
        if (count == 0) {
            return List.of();
        }
        List<Held> taken = new ArrayList<>();
        for (Iterator<ArrayDeque<Held>> pairs = waiting.values().iterator(); pairs.hasNext(); ) {
            ArrayDeque<Held> pair = pairs.next();
            pair.removeIf(held -> wanted.test(held) && taken.add(held));
            if (pair.isEmpty()) {
                pairs.remove();
                bytes -= PAIR;
            }
        }
        count -= taken.size();
        taken.forEach(held -> bytes -= held.weight());
        return taken;
    }
}

package io.beckon.transport.peerjs;

import io.beckon.following.Delivered;
import io.beckon.following.FollowedRoom;
import io.beckon.following.Follower;
import io.beckon.identity.Caller;
import io.beckon.room.Event;
import io.beckon.room.LeaveReason;
import io.beckon.room.Member;
import io.beckon.room.RoomKey;
import io.beckon.room.Seq;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the room of an application says of those who come and come back: what every node knows that follows it. */
record Lobby(Follower follower, RoomKey room) {

    /** What a node has sent in so long a time before it was lost may not have arrived. */
    private static final long DOUBTFUL_MILLIS = 30_000;

    private static final long PATIENCE_SECONDS = 10;

    private static final int LAST = Seq.FRAMES_PER_RECORD - 1;

    /** This node has read all that is in its log now. @return fails if it takes longer than some seconds */
    CompletableFuture<Void> upToDate() {
        return follower.whenLive(room)
                .thenCompose(live -> follower.end(room))
                .thenCompose(end -> follower.partition(room).whenRead(end - 1, PATIENCE_SECONDS))
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** After all that the room has said. */
    long now() {
        return Seq.of(follower.partition(room).position(), LAST);
    }

    /** Those who are there now, at most this many. */
    List<String> present(int most) {
        List<String> names = follower.read(
                room,
                followed -> followed.room().members(0, Integer.MAX_VALUE).stream()
                        .filter(member -> member.absence() == null)
                        .limit(most)
                        .map(member -> member.participant().peer())
                        .toList());
        return names == null ? List.of() : names;
    }

    /** As whom a client is a participant, be it by an older key; else the first. */
    Self known(List<Self> selves) {
        return selves.stream()
                .filter(self -> follower.read(room, followed -> followed.room().member(self.session())) != null)
                .findFirst()
                .orElse(selves.getFirst());
    }

    /**
     * The session that has a name, but no connection, and has no right to the name beyond that: one who has not signed in.
     * {@code null} if there is none.
     */
    @Nullable String unheld(String name, Caller by) {
        return follower.read(room, followed -> {
            Member holder = followed.room().participant(name);
            return holder != null
                            && holder.absence() != null
                            && (Callers.isAnonymous(holder.participant().user())
                                    || holder.participant().user().equals(by.user()))
                    ? holder.session()
                    : null;
        });
    }

    /**
     * Up to where a session has got what the room has said to it, as far as that can be told; negative if it is no participant.
     *
     * <p>Who has lost a connection to another node that goes on has got all from before that. What a lost node, or one that still takes it to be
     * there, has sent at last is sent again.
     *
     * @param here the id of this process
     * @param known how far it has got over its last connection to this node, if that is known: so far, where it has come to no other since
     */
    long seen(String session, String here, @Nullable Long known) {
        Long seen = follower.read(room, followed -> {
            Member member = followed.room().member(session);
            return member == null ? null : Long.valueOf(seen(followed, member, here, known));
        });
        return seen == null ? -1 : seen;
    }

    private long seen(FollowedRoom followed, Member member, String here, @Nullable Long known) {
        if (known != null && member.incarnation().instance().equals(here)) {
            return arrived(followed, member, known, Long.MIN_VALUE);
        }
        return member.absence() != null && member.absence() != LeaveReason.NODE_LOST
                ? Seq.of(member.absentSince(), LAST)
                : arrived(followed, member, 0, System.currentTimeMillis() - DOUBTFUL_MILLIS);
    }

    /**
     * What is before an offer that was answered has arrived.
     *
     * @param known up to here all has arrived
     * @param doubtful so has all that was in the log before then, in milliseconds since 1970
     */
    private long arrived(FollowedRoom followed, Member member, long known, long doubtful) {
        Set<Long> open = followed.room().negotiations(member.participant().peer()).stream()
                .filter(negotiation -> negotiation.open() != null)
                .map(negotiation -> negotiation.open().seq())
                .collect(Collectors.toSet());
        long arrived = followed.history().begin(Math.max(known, member.joined()));
        List<Delivered> events = follower.memory()
                .outlines(followed.history(), arrived, Long.MAX_VALUE, member.session(), member.joined());
        for (Delivered event : events) {
            boolean isAnswered = event.event() instanceof Event.Relayed relayed
                    && relayed.kind() == Event.Kind.OFFER
                    && !open.contains(event.seq());
            if (isAnswered || event.loggedAt() < doubtful) {
                arrived = event.seq();
            }
        }
        return arrived;
    }
}

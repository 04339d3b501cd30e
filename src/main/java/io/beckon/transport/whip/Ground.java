package io.beckon.transport.whip;

import io.beckon.following.FollowedRoom;
import io.beckon.following.Follower;
import io.beckon.room.DescriptionTrail;
import io.beckon.room.IceGeneration;
import io.beckon.room.Member;
import io.beckon.room.Negotiation;
import io.beckon.room.Pattern;
import io.beckon.room.Role;
import io.beckon.room.RoomKey;
import io.beckon.room.Seq;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the room of a resource says of it: what every node knows that follows the room. */
record Ground(Follower follower, RoomKey room) {

    /** The fingerprint of a username fragment. */
    static long generation(String usernameFragment) {
        return IceGeneration.of(List.of(usernameFragment)).fingerprints().get(0);
    }

    /** The place of the last record. */
    long now() {
        return Seq.of(follower.partition(room).position(), 0);
    }

    /** {@code null}: nobody is there. */
    @Nullable Pattern pattern() {
        return follower.read(
                room,
                followed -> followed.room().isEmpty() ? null : followed.room().pattern());
    }

    /** Whether somebody may be there who would answer a player. */
    boolean hasSource() {
        Boolean has = follower.read(
                room,
                followed -> followed.room().stage().size() > 0
                        && (followed.room().counts().getOrDefault(Role.MEDIA_SERVER, 0) > 0
                                || followed.room().pattern() == Pattern.BROADCAST
                                        && followed.room().counts().getOrDefault(Role.HOST, 0) > 0));
        return Boolean.TRUE.equals(has);
    }

    /** What a session has negotiated with who has answered it; {@code null} if nobody has. */
    @Nullable Agreed agreed(String session) {
        return follower.read(room, followed -> agreed(followed, session));
    }

    /** Whether an offer of a session is open. */
    boolean isOpen(String session) {
        return follower.read(room, followed -> {
                    Member member = followed.room().member(session);
                    return member == null
                            ? null
                            : followed.room().negotiations(member.participant().peer()).stream()
                                    .filter(negotiation -> negotiation.open() != null)
                                    .findFirst()
                                    .orElse(null);
                })
                != null;
    }

    private static @Nullable Agreed agreed(FollowedRoom followed, String session) {
        Member member = followed.room().member(session);
        if (member == null) {
            return null;
        }
        String self = member.participant().peer();
        for (Negotiation negotiation : followed.room().negotiations(self)) {
            boolean isFirst = negotiation.first().equals(self);
            DescriptionTrail own = isFirst ? negotiation.firstTrail() : negotiation.secondTrail();
            DescriptionTrail others = isFirst ? negotiation.secondTrail() : negotiation.firstTrail();
            IceGeneration generation = own.current();
            if (generation != null && others.current() != null) {
                return new Agreed(
                        isFirst ? negotiation.second() : negotiation.first(),
                        generation.fingerprints().get(0),
                        negotiation.state() == Negotiation.State.FAILED);
            }
        }
        return null;
    }

    /**
     * With whom, and on what.
     *
     * @param generation of the latest offer
     * @param hasFailed whether the other side says that the media have stopped
     */
    record Agreed(String peer, long generation, boolean hasFailed) {}
}

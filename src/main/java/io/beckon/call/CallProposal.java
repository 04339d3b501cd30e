package io.beckon.call;

import io.beckon.room.Incarnation;
import io.beckon.room.Json;
import io.beckon.room.Origin;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A record of a call. Whether it is accepted is decided when it is applied, alike on every node.
 */
public sealed interface CallProposal {

    /** How many bytes of memory it takes, about. */
    default int weight() {
        return CallWeight.of(this);
    }

    /** Made by a node because of what it knows: nobody is owed a reply. */
    sealed interface Noted extends CallProposal {}

    /** Made from a frame of a client, which is owed a reply. */
    sealed interface Framed extends CallProposal {
        Origin origin();
    }

    /**
     * The first record of a call; another one is a repeat of the frame.
     *
     * @param callees one or more users of the caller's tenant
     * @param alreadyRinging those of them for whom another call of the caller still rings
     * @param wakes whether users without a connected device are waited for until the time is up
     */
    record Invite(
            Origin origin,
            Person caller,
            List<String> callees,
            Set<String> alreadyRinging,
            int timeoutSeconds,
            long expiresAtMillis,
            boolean wakes,
            Json metadata)
            implements Framed {

        Invite withoutMetadata() {
            return new Invite(
                    origin, caller, callees, alreadyRinging, timeoutSeconds, expiresAtMillis, wakes, Json.EMPTY_OBJECT);
        }
    }

    record Accept(Origin origin, Person by) implements Framed {}

    record Decline(Origin origin, Person by, @Nullable String reason) implements Framed {}

    /**
     * Only the caller's session has a say in it.
     *
     * @param by who asks, be it the caller or not; {@code null} where the record is of an older node
     */
    record Cancel(
            Origin origin, @Nullable Person by, @Nullable String reason) implements Framed {}

    /** A node has devices of this callee to ring: they ring from this record on. */
    record Ringing(String user, String userName) implements Noted {}

    /** A node has devices of this callee, who is not to be disturbed. */
    record Busy(String user, String userName) implements Noted {}

    /** The time within which nodes would have said that a callee can be reached is over. */
    record NobodyAnswered() implements Noted {}

    record TimeUp() implements Noted {}

    /** The caller's session was resumed. */
    record CallerMoved(Incarnation incarnation) implements Noted {}

    /** The caller's session has ended; void if it was resumed meanwhile. */
    record CallerGone(Incarnation incarnation) implements Noted {}

    /**
     * A callee has accepted a call the other way.
     *
     * @param user who has; {@code null}, in older records: the only callee, if there is only one
     */
    record Crossed(@Nullable String user) implements Noted {}

    /** An administrator of this issuer has ended what still rings. */
    record Stopped(String issuer, String by, String reason) implements Noted {}

    /** The call's room has ended. */
    record Over(String reason) implements Noted {}
}

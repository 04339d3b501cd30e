package io.beckon.administration;

import io.beckon.room.Event;
import io.beckon.room.Participant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A rung of a room's ladder: an event of the room without what was said in it. It has no descriptions, candidates, data or
 * metadata, only how long they were.
 *
 * @param at when this node saw it
 * @param from the peer whom it comes from, or whom it is about
 * @param to who got it, as far as they are still there; {@code null}: everybody else
 * @param pc the peer connection of a change of a negotiation
 * @param state what that change was
 * @param size bytes of what was passed on
 */
public record Rung(
        long seq,
        Instant at,
        String type,
        @Nullable String from,
        @Nullable List<String> to,
        @Nullable String pc,
        @Nullable String state,
        @Nullable String reason,
        @Nullable String user,
        @Nullable String name,
        @Nullable Integer size) {

    static Rung of(Event event, long seq, Instant at, @Nullable List<String> to) {
        return switch (event) {
            case Event.PeerJoined joined -> about("peer-joined", joined.peer(), seq, at, to);
            case Event.PeerUpdated updated -> about("peer-updated", updated.peer(), seq, at, to);
            case Event.PeerLeft left ->
                new Rung(
                        seq,
                        at,
                        "peer-left",
                        left.peer(),
                        to,
                        null,
                        null,
                        left.reason().wireName(),
                        null,
                        null,
                        null);
            case Event.Relayed relayed ->
                new Rung(
                        seq,
                        at,
                        relayed.kind().wireName(),
                        relayed.from(),
                        to,
                        null,
                        null,
                        null,
                        null,
                        null,
                        relayed.body().size());
            case Event.NegotiationChanged changed ->
                new Rung(
                        seq,
                        at,
                        "negotiation",
                        changed.from(),
                        changed.to() == null ? to : List.of(changed.to()),
                        changed.pc(),
                        changed.change().wireName(),
                        null,
                        null,
                        null,
                        null);
            case Event.MuteRequested mute ->
                new Rung(
                        seq,
                        at,
                        "mute-requested",
                        mute.from(),
                        to,
                        null,
                        mute.source().wireName(),
                        null,
                        null,
                        null,
                        null);
            case Event.Knocks knocks -> plain("knocks", null, seq, at, to);
            case Event.Locked locked -> plain("room-locked", null, seq, at, to);
            case Event.Unlocked unlocked -> plain("room-unlocked", null, seq, at, to);
            case Event.Closed closed -> plain("room-closed", null, seq, at, to);
            case Event.CallEnded ended -> plain("call-ended", ended.reason(), seq, at, to);
            case Event.Dismissed dismissed -> plain("left", dismissed.reason().wireName(), seq, at, to);
        };
    }

    private static Rung about(String type, Participant peer, long seq, Instant at, @Nullable List<String> to) {
        String name = peer.name() == null ? peer.userName() : peer.name();
        return new Rung(seq, at, type, peer.peer(), to, null, null, null, peer.user(), name, null);
    }

    private static Rung plain(String type, @Nullable String reason, long seq, Instant at, @Nullable List<String> to) {
        return new Rung(seq, at, type, null, to, null, null, reason, null, null, null);
    }

    /** Whether this is another one's event for other receivers: several share a place in the room's order. */
    boolean isSameAs(Rung other) {
        return seq == other.seq
                && type.equals(other.type)
                && Objects.equals(from, other.from)
                && Objects.equals(pc, other.pc)
                && Objects.equals(state, other.state);
    }

    Rung alsoTo(@Nullable List<String> more) {
        List<String> all = null;
        if (to != null && more != null) {
            all = new ArrayList<>(to);
            all.addAll(more);
        }
        return new Rung(seq, at, type, from, all, pc, state, reason, user, name, size);
    }
}

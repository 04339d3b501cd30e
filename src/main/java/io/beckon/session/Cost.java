package io.beckon.session;

import io.beckon.following.Follower;
import io.beckon.protocol.ClientMessage;
import io.beckon.room.Json;
import io.beckon.room.Member;
import io.beckon.room.Participant;
import io.beckon.room.Role;
import io.beckon.room.Room;
import io.beckon.room.RoomKey;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a frame makes go out, in bytes, about: what it says counts once for each who gets it, and what a room tells of it once for
 * each who is told. A frame costs no less than its own size.
 */
record Cost(Follower follower) {

    /** {@code peer-joined} and {@code peer-updated} without what the participant calls itself; the others whole. */
    private static final int PEER_BYTES = 160;

    private static final int PEER_LEFT_BYTES = 110;
    private static final int LOCK_BYTES = 60;
    private static final int CLOSE_BYTES = 140;
    private static final int MUTE_BYTES = 120;
    /** Of a list that is mostly short, to a moderator or two. */
    private static final int KNOCKS_BYTES = 1000;

    /** @param size of the frame, in bytes */
    double of(Session session, ClientMessage message, int size) {
        return switch (message) {
            case ClientMessage.Offer offer -> offer.to() == null ? toAll(session, message, size) : size;
            case ClientMessage.Rollback rollback -> rollback.to() == null ? toAll(session, message, size) : size;
            case ClientMessage.Candidate candidate -> candidate.to() == null ? toAll(session, message, size) : size;
            case ClientMessage.Message chat -> chat.to() == null ? toAll(session, message, size) : size;
            case ClientMessage.Join join -> in(session.room(join.room()), size, room -> ofJoin(session, join, room));
            case ClientMessage.Leave leave ->
                in(session, message, size, room -> ofGoing(room, room.member(session.id())));
            case ClientMessage.Update update -> in(session, message, size, room -> ofUpdate(session, update, room));
            case ClientMessage.Kick kick ->
                in(session, message, size, room -> ofGoing(room, room.participant(kick.peer())));
            case ClientMessage.SetRole set ->
                in(session, message, size, room -> ofRole(room, room.participant(set.peer()), set.role()));
            case ClientMessage.Mute mute ->
                mute.peer() == null ? in(session, message, size, room -> (double) MUTE_BYTES * room.size()) : size;
            case ClientMessage.Knock knock -> KNOCKS_BYTES;
            case ClientMessage.AnswerKnock answer -> KNOCKS_BYTES;
            case ClientMessage.Lock lock -> in(session, message, size, room -> (double) LOCK_BYTES * room.size());
            case ClientMessage.Unlock unlock -> in(session, message, size, room -> (double) LOCK_BYTES * room.size());
            case ClientMessage.CloseRoom close ->
                in(session, message, size, room -> (double) CLOSE_BYTES * room.size());
            case ClientMessage.Answer answer -> size;
            case ClientMessage.Reject reject -> size;
            case ClientMessage.ConnectionState report -> size;
            case ClientMessage.Roster roster -> size;
            case ClientMessage.Resume resume -> size;
            case ClientMessage.Refresh refresh -> size;
            case ClientMessage.Call call -> size;
            case ClientMessage.CallStep step -> size;
            case ClientMessage.Ping ping -> size;
        };
    }

    /** For what names nobody; a host's in a broadcast counts once. */
    private double toAll(Session session, ClientMessage message, int size) {
        boolean isMessage = message instanceof ClientMessage.Message;
        return in(session, message, size, room -> (double) size * room.unaddressedWeight(session.id(), isMessage));
    }

    private double in(Session session, ClientMessage message, int size, Function<Room, Double> cost) {
        Membership membership = session.membership();
        RoomKey room = message.room() == null ? membership.only() : membership.named(message.room());
        return room == null ? size : in(room, size, cost);
    }

    private double in(RoomKey key, int size, Function<Room, Double> cost) {
        Double bytes = follower.read(key, followed -> cost.apply(followed.room()));
        return bytes == null ? size : Math.max(size, bytes);
    }

    private static double ofJoin(Session session, ClientMessage.Join join, Room room) {
        if (room.member(session.id()) != null) {
            return 0;
        }
        int told = PEER_BYTES
                + session.caller().user().length()
                + session.caller().name().length()
                + length(join.name())
                + join.metadata().size();
        return (double) told * room.observersOf(join.role());
    }

    private static double ofUpdate(Session session, ClientMessage.Update update, Room room) {
        Member member = room.member(session.id());
        if (member == null) {
            return 0;
        }
        Participant now = member.participant();
        Json metadata = update.metadata() == null ? now.metadata() : update.metadata();
        return (double) bytes(now, metadata) * room.observersOf(member);
    }

    private static double ofRole(Room room, @Nullable Member member, Role role) {
        return member == null
                ? 0
                : (double) bytes(member.participant(), member.participant().metadata())
                        * Math.max(room.observersOf(member), room.observersOf(role));
    }

    private static double ofGoing(Room room, @Nullable Member member) {
        return member == null ? 0 : (double) PEER_LEFT_BYTES * room.observersOf(member);
    }

    private static int bytes(Participant participant, Json metadata) {
        return PEER_BYTES
                + participant.user().length()
                + participant.userName().length()
                + length(participant.name())
                + metadata.size();
    }

    private static int length(@Nullable String name) {
        return name == null ? 0 : name.length();
    }
}

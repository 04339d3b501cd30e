package io.beckon.session;

import io.beckon.following.Attachment;
import io.beckon.following.FollowedRoom;
import io.beckon.following.Wording;
import io.beckon.protocol.ServerMessage;
import io.beckon.room.Effect;
import io.beckon.room.Knock;
import io.beckon.room.LeaveReason;
import io.beckon.room.Origin;
import io.beckon.room.Proposal;
import io.beckon.room.Reply;
import io.beckon.room.RoomKey;
import io.beckon.room.Seq;
import java.util.List;

/**
 * What a room's answers mean for a session: where it is a member, and what its client is told. Called in the order of the room's
 * log, with its partition held. An answer that comes after its frame was given up ({@code unavailable}) is not told: the client
 * sends the frame again and then learns.
 */
final class RoomAnswers {

    private final Session session;

    RoomAnswers(Session session) {
        this.session = session;
    }

    void take(FollowedRoom followed, Origin origin, Reply reply) {
        switch (reply) {
            case Reply.Acknowledged ack -> {
                session.settle(
                        origin.slot(),
                        origin.id() == null ? null : new ServerMessage.Ack(origin.id(), followed.name(), ack.seq()));
                releaseCandidates(followed);
            }
            case Reply.Admitted admitted -> {
                admitted(followed, origin, admitted);
                releaseCandidates(followed);
            }
            case Reply.Departed departed -> {
                forget(followed);
                session.settle(origin.slot(), new ServerMessage.Left(origin.id(), followed.name(), null, null));
            }
            case Reply.Refused refused -> {
                forgetUnlessThere(followed);
                if (refused.missing() != null) {
                    session.denied(followed.room().key(), refused.missing(), refused.message());
                }
                session.settle(origin.slot(), Wording.refused(origin.id(), followed.name(), refused));
            }
            case Reply.Knocking knocking -> knocking(followed, origin, knocking);
            case Reply.Resumed resumed -> abandoned(followed, origin);
        }
    }

    /**
     * A client that was not told of its admission gets what happened since when it asks again; until then its frames wait in
     * the room's history.
     */
    private void admitted(FollowedRoom followed, Origin origin, Reply.Admitted admitted) {
        RoomKey room = followed.room().key();
        session.enter(room);
        Attachment known = followed.attachment(session.id());
        boolean told = session.replies().settle(origin.slot(), () -> {
            boolean again = known != null && known.receiver() == session && !known.isUntold();
            int shard = followed.shard();
            session.rosters()
                    .send(room, origin.id(), again, () -> Wording.joined(origin.id(), room.name(), shard, admitted));
            if (known != null && known.receiver() == session && known.isUntold()) {
                known.catchUp();
                Replay.Missed missed = new Replay.Missed(room, known, admitted.seq(), List.of());
                session.outgoing().pull(new Replay(session.follower(), session, List.of(missed)));
            }
        });
        if ((known == null || known.receiver() != session) && !session.isClosed()) {
            // Nothing goes to a connection that is gone: what ends it looks for attachments under the same monitor.
            session.attach(
                    followed,
                    new Attachment(session, admitted.seq(), told ? Attachment.Stage.LIVE : Attachment.Stage.UNTOLD));
        }
    }

    /** While it waits, its node follows the room, and leaves it when the client is gone for good. */
    private void knocking(FollowedRoom followed, Origin origin, Reply.Knocking knocking) {
        RoomKey room = followed.room().key();
        if (knocking.state() == Knock.State.WAITING) {
            session.enter(room);
        } else {
            forgetUnlessThere(followed);
        }
        session.settle(origin.slot(), new ServerMessage.Knocking(origin.id(), followed.name(), knocking.state()));
    }

    /** A call that this session has made or accepted goes on in this room, of which it is a member from now on. */
    void seat(FollowedRoom followed, Effect.Seated seated) {
        RoomKey room = followed.room().key();
        Attachment known = followed.attachment(session.id());
        boolean isHere = known != null && known.receiver() == session;
        if (isHere
                || !session.host().calls().takesSeat(session, room, seated.call())
                || !session.enter(room)
                || session.isClosed()) {
            return;
        }
        Reply.Admitted admitted = seated.admitted();
        session.outgoing().defer(null, Wording.joined(null, room.name(), followed.shard(), admitted));
        Attachment attachment = new Attachment(session, admitted.seq(), Attachment.Stage.CATCHING_UP);
        session.attach(followed, attachment);
        Replay.Missed missed = new Replay.Missed(room, attachment, admitted.seq(), List.of());
        session.outgoing().pull(new Replay(session.follower(), session, List.of(missed)));
    }

    /** A resume that was given up has come through after all: nobody is there. */
    private void abandoned(FollowedRoom followed, Origin origin) {
        session.follower()
                .insist(
                        followed.room().key(),
                        new Proposal.Disconnected(origin.session(), origin.incarnation(), LeaveReason.TIMEOUT));
        session.replies().vacate(origin.slot());
    }

    private void forget(FollowedRoom followed) {
        RoomKey room = followed.room().key();
        long end = Seq.of(session.follower().partition(room).position() + 1, 0);
        followed.detach(session.id(), session, end);
        session.leave(room);
        session.outgoing().detached();
    }

    /** Whoever waits at the door stays known here, whatever else the room refuses: its end is the end of its knock. */
    private void forgetUnlessThere(FollowedRoom followed) {
        if (followed.attachment(session.id()) == null
                && !followed.room().isKnocking(session.id(), session.incarnation())) {
            session.membership().remove(followed.room().key());
        }
    }

    private void releaseCandidates(FollowedRoom followed) {
        session.held()
                .release(
                        followed.room().key(), candidate -> !HeldCandidates.mustWait(followed, session.id(), candidate))
                .forEach(freed -> session.propose(
                        freed.room(), freed.candidate(), session.follower().now()));
    }
}

package io.beckon.room;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who knocks at the room while it is locked, and what its moderators answer.
 *
 * <pre>
 *   knock ──▶ WAITING ──admit, unlock──▶ ADMITTED ──join, time──▶ forgotten
 *                │ ├─────refuse───────▶ REFUSED ──time──▶ forgotten
 *                │ └─time, end of the room──▶ told that it is over
 *                └─leave──▶ forgotten
 * </pre>
 */
record WaitingRoom(RoomState room, Effects effects) {

    /** Maximum number of users who wait, */
    static final int MOST_WAITING = 32;

    /** and of users who are known to have knocked: those who were answered first are forgotten first. */
    static final int MOST = 128;

    /** How long one waits, and how long an answer holds. */
    static final int SECONDS = 300;

    Reply knock(@Nullable Member member, Proposal.Knock asked) {
        Reply.Refused refused = refusal(member, asked);
        if (refused != null) {
            return refused;
        }
        Knock known = of(room, asked.user());
        if (known != null) {
            return again(known, asked.origin());
        }
        if (waiting().size() == MOST_WAITING) {
            return new Reply.Refused(Refusal.ROOM_FULL, "too many wait for this room already", null, true);
        }
        Knock knock = Knock.of(asked, effects.position(), SECONDS);
        put(knock);
        effects.arm(knock.timer());
        tellModerators();
        return new Reply.Knocking(knock.state(), true);
    }

    private Reply.@Nullable Refused refusal(@Nullable Member member, Proposal.Knock asked) {
        if (member != null) {
            return Reply.Refused.of(Refusal.ALREADY_JOINED, "this session is a participant of the room already");
        }
        if (!asked.rights().contains(Right.JOIN)) {
            return Refusals.noRightToJoin();
        }
        if (room.bars.of(asked.user()) != null) {
            return Refusals.barred();
        }
        return room.locked ? null : Reply.Refused.of(Refusal.WRONG_STATE, "the room is not locked: join it");
    }

    /** The session that knocks last gets the answer; one of an incarnation that is over does not count. */
    private Reply again(Knock known, Origin origin) {
        boolean isSame = known.session().equals(origin.session());
        if (!isSame && known.isWaiting()) {
            tell(known, Knock.State.OVER);
        }
        if (!isSame || origin.incarnation().compareTo(known.incarnation()) >= 0) {
            put(known.by(origin));
        }
        return new Reply.Knocking(known.state(), false);
    }

    Reply answer(Member moderator, Proposal.AnswerKnock answer) {
        Knock knock = of(room, answer.user());
        if (knock == null || !knock.isWaiting()) {
            return Reply.Refused.of(Refusal.NO_SUCH_PEER, "this user does not wait for the room", "user");
        }
        if (moderator.role() != Role.MODERATOR) {
            return Refusals.notModerator();
        }
        Reply ack = new Reply.Acknowledged(effects.seq());
        Knock answered =
                knock.answered(answer.admits() ? Knock.State.ADMITTED : Knock.State.REFUSED, effects.position());
        put(answered);
        effects.arm(answered.timer());
        tell(answered, answered.state());
        tellModerators();
        return ack;
    }

    /** The one who knocked waits no longer; one of an incarnation that is over does not count. */
    Reply withdraw(Proposal.Leave leave) {
        Origin origin = leave.origin();
        Knock knock = waitingBy(room, origin.session());
        if (knock == null || origin.incarnation().compareTo(knock.incarnation()) < 0) {
            return Refusals.notInRoom();
        }
        if (origin.id() != null) {
            room.receipts.expect(
                    origin.session(), new ReceiptBook.Owner(knock.user(), knock.userName()), effects.position());
        }
        remove(knock);
        return new Reply.Departed();
    }

    /** The user has come in, by whatever session. */
    void forget(Member member) {
        Knock knock = of(room, member.user());
        if (knock != null) {
            if (knock.isWaiting() && room.members.bySession(knock.session()) == null) {
                tell(knock, Knock.State.OVER);
            }
            remove(knock);
        }
    }

    void elapse(Proposal.KnockEnded timer) {
        if (holds(room, timer)) {
            Knock knock = Objects.requireNonNull(of(room, timer.user()));
            if (knock.isWaiting()) {
                tell(knock, Knock.State.OVER);
            }
            remove(knock);
        }
    }

    static boolean holds(RoomState room, Proposal.KnockEnded timer) {
        Knock knock = of(room, timer.user());
        return knock != null && knock.since() == timer.since();
    }

    /** Nobody has to wait any more: the door is open, or nothing is behind it. */
    void end(Knock.State answer) {
        List<Knock> waiting = waiting();
        room.knocks = List.of();
        for (Knock knock : waiting) {
            tell(knock, answer);
        }
        if (!waiting.isEmpty()) {
            tellModerators();
        }
    }

    /** Somebody moderates from now on. */
    void show(Member moderator) {
        if (!waiting().isEmpty()) {
            effects.emit(moderator, knocks());
        }
    }

    static @Nullable Knock of(RoomState room, String user) {
        for (Knock knock : room.knocks) {
            if (knock.user().equals(user)) {
                return knock;
            }
        }
        return null;
    }

    static @Nullable Knock waitingBy(RoomState room, String session) {
        for (Knock knock : room.knocks) {
            if (knock.isWaiting() && knock.session().equals(session)) {
                return knock;
            }
        }
        return null;
    }

    static boolean admits(RoomState room, String user) {
        Knock knock = of(room, user);
        return knock != null && knock.state() == Knock.State.ADMITTED;
    }

    private List<Knock> waiting() {
        return room.knocks.stream().filter(Knock::isWaiting).toList();
    }

    /** In place of the user's other one, or at the end. */
    private void put(Knock knock) {
        List<Knock> knocks = new ArrayList<>(room.knocks);
        int place = knocks.indexOf(of(room, knock.user()));
        if (place >= 0) {
            knocks.set(place, knock);
        } else {
            knocks.add(knock);
        }
        if (knocks.size() > MOST) {
            knocks.remove(firstAnswered(knocks));
        }
        room.knocks = List.copyOf(knocks);
    }

    private static int firstAnswered(List<Knock> knocks) {
        int first = -1;
        for (int i = 0; i < knocks.size(); i++) {
            if (!knocks.get(i).isWaiting()
                    && (first < 0 || knocks.get(i).since() < knocks.get(first).since())) {
                first = i;
            }
        }
        return first;
    }

    private void remove(Knock knock) {
        List<Knock> knocks = new ArrayList<>(room.knocks);
        knocks.remove(knock);
        room.knocks = List.copyOf(knocks);
        if (knock.isWaiting()) {
            tellModerators();
        }
    }

    private void tell(Knock knock, Knock.State state) {
        effects.knockAnswered(knock, state);
    }

    private void tellModerators() {
        List<Member> moderators = room.members.inRole(Role.MODERATOR);
        if (!moderators.isEmpty()) {
            effects.emit(new Audience.Only(Visibility.sessions(moderators)), knocks());
        }
    }

    private Event.Knocks knocks() {
        return new Event.Knocks(waiting().stream().map(Knock::knocker).toList());
    }
}

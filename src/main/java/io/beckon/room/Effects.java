package io.beckon.room;

import java.util.ArrayList;
import java.util.List;

/** Gathers the effects of one record. */
final class Effects {

    private final long position;
    private final long time;
    private final List<Effect> effects = new ArrayList<>(4);
    private int index;

    Effects(long position, long time) {
        this.position = position;
        this.time = time;
    }

    long position() {
        return position;
    }

    /** When the log got the record, in milliseconds since 1970; 0 where that is not known. */
    long time() {
        return time;
    }

    /** The {@code seq} of the next event. */
    long seq() {
        return Seq.of(position, index);
    }

    void emit(Audience audience, Event event) {
        alongside(audience, event);
        next();
    }

    void emit(Member receiver, Event event) {
        emit(new Audience.Only(List.of(receiver.session())), event);
    }

    /** Emits an event that shares its place with others of the same record; their audiences have nobody in common. */
    void alongside(Audience audience, Event event) {
        if (index >= Seq.FRAMES_PER_RECORD) {
            throw new IllegalStateException(
                    "a record makes too many frames: " + event.getClass().getSimpleName());
        }
        effects.add(new Effect.Emitted(index, audience, event));
    }

    void alongside(Member receiver, Event event) {
        alongside(new Audience.Only(List.of(receiver.session())), event);
    }

    void next() {
        index++;
    }

    void arm(Proposal.Timed timer) {
        effects.add(new Effect.Armed(timer));
    }

    void seat(Member member, CallHead call, Reply.Admitted admitted) {
        effects.add(new Effect.Seated(member.session(), member.incarnation(), call, admitted));
    }

    void knockAnswered(Knock knock, Knock.State state) {
        effects.add(new Effect.KnockAnswered(knock.session(), knock.incarnation(), state));
    }

    void callOver(CallHead call, String reason) {
        effects.add(new Effect.CallOver(call, reason));
    }

    /** The reply comes first, whatever the record did. */
    void reply(Origin origin, Reply reply) {
        effects.add(0, new Effect.Replied(origin, reply));
    }

    /** As of a reply. */
    void ordered(String id, OrderOutcome outcome) {
        effects.add(0, new Effect.Ordered(id, outcome));
    }

    Outcome outcome() {
        return new Outcome(position, List.copyOf(effects));
    }
}

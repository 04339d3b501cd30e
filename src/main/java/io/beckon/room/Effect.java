package io.beckon.room;

/** Something to be done because a record was applied. */
public sealed interface Effect {

    /** The sender's reply. */
    record Replied(Origin origin, Reply reply) implements Effect {}

    /** What came of an order, for who waits for it. */
    record Ordered(String id, OrderOutcome outcome) implements Effect {}

    /** A call's party is a member, though its client did not ask for that itself; said again whenever the call is opened again. */
    record Seated(String session, Incarnation incarnation, CallHead call, Reply.Admitted admitted) implements Effect {}

    /** How the knock of a session that is no member stands now. */
    record KnockAnswered(String session, Incarnation incarnation, Knock.State state) implements Effect {}

    /** The call that the room is there for has ended. */
    record CallOver(CallHead call, String reason) implements Effect {}

    /** An event for an audience; the index is its place among the record's frames for any one receiver. */
    record Emitted(int index, Audience audience, Event event) implements Effect {}

    /** A timer has to run from now on, and propose this at its end. */
    record Armed(Proposal.Timed timer) implements Effect {}
}

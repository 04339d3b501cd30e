package io.beckon.room;

/** Something to be done because a record was applied. */
public sealed interface Effect {

    /** The sender's reply. */
    record Replied(Origin origin, Reply reply) implements Effect {}

    /** An event for an audience; the index is its place among the record's frames for any one receiver. */
    record Emitted(int index, Audience audience, Event event) implements Effect {}

    /** A timer has to run from now on, and propose this at its end. */
    record Armed(Proposal.Timed timer) implements Effect {}
}

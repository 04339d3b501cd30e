package io.beckon.room;

import org.jspecify.annotations.Nullable;

/**
 * A user who would like to be let into a locked room. A user knocks once, by whatever session came last.
 *
 * @param session that gets the answer
 * @param since position of the record that it is in this state by
 * @param seconds for which it stays in this state
 */
public record Knock(
        String user,
        String userName,
        @Nullable String name,
        String session,
        Incarnation incarnation,
        State state,
        long since,
        int seconds) {

    private static final int WEIGHT = Footprint.object(36) + Footprint.object(8);

    /** How it stands. */
    public enum State {
        WAITING("waiting"),
        /** The user may come in although the room is locked. */
        ADMITTED("admitted"),
        REFUSED("refused"),
        /** Nobody has answered in time, or there is nothing left to knock at; no knock stays so. */
        OVER("over");

        private final String wireName;

        State(String wireName) {
            this.wireName = wireName;
        }

        public String wireName() {
            return wireName;
        }
    }

    static Knock of(Proposal.Knock asked, long position, int seconds) {
        Origin origin = asked.origin();
        return new Knock(
                asked.user(),
                asked.userName(),
                asked.name(),
                origin.session(),
                origin.incarnation(),
                State.WAITING,
                position,
                seconds);
    }

    boolean isWaiting() {
        return state == State.WAITING;
    }

    Knock by(Origin origin) {
        return new Knock(user, userName, name, origin.session(), origin.incarnation(), state, since, seconds);
    }

    Knock answered(State answer, long position) {
        return new Knock(user, userName, name, session, incarnation, answer, position, seconds);
    }

    Proposal.KnockEnded timer() {
        return new Proposal.KnockEnded(user, since, seconds);
    }

    Knocker knocker() {
        return new Knocker(user, userName, name);
    }

    /** About how much memory it takes, in bytes. */
    int weight() {
        return WEIGHT + Footprint.text(session) + knocker().weight();
    }
}

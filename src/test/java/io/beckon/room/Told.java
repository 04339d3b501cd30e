package io.beckon.room;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** What one session is told, in words that a failing test can show. Places and texts are left out. */
record Told(String session, String what) {

    /** Everything that an outcome tells anybody. */
    static List<Told> by(Outcome outcome, Collection<String> before, Collection<String> after) {
        List<Told> told = new ArrayList<>();
        for (Effect effect : outcome.effects()) {
            switch (effect) {
                case Effect.Replied replied ->
                    told.add(new Told(replied.origin().session(), describe(replied.reply())));
                case Effect.Ordered ordered -> {}
                case Effect.Seated seated ->
                    told.add(new Told(
                            seated.session(),
                            "seated, seeing " + describe(seated.admitted().roster())));
                case Effect.Emitted emitted ->
                    receivers(emitted.audience(), before, after)
                            .forEach(session -> told.add(new Told(session, describe(emitted.event()))));
                case Effect.KnockAnswered answered ->
                    told.add(new Told(answered.session(), "knock: " + answered.state()));
                case Effect.CallOver over -> {}
                case Effect.Armed armed -> {}
            }
        }
        return told;
    }

    /** Whom an audience means, given the members before and after its record. */
    static List<String> receivers(Audience audience, Collection<String> before, Collection<String> after) {
        return switch (audience) {
            case Audience.Only only -> only.sessions();
            case Audience.Everyone everyone ->
                after.stream()
                        .filter(session -> before.contains(session) && !session.equals(everyone.exceptSession()))
                        .toList();
        };
    }

    static String describe(Participant participant, boolean polite) {
        String name = participant.name() == null ? "" : " \"" + participant.name() + "\"";
        return participant.peer() + name + " " + participant.role().wireName() + (polite ? " (polite)" : "");
    }

    private static String describe(Reply reply) {
        return switch (reply) {
            case Reply.Acknowledged ack -> "acknowledged";
            case Reply.Admitted in -> "admitted, seeing " + describe(in.roster());
            case Reply.Resumed back -> "resumed, seeing " + describe(back.roster());
            case Reply.Knocking knocking -> "knock: " + knocking.state();
            case Reply.Departed out -> "departed";
            case Reply.Refused refused ->
                "refused " + refused.refusal() + (refused.field() == null ? "" : " for " + refused.field());
        };
    }

    private static String describe(Reply.Roster roster) {
        return roster.participants().stream()
                .map(seen -> describe(seen.participant(), seen.polite()))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static String describe(Event event) {
        return switch (event) {
            case Event.PeerJoined in -> "joined: " + describe(in.peer(), in.polite());
            case Event.PeerUpdated changed -> "updated: " + describe(changed.peer(), changed.polite());
            case Event.PeerLeft out -> "left: " + out.peer() + ", " + out.reason();
            case Event.Relayed relayed ->
                relayed.kind().wireName() + " from " + relayed.from()
                        + (relayed.to() == null ? "" : " to " + relayed.to());
            case Event.NegotiationChanged changed ->
                "negotiation " + changed.change() + " from " + changed.from() + " to " + changed.to() + ", polite "
                        + changed.polite();
            case Event.MuteRequested mute ->
                mute.from() + " wants no " + mute.source().wireName();
            case Event.Knocks knocks ->
                "waiting: " + knocks.waiting().stream().map(Knocker::user).toList();
            case Event.Locked locked -> "locked";
            case Event.Unlocked unlocked -> "unlocked";
            case Event.Closed closed -> "closed";
            case Event.CallEnded ended -> "call over: " + ended.reason();
            case Event.Dismissed dismissed -> "dismissed: " + dismissed.reason();
        };
    }
}

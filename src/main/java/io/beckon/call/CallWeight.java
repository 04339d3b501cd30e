package io.beckon.call;

import static io.beckon.room.Footprint.list;
import static io.beckon.room.Footprint.object;
import static io.beckon.room.Footprint.text;

import io.beckon.room.Footprint;
import io.beckon.room.Origin;

/** How much memory a record of a call takes, and a call in a book with its places in the book's indexes; in bytes. */
final class CallWeight {

    private static final int INCARNATION = object(8);
    private static final int SET_PLACE = 2 * Integer.BYTES;
    /** A set with a table of its own. */
    private static final int SET = object(4) + object(44) + Footprint.array(64);

    /** In the book itself. */
    private static final int PLACE = Footprint.LINKED_ENTRY;
    /** In an index, as the only call of its user: the key with its set. */
    private static final int INDEX_PLACE = object(8) + Footprint.HASH_ENTRY + SET + Footprint.LINKED_ENTRY;

    /** Of a record beside its texts: itself, and no less than the names of its members when it is written. */
    private static final int RECORD = 256;

    private CallWeight() {}

    static int of(CallProposal proposal) {
        return RECORD
                + switch (proposal) {
                    case CallProposal.Invite invite -> invite(invite);
                    case CallProposal.Accept accept -> origin(accept.origin()) + person(accept.by());
                    case CallProposal.Decline decline ->
                        origin(decline.origin()) + person(decline.by()) + text(decline.reason());
                    case CallProposal.Cancel cancel ->
                        origin(cancel.origin())
                                + (cancel.by() == null ? 0 : person(cancel.by()))
                                + text(cancel.reason());
                    case CallProposal.Ringing ringing -> text(ringing.user()) + text(ringing.userName());
                    case CallProposal.Busy busy -> text(busy.user()) + text(busy.userName());
                    case CallProposal.Stopped stopped ->
                        text(stopped.issuer()) + text(stopped.by()) + text(stopped.reason());
                    case CallProposal.Over over -> text(over.reason());
                    case CallProposal.CallerMoved moved -> INCARNATION;
                    case CallProposal.CallerGone gone -> INCARNATION;
                    case CallProposal.NobodyAnswered nobody -> 0;
                    case CallProposal.TimeUp over -> 0;
                    case CallProposal.Crossed crossed -> text(crossed.user());
                };
    }

    static int of(Call call) {
        int weight = PLACE
                + object(28)
                + text(call.id())
                + invite(call.invite())
                + object(12)
                + list(call.callees().size())
                + INDEX_PLACE
                + replies(call.replies());
        for (Callee callee : call.callees()) {
            weight += object(17) + text(callee.name()) + INDEX_PLACE;
            Party answered = callee.answered();
            weight += answered == null
                    ? 0
                    : object(12) + text(answered.session()) + INCARNATION + person(answered.person());
        }
        return weight;
    }

    private static int invite(CallProposal.Invite invite) {
        int weight = object(37)
                + origin(invite.origin())
                + person(invite.caller())
                + list(invite.callees().size())
                + Footprint.json(invite.metadata());
        for (String callee : invite.callees()) {
            weight += text(callee);
        }
        for (String ringing : invite.alreadyRinging()) {
            weight += SET_PLACE + text(ringing);
        }
        return weight;
    }

    private static int origin(Origin origin) {
        return INCARNATION + origin.weight();
    }

    private static int person(Person person) {
        return object(16) + text(person.user()) + text(person.userName());
    }

    private static int replies(CallReplies replies) {
        int weight = object(12) + object(8) + list(replies.owed().size());
        for (Origin origin : replies.owed()) {
            weight += origin(origin);
        }
        for (CallReplies.Frame frame : replies.acknowledged()) {
            weight += SET_PLACE + object(8) + text(frame.session()) + text(frame.id());
        }
        return weight;
    }
}

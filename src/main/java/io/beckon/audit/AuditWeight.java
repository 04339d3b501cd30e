package io.beckon.audit;

import io.beckon.room.Footprint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an event takes of the heap with all that it refers to, in bytes ({@link Footprint}). What several events share each of them counts. */
final class AuditWeight {

    /** The event itself, its time, and all of a fact, a subject, an actor and a place but their texts. */
    private static final int FLAT = Footprint.object(9 * 4)
            + Footprint.object(8 + 4)
            + Footprint.object(5 * 4 + 8)
            + Footprint.LONG
            + Footprint.object(2 * 4)
            + Footprint.object(5 * 4)
            + Footprint.object(4 + 4 + 8);

    private AuditWeight() {}

    static int of(AuditEvent event) {
        Actor actor = event.actor();
        return FLAT
                + Footprint.text(event.id())
                + texts(event.subject().tenant(), event.subject().room(), event.node(), event.address(), event.trace())
                + (actor == null
                        ? 0
                        : texts(actor.issuer(), actor.subject(), actor.name(), actor.session(), actor.peer()))
                + textsOf(event.fact());
    }

    private static int textsOf(Fact fact) {
        return switch (fact) {
            case Fact.SessionOpened opened -> 0;
            case Fact.SessionResumed resumed -> texts(resumed.provisional());
            case Fact.SessionRefreshed refreshed -> 0;
            case Fact.SessionEnded ended -> 0;
            case Fact.AuthenticationDenied denied -> texts(denied.reason());
            case Fact.AuthorizationDenied denied -> texts(denied.what());
            case Fact.OriginDenied denied -> texts(denied.origin(), denied.own());
            case Fact.LimitHit hit -> texts(hit.limit());
            case Fact.FrameRefused refused -> texts(refused.code(), refused.frame());
            case Fact.RoomOpened opened -> 0;
            case Fact.RoomClosed closed -> 0;
            case Fact.RoomLocked locked -> 0;
            case Fact.RoomUnlocked unlocked -> 0;
            case Fact.ParticipantJoined joined -> 0;
            case Fact.ParticipantResumed resumed -> 0;
            case Fact.ParticipantLeft left -> 0;
            case Fact.RoleChanged changed -> texts(changed.peer());
            case Fact.ParticipantRemoved removed -> texts(removed.peer(), removed.reason());
            case Fact.MuteRequested requested -> texts(requested.peer());
            case Fact.Knocked knocked -> 0;
            case Fact.KnockAnswered answered -> texts(answered.user());
            case Fact.RoomDissolved dissolved -> 0;
            case Fact.OrderCarriedOut order -> texts(order.peer(), order.reason());
            case Fact.OfferRelayed offer -> texts(offer.to(), offer.pc()) + media(offer.media());
            case Fact.AnswerRelayed answer -> texts(answer.to(), answer.pc()) + media(answer.media());
            case Fact.CandidateRelayed candidate -> texts(candidate.to(), candidate.pc(), candidate.type());
            case Fact.MessageRelayed message -> texts(message.to());
            case Fact.SignalRefused refused -> texts(refused.frame(), refused.code());
            case Fact.NegotiationSettled settled -> texts(settled.offerer(), settled.answerer(), settled.pc());
            case Fact.TransportReported reported -> texts(reported.peer(), reported.pc());
            case Fact.CallStarted started -> texts(started.call()) + ids(started.callees());
            case Fact.CallRinging ringing -> texts(ringing.call(), ringing.callee());
            case Fact.CallSettled settled -> texts(settled.call(), settled.callee(), settled.words());
            case Fact.CallEnded ended -> texts(ended.call());
            case Fact.GuestInvited invited -> texts(invited.invitation());
            case Fact.GuestAdmitted admitted -> texts(admitted.invitation());
            case Fact.GuestsDismissed dismissed -> texts(dismissed.invitation());
            case Fact.Administered administered ->
                texts(administered.action(), administered.target(), administered.reason());
        };
    }

    private static int media(MediaSummary media) {
        return Footprint.object(5 * 4)
                + ids(media.kinds())
                + list(media.codecs())
                + ids(media.candidates())
                + text(media.fingerprints());
    }

    /** Without what is in it. */
    private static int list(List<?> list) {
        return Footprint.object(2 * 4) + Footprint.array(4 * list.size());
    }

    private static int ids(List<Id> ids) {
        int sum = list(ids);
        for (Id id : ids) {
            sum += text(id);
        }
        return sum;
    }

    private static int texts(@Nullable Object... texts) {
        int sum = 0;
        for (Object text : texts) {
            sum += text(text);
        }
        return sum;
    }

    /** An {@link Id}, or whatever else is one text. */
    private static int text(@Nullable Object text) {
        return text == null ? 0 : Footprint.object(4) + Footprint.text(text.toString());
    }
}

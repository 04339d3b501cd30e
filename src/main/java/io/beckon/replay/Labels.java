package io.beckon.replay;

import io.beckon.audit.Fact;
import io.beckon.audit.Id;
import io.beckon.audit.MediaSummary;
import io.beckon.room.Proposal;
import io.beckon.sdp.SessionDescription;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What rows say. */
final class Labels {

    /** Versions beyond are time stamps, which say nothing. */
    private static final long LAST_COUNTED_VERSION = 99_999;

    private Labels() {}

    /** @param proposal that the fact follows from; {@code null}: it is a call's */
    static String of(Fact.OfLog fact, @Nullable Proposal proposal) {
        return switch (fact) {
            case Fact.RoomOpened opened -> "the room opens, " + word(opened.pattern());
            case Fact.RoomClosed closed -> "the last participant has gone";
            case Fact.RoomLocked locked -> "the room is locked";
            case Fact.RoomUnlocked unlocked -> "the room is unlocked";
            case Fact.RoomDissolved dissolved -> "closes the room";
            case Fact.ParticipantJoined joined -> "joins as " + word(joined.role());
            case Fact.ParticipantResumed resumed -> "is back";
            case Fact.ParticipantLeft left -> "leaves: " + left.why().wireName();
            case Fact.RoleChanged changed -> "is " + word(changed.role()) + " now";
            case Fact.ParticipantRemoved removed -> "removed" + because(removed.reason());
            case Fact.MuteRequested mute ->
                "asked not to send: " + mute.source().wireName();
            case Fact.Knocked knocked -> "knocks";
            case Fact.KnockAnswered answer -> (answer.admitted() ? "admits " : "refuses ") + answer.user();
            case Fact.OrderCarriedOut order ->
                "an administrator's order: " + word(order.order()) + ", " + word(order.outcome());
            case Fact.OfferRelayed offer -> "offer" + description(proposal, offer.media());
            case Fact.AnswerRelayed answer ->
                (answer.provisional() ? "provisional answer" : "answer") + description(proposal, answer.media());
            case Fact.CandidateRelayed candidate -> candidate(proposal);
            case Fact.MessageRelayed message -> "message " + message.bytes() + " bytes";
            case Fact.SignalRefused refused -> refused.frame() + " refused: " + refused.code();
            case Fact.NegotiationSettled settled -> settled(settled);
            case Fact.TransportReported report -> "reports: " + report.state().wireName();
            case Fact.CallStarted started -> "calls, for " + started.timeoutSeconds() + " s";
            case Fact.CallRinging ringing -> "rings" + after(ringing.durationMillis());
            case Fact.CallSettled settled ->
                word(settled.outcome())
                        + after(settled.durationMillis())
                        + because(settled.words() == null ? settled.reason() : settled.words());
            case Fact.CallEnded ended -> "the call is over: " + ended.reason();
        };
    }

    private static String because(@Nullable Object reason) {
        return reason == null ? "" : ": " + reason;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String after(@Nullable Long millis) {
        return millis == null ? "" : " after " + Spans.words(millis);
    }

    private static @Nullable SessionDescription description(@Nullable Proposal proposal) {
        if (proposal instanceof Proposal.Offer offer) {
            return offer.description();
        }
        return proposal instanceof Proposal.Answer answer ? answer.description() : null;
    }

    private static String version(@Nullable SessionDescription description) {
        return description == null || description.sessionVersion() > LAST_COUNTED_VERSION
                ? ""
                : " v" + description.sessionVersion();
    }

    private static String description(@Nullable Proposal proposal, MediaSummary media) {
        String version = version(description(proposal));
        String kinds = media.kinds().stream().map(Id::value).distinct().collect(Collectors.joining(","));
        String candidates = counted(Candidates.of(proposal));
        return version + (kinds.isEmpty() ? "" : " " + kinds) + (candidates.isEmpty() ? "" : ", " + candidates);
    }

    private static String counted(List<CandidateKind> candidates) {
        return candidates.stream()
                .distinct()
                .map(kind -> candidates.stream().filter(kind::equals).count() + " " + kind.word())
                .collect(Collectors.joining(", "));
    }

    private static String candidate(@Nullable Proposal proposal) {
        List<CandidateKind> candidates = Candidates.of(proposal);
        return candidates.isEmpty()
                ? "end of candidates"
                : "candidate " + candidates.getFirst().word();
    }

    private static String settled(Fact.NegotiationSettled settled) {
        String after = after(settled.durationMillis());
        return switch (settled.outcome()) {
            case ANSWERED -> "answered" + after;
            case REJECTED -> "rejected" + after;
            case ROLLED_BACK -> "rolled back" + after;
            case GLARE -> "glare: this offer yields";
            case TIMEOUT -> "no answer" + after;
            case ABANDONED -> "abandoned" + after;
        };
    }
}

package io.beckon.records;

import io.beckon.room.Applicant;
import io.beckon.room.Json;
import io.beckon.room.LeaveReason;
import io.beckon.room.MediaSource;
import io.beckon.room.Pattern;
import io.beckon.room.Proposal;
import io.beckon.room.Role;
import io.beckon.room.TransportState;
import io.beckon.sdp.SectionName;
import io.beckon.sdp.SessionDescription;
import java.util.List;

/** What {@link ProposalWriter} has written, as a proposal again. */
final class ProposalReader {

    private ProposalReader() {}

    static Proposal read(ProposalKind kind, RecordFields from, byte[] data) throws UnreadableRecord {
        return switch (kind) {
            case JOIN -> join(from, new Json(data));
            case LEAVE -> new Proposal.Leave(StateFields.origin(from), reason(from));
            case RESUME -> new Proposal.Resume(StateFields.origin(from), from.text("user"), StateFields.rights(from));
            case OFFER ->
                new Proposal.Offer(
                        StateFields.origin(from),
                        from.textIfAny("to"),
                        from.text("pc"),
                        description(from),
                        new Json(data));
            case ROLLBACK ->
                new Proposal.Rollback(StateFields.origin(from), from.textIfAny("to"), from.text("pc"), new Json(data));
            case ANSWER ->
                new Proposal.Answer(
                        StateFields.origin(from),
                        from.textIfAny("to"),
                        from.text("pc"),
                        from.wholeIfAny("re"),
                        from.flag("provisional"),
                        description(from),
                        new Json(data));
            case REJECT ->
                new Proposal.Reject(
                        StateFields.origin(from),
                        from.textIfAny("to"),
                        from.text("pc"),
                        from.wholeIfAny("re"),
                        new Json(data));
            case CANDIDATE ->
                new Proposal.Candidate(
                        StateFields.origin(from),
                        from.textIfAny("to"),
                        from.text("pc"),
                        from.wholeIfAny("re"),
                        from.textIfAny("usernameFragment"),
                        SectionName.of(from.textIfAny("mid"), from.wholeIfAny("index")),
                        new Json(data));
            case REPORT_TRANSPORT ->
                new Proposal.ReportTransport(
                        StateFields.origin(from),
                        from.text("peer"),
                        from.text("pc"),
                        from.oneOf("state", TransportState.values(), TransportState::wireName));
            case MESSAGE -> new Proposal.Message(StateFields.origin(from), from.textIfAny("to"), new Json(data));
            case UPDATE ->
                new Proposal.Update(
                        StateFields.origin(from),
                        from.textIfAny("name"),
                        from.flag("presents") ? new Json(data) : null,
                        from.flag("answers"));
            case KICK ->
                new Proposal.Kick(
                        StateFields.origin(from),
                        from.text("peer"),
                        from.textIfAny("reason"),
                        from.number("barSeconds"));
            case SET_ROLE ->
                new Proposal.SetRole(
                        StateFields.origin(from), from.text("peer"), from.oneOf("role", Role.values(), Role::wireName));
            case MUTE ->
                new Proposal.Mute(
                        StateFields.origin(from),
                        from.textIfAny("peer"),
                        from.oneOf("source", MediaSource.values(), MediaSource::wireName));
            case KNOCK ->
                new Proposal.Knock(
                        StateFields.origin(from),
                        from.text("user"),
                        from.text("userName"),
                        from.textIfAny("name"),
                        StateFields.rights(from));
            case ANSWER_KNOCK ->
                new Proposal.AnswerKnock(StateFields.origin(from), from.text("user"), from.flag("admits"));
            case LOCK -> new Proposal.Lock(StateFields.origin(from));
            case UNLOCK -> new Proposal.Unlock(StateFields.origin(from));
            case CLOSE -> new Proposal.Close(StateFields.origin(from));
            case HANG_UP -> new Proposal.HangUp(StateFields.origin(from), from.textIfAny("reason"));
            case OPEN_CALL -> CallFields.openCall(from);
            case ORDER -> OrderFields.order(from, new Json(data));
            case ENTITLE ->
                new Proposal.Entitle(from.text("session"), StateFields.incarnation(from), StateFields.rights(from));
            case DISCONNECTED ->
                new Proposal.Disconnected(from.text("session"), StateFields.incarnation(from), reason(from));
            case INSTANCE_LOST -> new Proposal.InstanceLost(from.text("instance"));
            case WINDOW_ELAPSED ->
                new Proposal.WindowElapsed(from.text("session"), StateFields.incarnation(from), from.whole("since"));
            case NEGOTIATION_TIMED_OUT ->
                new Proposal.NegotiationTimedOut(
                        from.text("offerer"), from.text("pc"), from.whole("offer"), from.whole("armed"));
            case BAR_ENDED -> new Proposal.BarEnded(from.text("user"), from.whole("since"), from.number("seconds"));
            case KNOCK_ENDED -> new Proposal.KnockEnded(from.text("user"), from.whole("since"), from.number("seconds"));
        };
    }

    private static Proposal join(RecordFields from, Json metadata) throws UnreadableRecord {
        Applicant applicant = new Applicant(
                from.text("peer"),
                from.text("user"),
                from.text("userName"),
                StateFields.rights(from),
                from.textIfAny("name"),
                from.oneOfIfAny("role", Role.values(), Role::wireName),
                metadata,
                from.flag("answers"));
        return new Proposal.Join(
                StateFields.origin(from),
                applicant,
                from.oneOfIfAny("pattern", Pattern.values(), Pattern::wireName),
                from.textIfAny("replaces"),
                StateFields.rules(from));
    }

    private static LeaveReason reason(RecordFields from) throws UnreadableRecord {
        return from.oneOf("reason", LeaveReason.values(), LeaveReason::wireName);
    }

    private static SessionDescription description(RecordFields from) throws UnreadableRecord {
        return new SessionDescription(
                from.whole("sessionId"),
                from.whole("sessionVersion"),
                from.number("mediaSections"),
                PartReader.outline(from),
                from.texts("usernameFragments"),
                List.of());
    }
}

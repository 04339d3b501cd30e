package io.beckon.session;

import io.beckon.protocol.ClientMessage;
import io.beckon.room.Incarnation;
import io.beckon.room.LeaveReason;
import io.beckon.room.Origin;
import io.beckon.room.Proposal;
import io.beckon.room.Provenance;

/** What the frames of a client propose to its room. */
final class Proposals {

    private Proposals() {}

    static Proposal.Framed of(ClientMessage.ToRoom message, Origin origin) {
        return switch (message) {
            case ClientMessage.Leave leave -> new Proposal.Leave(origin, LeaveReason.LEFT);
            case ClientMessage.Offer offer ->
                new Proposal.Offer(origin, offer.to(), offer.pc(), offer.description(), offer.body());
            case ClientMessage.Rollback rollback ->
                new Proposal.Rollback(origin, rollback.to(), rollback.pc(), rollback.body());
            case ClientMessage.Answer answer ->
                new Proposal.Answer(
                        origin,
                        answer.to(),
                        answer.pc(),
                        answer.re(),
                        answer.provisional(),
                        answer.description(),
                        answer.body());
            case ClientMessage.Reject reject ->
                new Proposal.Reject(origin, reject.to(), reject.pc(), reject.re(), reject.body());
            case ClientMessage.Candidate candidate -> candidate(candidate, origin);
            case ClientMessage.ConnectionState report ->
                new Proposal.ReportTransport(origin, report.peer(), report.pc(), report.state());
            case ClientMessage.Message chat -> new Proposal.Message(origin, chat.to(), chat.body());
            case ClientMessage.Update update ->
                new Proposal.Update(origin, update.name(), update.metadata(), update.answers());
            case ClientMessage.Kick kick -> new Proposal.Kick(origin, kick.peer(), kick.reason(), kick.barSeconds());
            case ClientMessage.SetRole setRole -> new Proposal.SetRole(origin, setRole.peer(), setRole.role());
            case ClientMessage.Mute mute -> new Proposal.Mute(origin, mute.peer(), mute.source());
            case ClientMessage.AnswerKnock answer -> new Proposal.AnswerKnock(origin, answer.user(), answer.admits());
            case ClientMessage.Lock lock -> new Proposal.Lock(origin);
            case ClientMessage.Unlock unlock -> new Proposal.Unlock(origin);
            case ClientMessage.CloseRoom close -> new Proposal.Close(origin);
        };
    }

    /**
     * A session is in a room no more, without having asked for it.
     *
     * @param from of the session's client
     */
    static Proposal.Leave leave(String session, Incarnation incarnation, Provenance from, LeaveReason reason) {
        return new Proposal.Leave(new Origin(session, incarnation, null, Origin.NOBODY_WAITS, from), reason);
    }

    static Proposal.Candidate candidate(ClientMessage.Candidate candidate, Origin origin) {
        return new Proposal.Candidate(
                origin,
                candidate.to(),
                candidate.pc(),
                candidate.re(),
                candidate.usernameFragment(),
                candidate.section(),
                candidate.body());
    }
}

package io.beckon.session;

import io.beckon.protocol.ClientMessage;
import io.beckon.room.Incarnation;
import io.beckon.room.LeaveReason;
import io.beckon.room.Origin;
import io.beckon.room.Proposal;

/** What the frames of a client propose to its room. */
final class Proposals {

    private Proposals() {}

    /** @throws IllegalArgumentException for a frame that proposes nothing, or needs more than its origin to do so */
    static Proposal.Framed of(ClientMessage message, Origin origin) {
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
            case ClientMessage.Lock lock -> new Proposal.Lock(origin);
            case ClientMessage.Unlock unlock -> new Proposal.Unlock(origin);
            case ClientMessage.CloseRoom close -> new Proposal.Close(origin);
            case ClientMessage.Join join -> throw new IllegalArgumentException("a join needs its caller");
            case ClientMessage.Resume resume -> throw new IllegalArgumentException("a resume names several rooms");
            case ClientMessage.Roster roster -> throw new IllegalArgumentException("a roster is only read");
            case ClientMessage.Refresh refresh -> throw new IllegalArgumentException("a refresh is for the edge");
            case ClientMessage.Call call -> throw new IllegalArgumentException("a call has a log of its own");
            case ClientMessage.CallStep step -> throw new IllegalArgumentException("a call has a log of its own");
            case ClientMessage.Ping ping -> throw new IllegalArgumentException("a ping is for the edge");
        };
    }

    /** A session is in a room no more, without having asked for it. */
    static Proposal.Leave leave(String session, Incarnation incarnation, LeaveReason reason) {
        return new Proposal.Leave(new Origin(session, incarnation, null, Origin.NOBODY_WAITS), reason);
    }

    static Proposal.Candidate candidate(ClientMessage.Candidate candidate, Origin origin) {
        return new Proposal.Candidate(
                origin,
                candidate.to(),
                candidate.pc(),
                candidate.re(),
                candidate.usernameFragment(),
                candidate.mid(),
                candidate.body());
    }
}

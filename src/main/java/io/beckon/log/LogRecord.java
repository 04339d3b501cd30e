package io.beckon.log;

import io.beckon.room.Proposal;
import io.beckon.room.RoomKey;

/** A proposal and its place in its partition. */
public record LogRecord(int partition, long position, RoomKey room, Proposal proposal) {

    private static final int OVERHEAD_BYTES = 300;

    /** About how much memory it takes, in bytes. */
    public int weight() {
        return OVERHEAD_BYTES
                + switch (proposal) {
                    case Proposal.Join join -> join.applicant().metadata().size();
                    case Proposal.Offer offer -> offer.body().size();
                    case Proposal.Rollback rollback -> rollback.body().size();
                    case Proposal.Answer answer -> answer.body().size();
                    case Proposal.Reject reject -> reject.body().size();
                    case Proposal.Candidate candidate -> candidate.body().size();
                    case Proposal.Message message -> message.body().size();
                    case Proposal.Update update ->
                        update.metadata() == null ? 0 : update.metadata().size();
                    case Proposal.Order order ->
                        order.action() instanceof Proposal.Action.Tell tell
                                ? tell.body().size()
                                : 0;
                    case Proposal.Leave leave -> 0;
                    case Proposal.Resume resume -> 0;
                    case Proposal.ReportTransport report -> 0;
                    case Proposal.Kick kick -> 0;
                    case Proposal.SetRole setRole -> 0;
                    case Proposal.Lock lock -> 0;
                    case Proposal.Unlock unlock -> 0;
                    case Proposal.Close close -> 0;
                    case Proposal.HangUp hangUp -> 0;
                    case Proposal.OpenCall open -> 0;
                    case Proposal.Entitle entitle -> 0;
                    case Proposal.Disconnected disconnected -> 0;
                    case Proposal.InstanceLost lost -> 0;
                    case Proposal.WindowElapsed elapsed -> 0;
                    case Proposal.NegotiationTimedOut timedOut -> 0;
                    case Proposal.BarEnded ended -> 0;
                };
    }
}

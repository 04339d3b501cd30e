package io.beckon.audit;

import io.beckon.call.CallProposal;
import io.beckon.room.Proposal;
import java.util.Locale;

/** What clients call the frames that proposals are made of, and the codes by which frames are refused. */
final class FrameName {

    private FrameName() {}

    static Id of(Proposal.Framed framed) {
        return new Id(
                switch (framed) {
                    case Proposal.Join join -> "join";
                    case Proposal.Leave leave -> "leave";
                    case Proposal.Resume resume -> "resume";
                    case Proposal.Offer offer -> "offer";
                    case Proposal.Rollback rollback -> "offer";
                    case Proposal.Answer answer -> "answer";
                    case Proposal.Reject reject -> "reject";
                    case Proposal.Candidate candidate -> "ice-candidate";
                    case Proposal.ReportTransport report -> "connection-state";
                    case Proposal.Message message -> "message";
                    case Proposal.Update update -> "update";
                    case Proposal.Kick kick -> "kick";
                    case Proposal.SetRole setRole -> "set-role";
                    case Proposal.Mute mute -> "mute";
                    case Proposal.Knock knock -> "knock";
                    case Proposal.AnswerKnock answer -> answer.admits() ? "admit" : "refuse";
                    case Proposal.Lock lock -> "lock";
                    case Proposal.Unlock unlock -> "unlock";
                    case Proposal.Close close -> "close-room";
                    case Proposal.HangUp hangUp -> "hangup";
                });
    }

    static Id of(CallProposal.Framed framed) {
        return new Id(
                switch (framed) {
                    case CallProposal.Invite invite -> "call";
                    case CallProposal.Accept accept -> "accept";
                    case CallProposal.Decline decline -> "decline";
                    case CallProposal.Cancel cancel -> "cancel";
                });
    }

    /** A refusal as on the wire. */
    static Id code(Enum<?> refusal) {
        return new Id(refusal.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
}

package io.beckon.room;

import static io.beckon.room.Footprint.json;
import static io.beckon.room.Footprint.list;
import static io.beckon.room.Footprint.object;
import static io.beckon.room.Footprint.text;

import io.beckon.sdp.SessionDescription;

/** How much memory a proposal takes that is kept, in bytes, as if it had everything for itself but what its session's others have. */
public final class ProposalWeight {

    private static final int INCARNATION = object(8);
    private static final int DESCRIPTION = object(32);
    private static final int RULES = object(28);
    private static final int APPLICANT = object(29);
    private static final int PARTY = object(12);

    private ProposalWeight() {}

    public static int of(Proposal proposal) {
        return switch (proposal) {
            case Proposal.Framed framed -> framed.origin().weight() + framed(framed);
            case Proposal.OpenCall open -> object(12) + text(open.call()) + RULES + parties(open);
            case Proposal.Order order ->
                object(20)
                        + text(order.id())
                        + text(order.issuer())
                        + text(order.by())
                        + text(order.reason())
                        + action(order.action());
            case Proposal.Entitle entitle -> object(12) + text(entitle.session()) + INCARNATION;
            case Proposal.Disconnected lost -> object(12) + text(lost.session()) + INCARNATION;
            case Proposal.InstanceLost lost -> object(4) + text(lost.instance());
            case Proposal.WindowElapsed elapsed -> object(16) + text(elapsed.session()) + INCARNATION;
            case Proposal.NegotiationTimedOut timedOut -> object(24) + text(timedOut.offerer()) + text(timedOut.pc());
            case Proposal.BarEnded ended -> object(16) + text(ended.user());
            case Proposal.KnockEnded ended -> object(16) + text(ended.user());
        };
    }

    private static int framed(Proposal.Framed framed) {
        return switch (framed) {
            case Proposal.Join join ->
                object(20) + INCARNATION + RULES + text(join.replaces()) + applicant(join.applicant());
            case Proposal.Leave leave -> object(8);
            case Proposal.Resume resume -> object(12) + INCARNATION + text(resume.user());
            case Proposal.Offer offer ->
                object(20)
                        + text(offer.to())
                        + text(offer.pc())
                        + description(offer.description())
                        + json(offer.body());
            case Proposal.Rollback rollback ->
                object(16) + text(rollback.to()) + text(rollback.pc()) + json(rollback.body());
            case Proposal.Answer answer ->
                object(25)
                        + Footprint.LONG
                        + text(answer.to())
                        + text(answer.pc())
                        + description(answer.description())
                        + json(answer.body());
            case Proposal.Reject reject ->
                object(20) + Footprint.LONG + text(reject.to()) + text(reject.pc()) + json(reject.body());
            case Proposal.Candidate candidate ->
                object(28)
                        + Footprint.LONG
                        + text(candidate.to())
                        + text(candidate.pc())
                        + text(candidate.usernameFragment())
                        + Footprint.section(candidate.section())
                        + json(candidate.body());
            case Proposal.ReportTransport report -> object(16) + text(report.peer()) + text(report.pc());
            case Proposal.Message message -> object(12) + text(message.to()) + json(message.body());
            case Proposal.Update update -> object(13) + text(update.name()) + json(update.metadata());
            case Proposal.Kick kick -> object(16) + text(kick.peer()) + text(kick.reason());
            case Proposal.SetRole setRole -> object(12) + text(setRole.peer());
            case Proposal.Mute mute -> object(12) + text(mute.peer());
            case Proposal.Knock knock ->
                object(20) + INCARNATION + text(knock.user()) + text(knock.userName()) + text(knock.name());
            case Proposal.AnswerKnock answer -> object(9) + text(answer.user());
            case Proposal.Lock lock -> object(4);
            case Proposal.Unlock unlock -> object(4);
            case Proposal.Close close -> object(4);
            case Proposal.HangUp hangUp -> object(8) + text(hangUp.reason());
        };
    }

    private static int applicant(Applicant applicant) {
        return APPLICANT
                + text(applicant.peer())
                + text(applicant.user())
                + text(applicant.userName())
                + text(applicant.name())
                + json(applicant.metadata());
    }

    private static int description(SessionDescription description) {
        int weight = DESCRIPTION
                + Footprint.outline(description.outline())
                + list(description.usernameFragments().size());
        for (String fragment : description.usernameFragments()) {
            weight += text(fragment);
        }
        return weight;
    }

    private static int parties(Proposal.OpenCall open) {
        int weight = list(open.parties().size());
        for (CallParty party : open.parties()) {
            weight += PARTY + INCARNATION + text(party.session()) + applicant(party.applicant());
        }
        return weight;
    }

    private static int action(Proposal.Action action) {
        return switch (action) {
            case Proposal.Action.Remove remove -> object(8) + text(remove.peer());
            case Proposal.Action.SetLock lock -> object(1);
            case Proposal.Action.Dissolve dissolve -> object(0);
            case Proposal.Action.Tell tell -> object(4) + json(tell.body());
        };
    }
}

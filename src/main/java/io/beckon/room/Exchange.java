package io.beckon.room;

import io.beckon.sdp.SectionName;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What members pass on to each other besides offers and answers. */
record Exchange(RoomState room, Effects effects) {

    Reply message(Member sender, Proposal.Message message) {
        Audience audience;
        if (message.to() == null) {
            audience = room.routing().unaddressedMessage(sender);
        } else {
            switch (room.routing().addressed(sender, message.to(), true)) {
                case Route.Nowhere nowhere -> {
                    return nowhere.refused();
                }
                case Route.To to -> audience = new Audience.Only(Visibility.sessions(to.receivers()));
            }
        }
        new Casting(room, effects).announce(sender);
        return relay(audience, Event.Kind.MESSAGE, sender, message.to(), message.body());
    }

    Reply candidate(Member sender, Proposal.Candidate candidate) {
        switch (described(sender, candidate.to(), candidate.pc(), candidate.usernameFragment(), candidate.section())) {
            case Route.Nowhere nowhere -> {
                return nowhere.refused();
            }
            case Route.To to -> {
                List<Member> receivers = to.receivers().stream()
                        .filter(receiver -> concerns(sender, receiver, candidate.pc(), candidate.re()))
                        .toList();
                if (receivers.isEmpty()) {
                    return Reply.Refused.of(
                            Refusal.WRONG_STATE,
                            "the candidate's description, with its m-section, has not been sent",
                            "candidate");
                }
                Audience audience = new Audience.Only(Visibility.sessions(receivers));
                return relay(audience, Event.Kind.CANDIDATE, sender, candidate.to(), candidate.body());
            }
        }
    }

    /**
     * The route of a candidate: those who have the sender's description with this username fragment and m-section. One that names nobody
     * goes where an offer would go now, or else where its description has gone.
     */
    Route described(
            Member sender,
            @Nullable String to,
            String pc,
            @Nullable String usernameFragment,
            @Nullable SectionName section) {
        Route route = room.routing().negotiation(sender, to);
        List<Member> described = route instanceof Route.To all
                ? described(sender, all.receivers(), pc, usernameFragment, section)
                : List.of();
        if (described.isEmpty() && to == null && follows(sender)) {
            described = described(sender, partners(sender, pc), pc, usernameFragment, section);
        }
        return described.isEmpty() && route instanceof Route.Nowhere ? route : new Route.To(described);
    }

    private boolean follows(Member sender) {
        return room.rules.version() >= RoomRules.CANDIDATES_FOLLOW
                && !room.routing().hasToName(sender);
    }

    private List<Member> partners(Member sender, String pc) {
        return room.negotiations.of(sender.peer()).stream()
                .filter(negotiation -> negotiation.pc().equals(pc))
                .map(negotiation -> Objects.requireNonNull(room.members.byPeer(negotiation.other(sender.peer()))))
                .toList();
    }

    private List<Member> described(
            Member sender,
            List<Member> receivers,
            String pc,
            @Nullable String usernameFragment,
            @Nullable SectionName section) {
        boolean isByIndex = section != null && section.mid() == null;
        SectionName wanted = isByIndex && room.rules.version() < RoomRules.INDEX_COUNTS ? null : section;
        List<Member> described = new ArrayList<>(receivers.size());
        for (Member receiver : receivers) {
            Negotiation negotiation = room.negotiations.find(sender.peer(), receiver.peer(), pc);
            if (negotiation != null && negotiation.knows(sender.peer(), usernameFragment, wanted)) {
                described.add(receiver);
            }
        }
        return described;
    }

    private boolean concerns(Member sender, Member receiver, String pc, @Nullable Long re) {
        return re == null
                || room.negotiations.get(sender.peer(), receiver.peer(), pc).lastOffer() == re;
    }

    Reply report(Member sender, Proposal.ReportTransport report) {
        if (!(room.routing().addressed(sender, report.peer(), true) instanceof Route.To)) {
            return Reply.Refused.of(Refusal.NO_SUCH_PEER, "there is no such participant in the room", "peer");
        }
        Negotiation negotiation = room.negotiations.find(sender.peer(), report.peer(), report.pc());
        boolean counts = report.state() != TransportState.CLOSED || room.rules.version() >= RoomRules.AGREED_STAYS;
        if (negotiation != null && counts) {
            room.negotiations.put(negotiation.reported(report.state()));
        }
        return new Reply.Acknowledged(effects.seq());
    }

    Reply update(Member member, Proposal.Update update) {
        Reply ack = new Reply.Acknowledged(effects.seq());
        new Casting(room, effects).present(member.presenting(update.name(), update.metadata(), update.answers()));
        return ack;
    }

    Reply relay(Audience audience, Event.Kind kind, Member sender, @Nullable String to, Json body) {
        Reply ack = new Reply.Acknowledged(effects.seq());
        String addressee = to == null ? null : room.members.knownId(to);
        effects.emit(audience, new Event.Relayed(kind, sender.peer(), addressee, body));
        return ack;
    }
}

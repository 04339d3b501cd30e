package io.beckon.audit;

import io.beckon.room.Member;
import io.beckon.room.Negotiation;
import io.beckon.room.Proposal;
import io.beckon.room.Role;
import io.beckon.room.Room;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a record may change of a room, as it was before: only those are looked at whom the record may concern, for rooms are large.
 *
 * @param carriedOut whether the record is an order that was carried out before
 * @param concerned the sessions that may come, go or get another role, in the order in which they are told of
 * @param members those of them who were members, by session
 * @param open the offers that may be settled, each with its negotiation
 */
record RoomBefore(
        boolean empty,
        boolean locked,
        boolean carriedOut,
        Set<String> concerned,
        Map<String, Member> members,
        Collection<Negotiation> open) {

    /** Of a call that is over when one of so many leaves, the others leave too. */
    private static final int PAIR = 2;

    static RoomBefore of(Room room, Proposal proposal) {
        Set<String> concerned = concerned(room, proposal);
        Map<String, Member> members = concerned.isEmpty() ? Map.of() : new LinkedHashMap<>();
        for (String session : concerned) {
            Member member = room.member(session);
            if (member != null) {
                members.put(session, member);
            }
        }
        return new RoomBefore(
                room.isEmpty(),
                room.isLocked(),
                proposal instanceof Proposal.Order order && room.hasCarriedOut(order.id()),
                concerned,
                members,
                open(room, proposal, members.values()));
    }

    private static Set<String> concerned(Room room, Proposal proposal) {
        Set<String> concerned = new LinkedHashSet<>();
        switch (proposal) {
            case Proposal.Framed framed -> concerned.addAll(concerned(room, framed));
            case Proposal.OpenCall open -> open.parties().forEach(party -> concerned.add(party.session()));
            case Proposal.Order order -> concerned.addAll(concerned(room, order.action()));
            case Proposal.Entitle entitled -> concerned.add(entitled.session());
            case Proposal.WindowElapsed elapsed -> concerned.add(elapsed.session());
            case Proposal.Disconnected lost -> {}
            case Proposal.InstanceLost lost -> {}
            case Proposal.NegotiationTimedOut timer -> {}
            case Proposal.BarEnded ended -> {}
            case Proposal.KnockEnded ended -> {}
        }
        if (!concerned.isEmpty() && room.call() != null && room.size() <= PAIR) {
            concerned.addAll(room.sessions());
        }
        return concerned;
    }

    private static Collection<String> concerned(Room room, Proposal.Framed framed) {
        String session = framed.origin().session();
        return switch (framed) {
            case Proposal.Join join -> join.replaces() == null ? List.of(session) : List.of(join.replaces(), session);
            case Proposal.Leave leave -> List.of(session);
            case Proposal.Resume resume -> List.of(session);
            case Proposal.HangUp hangUp -> List.of(session);
            case Proposal.Kick kick -> isModerator(room, session) ? session(room, kick.peer()) : List.of();
            case Proposal.SetRole setRole -> isModerator(room, session) ? session(room, setRole.peer()) : List.of();
            case Proposal.Close close -> room.mayClose(session) ? room.sessions() : List.of();
            case Proposal.Offer offer -> List.of();
            case Proposal.Rollback rollback -> List.of();
            case Proposal.Answer answer -> List.of();
            case Proposal.Reject reject -> List.of();
            case Proposal.Candidate candidate -> List.of();
            case Proposal.ReportTransport report -> List.of();
            case Proposal.Message message -> List.of();
            case Proposal.Update update -> List.of();
            case Proposal.Mute mute -> List.of();
            case Proposal.Knock knock -> List.of();
            case Proposal.AnswerKnock answer -> List.of();
            case Proposal.Lock lock -> List.of();
            case Proposal.Unlock unlock -> List.of();
        };
    }

    private static Collection<String> concerned(Room room, Proposal.Action action) {
        return switch (action) {
            case Proposal.Action.Remove remove -> session(room, remove.peer());
            case Proposal.Action.Dissolve dissolve -> room.sessions();
            case Proposal.Action.SetLock lock -> List.of();
            case Proposal.Action.Tell tell -> List.of();
        };
    }

    private static boolean isModerator(Room room, String session) {
        Member member = room.member(session);
        return member != null && member.participant().role() == Role.MODERATOR;
    }

    private static Collection<String> session(Room room, String peer) {
        Member member = room.participant(peer);
        return member == null ? List.of() : List.of(member.session());
    }

    private static Collection<Negotiation> open(Room room, Proposal proposal, Collection<Member> members) {
        return switch (proposal) {
            case Proposal.Offer it -> open(negotiations(room, it.origin().session(), it.to(), it.pc()));
            case Proposal.Rollback it -> open(negotiations(room, it.origin().session(), it.to(), it.pc()));
            case Proposal.Answer it -> open(negotiations(room, it.origin().session(), it.to(), it.pc()));
            case Proposal.Reject it -> open(negotiations(room, it.origin().session(), it.to(), it.pc()));
            case Proposal.NegotiationTimedOut timer -> open(room.negotiations(timer.offerer()));
            default -> members.isEmpty() ? List.of() : open(negotiations(room, members));
        };
    }

    /** Those of a session's peer connection of this name, with one or with all. */
    static List<Negotiation> negotiations(Room room, String session, @Nullable String to, String pc) {
        String peer = room.peer(session);
        if (peer == null) {
            return List.of();
        }
        if (to == null) {
            List<Negotiation> ofPc = new ArrayList<>(room.negotiations(peer));
            ofPc.removeIf(negotiation -> !negotiation.pc().equals(pc));
            return ofPc;
        }
        Negotiation negotiation = room.negotiation(peer, to, pc);
        return negotiation == null ? List.of() : List.of(negotiation);
    }

    /** Each once, though it belongs to two. */
    private static Collection<Negotiation> negotiations(Room room, Collection<Member> members) {
        Map<List<String>, Negotiation> each = new LinkedHashMap<>();
        for (Member member : members) {
            for (Negotiation it : room.negotiations(member.participant().peer())) {
                each.put(List.of(it.first(), it.second(), it.pc()), it);
            }
        }
        return each.values();
    }

    private static List<Negotiation> open(Collection<Negotiation> negotiations) {
        List<Negotiation> open = new ArrayList<>(negotiations.size());
        for (Negotiation negotiation : negotiations) {
            if (negotiation.open() != null) {
                open.add(negotiation);
            }
        }
        return open;
    }
}

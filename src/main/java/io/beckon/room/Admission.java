package io.beckon.room;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who gets in, in which role, and who comes back. */
record Admission(RoomState room, Effects effects) {

    Reply join(@Nullable Member current, Proposal.Join join) {
        if (current != null && current.incarnation().equals(join.origin().incarnation())) {
            return Reply.Refused.of(Refusal.ALREADY_JOINED, "this session is a participant of the room already");
        }
        if (current != null) {
            return rejoin(current, join);
        }
        Member replaced = replaced(join);
        Role role = role(join);
        Reply.Refused refused = refusal(join, role, replaced);
        if (refused != null) {
            return refused;
        }
        open(join);
        if (replaced != null) {
            new Presence(room, effects).depart(replaced, LeaveReason.REPLACED, null, false);
        }
        return room.admitted(admit(join, role));
    }

    /** The session is known here from an earlier incarnation: joining is resuming. */
    private Reply rejoin(Member current, Proposal.Join join) {
        if (!join.applicant().rights().contains(Right.JOIN)) {
            return Refusals.noRightToJoin();
        }
        comeBack(current, join.origin().incarnation(), join.applicant().rights());
        Member back = Objects.requireNonNull(room.members.bySession(current.session()));
        if (back.role() == Role.MODERATOR) {
            new WaitingRoom(room, effects).show(back);
        }
        return room.admitted(back);
    }

    private Member admit(Proposal.Join join, Role role) {
        boolean announced = room.pattern != Pattern.BROADCAST
                || role != Role.VIEWER
                || room.members.size() < room.rules.rosterLimit();
        Applicant applicant = join.applicant().called(peer(join));
        Member member = Member.of(join.origin(), applicant, role, effects.seq(), announced);
        room.members.put(member);
        room.receipts.reopen(member.session());
        effects.emit(
                room.visibility().observers(member), new Event.PeerJoined(member.participant(), member.isEverPolite()));
        WaitingRoom waiting = new WaitingRoom(room, effects);
        waiting.forget(member);
        if (role == Role.MODERATOR) {
            waiting.show(member);
        }
        return member;
    }

    private void open(Proposal.Join join) {
        if (room.isEmpty()) {
            room.pattern = pattern(join);
            room.rules = join.rules();
        }
    }

    private @Nullable Member replaced(Proposal.Join join) {
        Member old = join.replaces() == null ? null : room.members.bySession(join.replaces());
        return old != null && (old.user().equals(join.applicant().user()) || isUnheld(old, join)) ? old : null;
    }

    /** The name is wanted in a lobby, and who has it has no connection: the edge vouches that it may be had. */
    private boolean isUnheld(Member old, Proposal.Join join) {
        return room.pattern == Pattern.LOBBY
                && old.absence() != null
                && old.peer().equals(peer(join));
    }

    /** By what the participant is addressed: in a lobby by its name, if it has one. */
    private String peer(Proposal.Join join) {
        String name = join.applicant().name();
        return pattern(join) == Pattern.LOBBY && name != null
                ? name
                : join.applicant().peer();
    }

    private Pattern pattern(Proposal.Join join) {
        if (!room.isEmpty()) {
            return room.pattern;
        }
        return join.pattern() == null ? Pattern.MESH : join.pattern();
    }

    private Role role(Proposal.Join join) {
        Role wanted = join.applicant().role();
        return wanted == null ? pattern(join).defaultRole() : wanted;
    }

    private Reply.@Nullable Refused refusal(Proposal.Join join, Role role, @Nullable Member replaced) {
        if (!join.applicant().rights().contains(Right.JOIN)) {
            return Refusals.noRightToJoin();
        }
        Reply.Refused refused = CallRoom.refusal(room, join.applicant().user());
        if (refused == null) {
            refused = patternRefusal(join);
        }
        if (refused == null) {
            refused = roleRefusal(join, role);
        }
        if (refused == null && pattern(join) == Pattern.LOBBY) {
            refused = nameRefusal(join, replaced);
        }
        if (refused == null && room.bars.of(join.applicant().user()) != null) {
            refused = Refusals.barred();
        }
        if (refused == null && isShutOut(join, role, replaced)) {
            refused = new Reply.Refused(Refusal.ROOM_LOCKED, "the room is locked", null, true);
        }
        return refused == null ? placeRefusal(join, role, replaced) : refused;
    }

    private boolean isShutOut(Proposal.Join join, Role role, @Nullable Member replaced) {
        return room.locked
                && replaced == null
                && role != Role.MODERATOR
                && !WaitingRoom.admits(room, join.applicant().user());
    }

    private Reply.@Nullable Refused patternRefusal(Proposal.Join join) {
        Pattern pattern = pattern(join);
        if (!room.isEmpty()) {
            return join.pattern() == null || join.pattern() == pattern
                    ? null
                    : Reply.Refused.of(Refusal.NOT_ALLOWED, "the room's pattern is " + pattern.wireName(), "pattern");
        }
        var rights = join.applicant().rights();
        Right needed = switch (pattern) {
            case MESH, LOBBY -> null;
            case SFU, MCU -> Right.MEDIA_SERVER;
            case BROADCAST -> Right.HOST;
        };
        return needed == null || rights.contains(needed) || rights.contains(Right.MODERATOR)
                ? null
                : Reply.Refused.lacking(
                        needed, "no right to create a room of pattern " + pattern.wireName(), "pattern");
    }

    private Reply.@Nullable Refused roleRefusal(Proposal.Join join, Role role) {
        Right needed = role.right();
        if (needed != null && !join.applicant().rights().contains(needed)) {
            return Reply.Refused.lacking(needed, "no right to the role " + role.wireName(), "role");
        }
        if (pattern(join) == Pattern.BROADCAST && role == Role.PARTICIPANT) {
            return Reply.Refused.of(Refusal.NOT_ALLOWED, "a broadcast has no role participant", "role");
        }
        return null;
    }

    private Reply.@Nullable Refused nameRefusal(Proposal.Join join, @Nullable Member replaced) {
        String name = join.applicant().name();
        if (name != null && !PeerName.isOne(name)) {
            return Reply.Refused.of(Refusal.BAD_MESSAGE, "in a lobby a name is " + PeerName.RULE, "name");
        }
        Member holder = room.members.byPeer(peer(join));
        return holder == null || holder == replaced
                ? null
                : Reply.Refused.of(Refusal.ALREADY_JOINED, "the name is taken", "name");
    }

    private Reply.@Nullable Refused placeRefusal(Proposal.Join join, Role role, @Nullable Member replaced) {
        RoomRules rules = room.isEmpty() ? join.rules() : room.rules;
        int present = room.members.size() - (replaced == null ? 0 : 1);
        if (present >= rules.maxParticipants(pattern(join))) {
            return new Reply.Refused(Refusal.ROOM_FULL, "the room is full", null, true);
        }
        return rolePlaceRefusal(role, rules.maxHosts(), replaced);
    }

    Reply.@Nullable Refused rolePlaceRefusal(Role role, int maxHosts, @Nullable Member leaving) {
        int places = switch (role) {
            case MEDIA_SERVER -> 1;
            case HOST -> maxHosts;
            case PARTICIPANT, VIEWER, MODERATOR -> Integer.MAX_VALUE;
        };
        if (places == Integer.MAX_VALUE) {
            return null;
        }
        long taken = room.members.inRole(role).stream()
                .filter(member -> member != leaving)
                .count();
        return taken < places
                ? null
                : new Reply.Refused(
                        Refusal.ROOM_FULL, "the room has its " + role.wireName() + " already", "role", true);
    }

    Reply resume(@Nullable Member member, Proposal.Resume resume) {
        Incarnation next = resume.origin().incarnation();
        if (member == null || !member.user().equals(resume.user()) || next.compareTo(member.incarnation()) <= 0) {
            return Reply.Refused.of(Refusal.RESUME_EXPIRED, "there is nothing to resume");
        }
        comeBack(member, next, resume.rights());
        Member back = room.members.bySession(member.session());
        return back == null
                ? new Reply.Departed()
                : new Reply.Resumed(
                        Seq.of(effects.position(), 0), room.visibility().roster(back, 0));
    }

    private void comeBack(Member member, Incarnation next, Set<Right> rights) {
        room.members.put(member.resumedAs(next));
        new OfferAnswer(room, effects).rearm(member);
        entitle(member.session(), rights);
    }

    /** The session's token says something else now. */
    void entitle(Proposal.Entitle entitled) {
        Member member = room.members.bySession(entitled.session());
        if (member != null && member.incarnation().equals(entitled.incarnation())) {
            entitle(entitled.session(), entitled.rights());
        }
    }

    /**
     * Gives a member the rights of today. A role that rested on a right since lost goes with it, and without the right to join it
     * is removed.
     */
    private void entitle(String session, Set<Right> rights) {
        Member member = Objects.requireNonNull(room.members.bySession(session)).entitledTo(rights);
        room.members.put(member);
        if (!rights.contains(Right.JOIN)) {
            effects.next();
            Presence presence = new Presence(room, effects);
            presence.depart(member, LeaveReason.KICKED, "no right to be in this room any more", false);
            presence.endIfOver(LeaveReason.KICKED);
            return;
        }
        Right needed = member.role().right();
        if (needed != null && !member.granted() && !rights.contains(needed)) {
            effects.next();
            new Casting(room, effects).recast(member, humblest(rights), false);
        }
    }

    private Role humblest(Set<Right> rights) {
        Role role = room.pattern.defaultRole();
        return role.right() == null || rights.contains(role.right()) ? role : Role.VIEWER;
    }
}

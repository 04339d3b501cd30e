package io.beckon.room;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Gives a member another role or face, and tells those who see it before or after. */
record Casting(RoomState room, Effects effects) {

    /** Each makes a frame for the same receivers: see {@link Seq#FRAMES_PER_RECORD}. */
    private static final int ANNOUNCED_AT_ONCE = 8;

    void recast(Member member, Role role, boolean byModerator) {
        List<Member> before = room.visibility().observersOf(member);
        Member changed = member.inRole(role, byModerator);
        room.members.put(changed);
        List<Member> after = room.visibility().observersOf(changed);
        List<Member> still = new ArrayList<>(before);
        still.retainAll(Set.copyOf(after));
        still.add(changed);
        tell(changed, still, false);
        List<Member> no = new ArrayList<>(before);
        no.removeAll(Set.copyOf(after));
        if (!no.isEmpty()) {
            effects.alongside(
                    new Audience.Only(Visibility.sessions(no)), new Event.PeerLeft(changed.peer(), LeaveReason.LEFT));
        }
        List<Member> now = new ArrayList<>(after);
        now.removeAll(Set.copyOf(before));
        tell(changed, now, true);
        effects.next();
        new OfferAnswer(room, effects).separate(changed);
        if (role == Role.MODERATOR) {
            new WaitingRoom(room, effects).show(changed);
        }
    }

    void present(Member changed) {
        room.members.put(changed);
        tell(changed, room.visibility().observersOf(changed), false);
        effects.next();
    }

    /** A viewer that those on stage have not been told of makes itself known by addressing them. */
    void announce(Member sender) {
        if (!sender.announced()) {
            Member announced = sender.announcedNow();
            room.members.put(announced);
            tell(announced, room.visibility().observersOf(announced), true);
            effects.next();
        }
    }

    /** Those on stage hear of viewers who came while there were too many, the oldest first, some with each who goes. */
    void announceAfterCrowd() {
        if (room.rules.version() < RoomRules.CROWDS_END || room.pattern != Pattern.BROADCAST || room.isCrowded()) {
            return;
        }
        room.members.all().stream()
                .filter(member -> !member.announced())
                .limit(ANNOUNCED_AT_ONCE)
                .toList()
                .forEach(this::announce);
    }

    /** Whether the changed one is polite depends on who is told: two groups at most. */
    private void tell(Member changed, List<Member> receivers, boolean isNew) {
        List<Member> polite = new ArrayList<>();
        List<Member> impolite = new ArrayList<>();
        for (Member receiver : receivers) {
            (changed.isPoliteTo(receiver) ? polite : impolite).add(receiver);
        }
        tell(changed, polite, isNew, true);
        tell(changed, impolite, isNew, false);
    }

    private void tell(Member changed, List<Member> receivers, boolean isNew, boolean polite) {
        if (!receivers.isEmpty()) {
            effects.alongside(
                    new Audience.Only(Visibility.sessions(receivers)),
                    isNew
                            ? new Event.PeerJoined(changed.participant(), polite)
                            : new Event.PeerUpdated(changed.participant(), polite));
        }
    }
}

package io.beckon.room;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Who sees whom. In a broadcast the audience sees the hosts and the media server only, and those on stage see each other and
 * the viewers that were announced to them; everywhere else everybody sees everybody.
 */
record Visibility(Pattern pattern, Members members) {

    static final int ROSTER_PAGE = 200;

    boolean sees(Member viewer, Member other) {
        if (pattern != Pattern.BROADCAST) {
            return true;
        }
        return Members.isOnStage(viewer) ? other.announced() : isPublic(other);
    }

    /** Those who have been told of a member, itself apart. */
    Audience observers(Member member) {
        if (pattern != Pattern.BROADCAST || isPublic(member)) {
            return new Audience.Everyone(member.session());
        }
        return new Audience.Only(member.announced() ? sessions(stageWithout(member)) : List.of());
    }

    /** The same as {@link #observers}, one by one. */
    List<Member> observersOf(Member member) {
        if (pattern != Pattern.BROADCAST || isPublic(member)) {
            return members.others(member);
        }
        return member.announced() ? stageWithout(member) : List.of();
    }

    /** How many see one in this role, and perhaps one more. */
    int observers(Role role, boolean announced) {
        if (pattern != Pattern.BROADCAST || role == Role.HOST || role == Role.MEDIA_SERVER) {
            return members.size();
        }
        return announced ? members.onStage().size() : 0;
    }

    /** What a member is shown of the others, in the order in which they joined, after a place in that order. */
    Reply.Roster roster(Member receiver, long after) {
        List<Reply.Rostered> page = new ArrayList<>();
        int count = 0;
        boolean more = false;
        for (Member other : candidates(receiver)) {
            if (other == receiver || !sees(receiver, other)) {
                continue;
            }
            count++;
            if (other.joined() > after) {
                more = page.size() == ROSTER_PAGE;
                if (!more) {
                    page.add(new Reply.Rostered(other.participant(), other.isPoliteTo(receiver)));
                }
            }
        }
        return new Reply.Roster(List.copyOf(page), count, more);
    }

    private Collection<Member> candidates(Member receiver) {
        return pattern == Pattern.BROADCAST && !Members.isOnStage(receiver) ? members.onStage() : members.all();
    }

    private List<Member> stageWithout(Member member) {
        return members.onStage().stream().filter(other -> other != member).toList();
    }

    private static boolean isPublic(Member member) {
        return member.role() == Role.HOST || member.isMediaServer();
    }

    static List<String> sessions(Collection<Member> members) {
        List<String> sessions = new ArrayList<>(members.size());
        for (Member member : members) {
            sessions.add(member.session());
        }
        return sessions;
    }
}

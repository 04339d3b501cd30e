package io.beckon.room;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Who sees whom. In a broadcast the audience sees the hosts and the media server only, and those on stage see each other and
 * the viewers that were announced to them; in a lobby nobody sees anybody; everywhere else everybody sees everybody.
 */
record Visibility(Pattern pattern, Members members) {

    static final int ROSTER_PAGE = 200;

    boolean sees(Member viewer, Member other) {
        return switch (pattern) {
            case MESH, SFU, MCU -> true;
            case BROADCAST -> Members.isOnStage(viewer) ? other.announced() : isPublic(other);
            case LOBBY -> false;
        };
    }

    /** Those who have been told of a member, itself apart. */
    Audience observers(Member member) {
        if (isSeenByAll(member)) {
            return new Audience.Everyone(member.session());
        }
        return new Audience.Only(sessions(observersOf(member)));
    }

    /** The same as {@link #observers}, one by one. */
    List<Member> observersOf(Member member) {
        if (isSeenByAll(member)) {
            return members.others(member);
        }
        return pattern != Pattern.LOBBY && member.announced() ? stageWithout(member) : List.of();
    }

    private boolean isSeenByAll(Member member) {
        return switch (pattern) {
            case MESH, SFU, MCU -> true;
            case BROADCAST -> isPublic(member);
            case LOBBY -> false;
        };
    }

    /** How many see one in this role, and perhaps one more. */
    int observers(Role role, boolean announced) {
        return switch (pattern) {
            case MESH, SFU, MCU -> members.size();
            case BROADCAST ->
                role == Role.HOST || role == Role.MEDIA_SERVER
                        ? members.size()
                        : announced ? members.onStage().size() : 0;
            case LOBBY -> 0;
        };
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
        return switch (pattern) {
            case MESH, SFU, MCU -> members.all();
            case BROADCAST -> Members.isOnStage(receiver) ? members.all() : members.onStage();
            case LOBBY -> List.of();
        };
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

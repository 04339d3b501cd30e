package io.beckon.room;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The members of a room in the order in which they joined, and those on stage: all but participants and viewers. */
final class Members {

    /** Of an instance that owns any. */
    private static final int OWNER_WEIGHT = Footprint.TREE_ENTRY + Footprint.LONG + Footprint.LINKED_ENTRY;

    private static final int STAGE_WEIGHT = Footprint.TREE_ENTRY + Footprint.LONG;

    private Map<String, Member> bySession = new LinkedHashMap<>();
    private Map<String, String> sessionByPeer = new HashMap<>();
    private final TreeMap<Long, Member> stage = new TreeMap<>();
    /** How many members with a connection each instance owns. */
    private final TreeMap<String, Integer> owned = new TreeMap<>();

    private final Changes changes;
    private long weight;

    Members(Changes changes) {
        this.changes = changes;
    }

    void put(Member member) {
        disown(bySession.put(member.session(), member));
        weight += member.weight();
        if (member.absence() == null) {
            owned.merge(member.incarnation().instance(), 1, Integer::sum);
        }
        changes.member(member.session());
        sessionByPeer.put(member.peer(), member.session());
        if (isOnStage(member)) {
            stage.put(member.joined(), member);
        } else {
            stage.remove(member.joined());
        }
    }

    void remove(Member member) {
        disown(bySession.remove(member.session()));
        sessionByPeer.remove(member.peer());
        stage.remove(member.joined());
        changes.gone(member);
        if (bySession.isEmpty()) {
            shrink();
        }
    }

    /** Maps keep the room that they once needed. */
    private void shrink() {
        bySession = new LinkedHashMap<>();
        sessionByPeer = new HashMap<>();
    }

    private void disown(@Nullable Member was) {
        weight -= was == null ? 0 : was.weight();
        if (was != null && was.absence() == null) {
            owned.computeIfPresent(was.incarnation().instance(), (owner, count) -> count == 1 ? null : count - 1);
        }
    }

    void clear() {
        bySession.values().forEach(changes::gone);
        owned.clear();
        shrink();
        stage.clear();
        weight = 0;
    }

    /** About how much memory they take, in bytes. */
    long weight() {
        return weight + (long) stage.size() * STAGE_WEIGHT + (long) owned.size() * OWNER_WEIGHT;
    }

    @Nullable Member bySession(String session) {
        return bySession.get(session);
    }

    @Nullable Member byPeer(String peer) {
        String session = sessionByPeer.get(peer);
        return session == null ? null : bySession.get(session);
    }

    /** The same id as the text that its member has, if it is one. */
    String knownId(String peer) {
        Member member = byPeer(peer);
        return member == null ? peer : member.peer();
    }

    Collection<Member> all() {
        return Collections.unmodifiableCollection(bySession.values());
    }

    List<Member> others(@Nullable Member than) {
        List<Member> others = new ArrayList<>(bySession.size());
        for (Member member : bySession.values()) {
            if (member != than) {
                others.add(member);
            }
        }
        return others;
    }

    Collection<Member> onStage() {
        return Collections.unmodifiableCollection(stage.values());
    }

    List<Member> inRole(Role role) {
        return stage.values().stream().filter(member -> member.role() == role).toList();
    }

    @Nullable Member mediaServer() {
        for (Member member : stage.values()) {
            if (member.isMediaServer()) {
                return member;
            }
        }
        return null;
    }

    /** The instances that own members with a connection. */
    Set<String> owners() {
        return Collections.unmodifiableSet(owned.keySet());
    }

    int size() {
        return bySession.size();
    }

    boolean isEmpty() {
        return bySession.isEmpty();
    }

    static boolean isOnStage(Member member) {
        return switch (member.role()) {
            case HOST, MODERATOR, MEDIA_SERVER -> true;
            case PARTICIPANT, VIEWER -> false;
        };
    }
}

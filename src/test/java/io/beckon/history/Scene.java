package io.beckon.history;

import io.beckon.history.Happening.Acknowledged;
import io.beckon.history.Happening.Expired;
import io.beckon.history.Happening.Joined;
import io.beckon.history.Happening.Left;
import io.beckon.history.Happening.Locked;
import io.beckon.history.Happening.PeerJoined;
import io.beckon.history.Happening.PeerLeft;
import io.beckon.history.Happening.Received;
import io.beckon.history.Happening.Resumed;
import io.beckon.history.Happening.Roster;
import io.beckon.history.Happening.Sent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Histories made by hand, of one room; a session's peer has the session's name. */
final class Scene {

    static final String ROOM = "room";

    private final Map<String, List<Happening>> histories = new LinkedHashMap<>();
    private int ids;

    List<SessionHistory> histories() {
        return histories.entrySet().stream()
                .map(entry -> new SessionHistory(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** What a session recorded so far, to be spoilt. */
    List<Happening> of(String session) {
        return histories.computeIfAbsent(session, name -> new ArrayList<>());
    }

    Scene joins(String session, long seq, String... others) {
        return joins(session, "participant", seq, others);
    }

    Scene joins(String session, String role, long seq, String... others) {
        of(session).add(new Joined(ROOM, seq, session, role, List.of(others), false));
        Arrays.stream(others).forEach(other -> of(other).add(new PeerJoined(ROOM, seq, session)));
        return this;
    }

    /** A message is sent, acknowledged at {@code seq} and delivered to those. */
    Scene says(String session, long seq, String marker, String... receivers) {
        return sends(session, seq, marker, null, receivers);
    }

    Scene sends(String session, long seq, String marker, @Nullable String to, String... receivers) {
        String id = "id" + ids++;
        of(session).add(new Sent(ROOM, id, "message", marker, to));
        of(session).add(new Acknowledged(ROOM, id, seq));
        for (String receiver : receivers) {
            of(receiver).add(new Received(ROOM, seq, session, "message", marker, to));
        }
        return this;
    }

    Scene leaves(String session, long seq, String... witnesses) {
        of(session).add(new Left(ROOM));
        return goes(session, seq, "left", witnesses);
    }

    /** It stops being heard of and loses its place. */
    Scene isLost(String session, long seq, String... witnesses) {
        of(session).add(new Expired(ROOM, "resume-expired"));
        return goes(session, seq, "timeout", witnesses);
    }

    Scene resumes(String session, long after) {
        of(session).add(new Resumed(ROOM, after));
        return this;
    }

    Scene isLocked(long seq, String... witnesses) {
        for (String witness : witnesses) {
            of(witness).add(new Locked(ROOM, seq));
        }
        return this;
    }

    /** At the end each of them sees all of them. */
    Scene ends(String... sessions) {
        for (String session : sessions) {
            of(session).add(new Roster(ROOM, Set.of(sessions)));
        }
        return this;
    }

    private Scene goes(String session, long seq, String reason, String... witnesses) {
        for (String witness : witnesses) {
            of(witness).add(new PeerLeft(ROOM, seq, session, reason));
        }
        return this;
    }
}

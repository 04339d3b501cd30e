package io.beckon.calling;

import io.beckon.session.Session;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The sessions here at which calls ring, by user. Its owner guards it. */
final class Devices {

    private final Map<User, Set<Session>> sessions = new HashMap<>();

    private record User(String tenant, String id) {

        static User of(Session session) {
            return new User(session.caller().tenant(), session.caller().user());
        }
    }

    void add(Session session) {
        sessions.computeIfAbsent(User.of(session), user -> new LinkedHashSet<>(2))
                .add(session);
    }

    void remove(Session session) {
        sessions.computeIfPresent(User.of(session), (user, all) -> {
            all.remove(session);
            return all.isEmpty() ? null : all;
        });
    }

    /** The users of a tenant, each as one of its sessions names it. */
    List<Someone> users(String tenant) {
        return sessions.entrySet().stream()
                .filter(user -> user.getKey().tenant.equals(tenant))
                .map(user -> new Someone(
                        user.getKey().id,
                        user.getValue().iterator().next().caller().name()))
                .toList();
    }

    /** Those of a user, but the ones of these ids. */
    List<Session> of(String tenant, String user, Collection<String> except) {
        return sessions.getOrDefault(new User(tenant, user), Set.of()).stream()
                .filter(session -> !except.contains(session.id()) && !session.isClosed())
                .toList();
    }
}

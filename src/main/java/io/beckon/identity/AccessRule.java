package io.beckon.identity;

import io.beckon.room.Right;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Gives rights in some rooms to those who have one of some roles or are in one of some groups.
 *
 * <p>Room names may have <code>{tenant}</code>, <code>{user}</code>, <code>{username}</code> and <code>{group}</code> in them. The last one stands for the last part of the path of each group
 * by which the rule fits.
 *
 * @param tenants for whose users it is; empty: for all
 * @param roles of the realm
 * @param clientRoles as {@code client/role}
 * @param groups as paths; a parent's does not stand for its children's
 * @param rooms patterns of room names
 */
public record AccessRule(
        List<NamePattern> tenants,
        List<NamePattern> roles,
        List<NamePattern> clientRoles,
        List<NamePattern> groups,
        List<String> rooms,
        Set<Right> rights) {

    private static final String GROUP = "{group}";

    /** For anybody. */
    static AccessRule everybody(Set<Right> rights) {
        return new AccessRule(List.of(), List.of(), List.of(), List.of(), List.of("*"), rights);
    }

    List<Grant> grants(Claims claims) {
        List<Grant> grants = new ArrayList<>(rooms.size());
        if (fits(claims)) {
            for (String room : rooms) {
                grant(room, claims, grants);
            }
        }
        return grants;
    }

    private void grant(String room, Claims claims, List<Grant> grants) {
        if (!room.contains(GROUP)) {
            add(room, claims, Map.of(), grants);
            return;
        }
        for (String group : claims.groups()) {
            if (groups.isEmpty() || fits(groups, Set.of(group))) {
                add(room, claims, Map.of(GROUP, group.substring(group.lastIndexOf('/') + 1)), grants);
            }
        }
    }

    /** A name with a wildcard of its own would stand for more than itself: it gets nothing. */
    private void add(String room, Claims claims, Map<String, String> more, List<Grant> grants) {
        String pattern = room;
        Map<String, String> values = Map.of(
                "{tenant}",
                claims.tenant(),
                "{user}",
                claims.user(),
                "{username}",
                claims.username(),
                GROUP,
                more.getOrDefault(GROUP, ""));
        for (Map.Entry<String, String> value : values.entrySet()) {
            if (room.contains(value.getKey())) {
                if (!isPlain(value.getValue())) {
                    return;
                }
                pattern = pattern.replace(value.getKey(), value.getValue());
            }
        }
        grants.add(new Grant(new NamePattern(pattern), rights));
    }

    private static boolean isPlain(String value) {
        return value.chars().noneMatch(c -> c == '*' || c == '?' || c == '{');
    }

    private boolean fits(Claims claims) {
        boolean forAll = roles.isEmpty() && clientRoles.isEmpty() && groups.isEmpty();
        return (tenants.isEmpty() || fits(tenants, Set.of(claims.tenant())))
                && (forAll
                        || fits(roles, claims.roles())
                        || fits(clientRoles, claims.clientRoles())
                        || fits(groups, claims.groups()));
    }

    private static boolean fits(List<NamePattern> patterns, Set<String> names) {
        return patterns.stream().anyMatch(pattern -> names.stream().anyMatch(pattern::matches));
    }
}

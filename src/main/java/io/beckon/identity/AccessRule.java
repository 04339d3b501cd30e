package io.beckon.identity;

import io.beckon.room.Right;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Gives rights in some rooms, and to call some people, to those who have one of some roles or are in one of some groups.
 *
 * <p>Names of rooms and of people may have <code>{tenant}</code>, <code>{user}</code>, <code>{username}</code> and <code>{group}</code> in them. The last one stands for the last part of the path of each group
 * by which the rule fits.
 *
 * @param tenants for whose users it is; empty: for all
 * @param roles of the realm
 * @param clientRoles as {@code client/role}
 * @param groups as paths; a parent's does not stand for its children's
 * @param rooms patterns of room names
 * @param calls patterns of the ids of those who may be called
 */
public record AccessRule(
        List<NamePattern> tenants,
        List<NamePattern> roles,
        List<NamePattern> clientRoles,
        List<NamePattern> groups,
        List<String> rooms,
        Set<Right> rights,
        List<String> calls) {

    private static final String GROUP = "{group}";

    /** For anybody. */
    static AccessRule everybody(Set<Right> rights) {
        return new AccessRule(List.of(), List.of(), List.of(), List.of(), List.of("*"), rights, List.of());
    }

    List<Grant> grants(Claims claims) {
        List<String> named = rights.isEmpty() ? List.of() : rooms;
        return patterns(named, claims).stream()
                .map(pattern -> new Grant(pattern, rights))
                .toList();
    }

    List<NamePattern> callees(Claims claims) {
        return patterns(calls, claims);
    }

    private List<NamePattern> patterns(List<String> names, Claims claims) {
        List<NamePattern> patterns = new ArrayList<>(names.size());
        if (fits(claims)) {
            for (String name : names) {
                add(name, claims, patterns);
            }
        }
        return patterns;
    }

    private void add(String name, Claims claims, List<NamePattern> patterns) {
        if (!name.contains(GROUP)) {
            add(name, claims, Map.of(), patterns);
            return;
        }
        for (String group : claims.groups()) {
            if (groups.isEmpty() || fits(groups, Set.of(group))) {
                add(name, claims, Map.of(GROUP, group.substring(group.lastIndexOf('/') + 1)), patterns);
            }
        }
    }

    /** A name with a wildcard of its own would stand for more than itself: it gets nothing. */
    private static void add(String name, Claims claims, Map<String, String> more, List<NamePattern> patterns) {
        String pattern = name;
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
            if (name.contains(value.getKey())) {
                if (!isPlain(value.getValue())) {
                    return;
                }
                pattern = pattern.replace(value.getKey(), value.getValue());
            }
        }
        patterns.add(new NamePattern(pattern));
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

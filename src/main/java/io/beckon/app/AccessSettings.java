package io.beckon.app;

import io.beckon.identity.AccessRule;
import io.beckon.identity.AccessRules;
import io.beckon.identity.NamePattern;
import io.beckon.room.Right;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code beckon.access.*}, checked. */
final class AccessSettings {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{[^{}]*\\}");
    private static final List<String> PLACEHOLDERS = List.of("{tenant}", "{user}", "{username}", "{group}");

    private final BeckonConfig.Access config;
    private final @Nullable AccessRules configured;

    AccessSettings(BeckonConfig.Access config) {
        this.config = config;
        Settings.positive("beckon.access.decision-life", config.decisionLife());
        this.configured = config.rules().isEmpty() ? null : new AccessRules(rules(config.rules()));
    }

    /** Whether Keycloak's Authorization Services decide, rather than what is in the token. */
    boolean asksKeycloak() {
        return config.decidedBy() == BeckonConfig.DecidedBy.KEYCLOAK;
    }

    /** @param client of the service, in the realm of the user */
    AccessRules rules(String client) {
        return configured == null ? AccessRules.byRoleName(client) : configured;
    }

    private static List<AccessRule> rules(Map<String, BeckonConfig.Rule> rules) {
        return new TreeMap<>(rules)
                .entrySet().stream()
                        .map(rule -> rule("beckon.access.rules." + rule.getKey(), rule.getValue()))
                        .toList();
    }

    private static AccessRule rule(String property, BeckonConfig.Rule rule) {
        return new AccessRule(
                patterns(rule.tenants()),
                patterns(rule.roles()),
                patterns(rule.clientRoles()),
                patterns(rule.groups()),
                names(property + ".rooms", rule.rooms()),
                rights(property, rule),
                names(property + ".calls", rule.calls().orElse(List.of())));
    }

    private static List<NamePattern> patterns(Optional<List<String>> texts) {
        return texts.orElse(List.of()).stream()
                .map(String::strip)
                .map(NamePattern::new)
                .toList();
    }

    private static List<String> names(String property, List<String> patterns) {
        for (String pattern : patterns) {
            if (PLACEHOLDER.matcher(pattern).results().anyMatch(found -> !PLACEHOLDERS.contains(found.group()))) {
                throw new Misconfiguration(property, pattern, "placeholders are " + String.join(", ", PLACEHOLDERS));
            }
        }
        return patterns;
    }

    private static Set<Right> rights(String rule, BeckonConfig.Rule config) {
        String property = rule + ".rights";
        if (config.rights().isEmpty() && config.calls().isEmpty()) {
            throw new Misconfiguration(property, "", "a rule gives rights, or says who may be called, or both");
        }
        Set<Right> rights = EnumSet.noneOf(Right.class);
        for (String name : config.rights().orElse(List.of())) {
            rights.add(Arrays.stream(Right.values())
                    .filter(right -> right.wireName().equals(name.strip()))
                    .findFirst()
                    .orElseThrow(() -> new Misconfiguration(
                            property,
                            name,
                            "rights are "
                                    + Arrays.stream(Right.values())
                                            .map(Right::wireName)
                                            .collect(Collectors.joining(", ")))));
        }
        return rights;
    }
}

package io.beckon.identity;

import io.beckon.room.Right;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The rules by which roles and groups give rights. A user has what any of them gives. */
public record AccessRules(List<AccessRule> rules) {

    /**
     * Everybody may join and publish; every other right takes the role of that name, of the realm or of the service's client.
     *
     * @param client of the service
     */
    public static AccessRules byRoleName(String client) {
        List<AccessRule> rules = new ArrayList<>();
        rules.add(AccessRule.everybody(Set.of(Right.JOIN, Right.PUBLISH)));
        for (Right right : List.of(Right.HOST, Right.MEDIA_SERVER, Right.MODERATOR, Right.ADMINISTER)) {
            rules.add(new AccessRule(
                    List.of(),
                    List.of(new NamePattern(right.wireName())),
                    List.of(new NamePattern(client + "/" + right.wireName())),
                    List.of(),
                    List.of("*"),
                    Set.of(right),
                    List.of()));
        }
        return new AccessRules(rules);
    }

    /** Whom a user may call: anybody, unless some rule says who may be called by whom. */
    public List<NamePattern> callees(Claims claims) {
        boolean anybody = rules.stream().allMatch(rule -> rule.calls().isEmpty());
        return anybody
                ? List.of(NamePattern.ANY)
                : rules.stream().flatMap(rule -> rule.callees(claims).stream()).toList();
    }

    public List<Grant> grants(Claims claims) {
        return rules.stream().flatMap(rule -> rule.grants(claims).stream()).toList();
    }
}

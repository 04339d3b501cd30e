package io.beckon.identity;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.beckon.room.Right;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessRulesTest {

    private static final Set<Right> EVERYBODY = Set.of(Right.JOIN, Right.PUBLISH);
    private static final Set<Right> HOSTS = Set.of(Right.HOST);

    @Test
    void byDefaultEverybodyJoinsAndPublishesEverywhere() {
        assertEquals(EVERYBODY, rights(AccessRules.byRoleName("beckon"), nobody(), "any room"));
    }

    @ParameterizedTest
    @EnumSource(names = {"HOST", "MEDIA_SERVER", "MODERATOR", "ADMINISTER"})
    void byDefaultARightTakesTheRoleOfItsNameOfTheRealmOrOfTheClient(Right right) {
        AccessRules rules = AccessRules.byRoleName("beckon");
        Set<Right> raised = EnumSet.copyOf(EVERYBODY);
        raised.add(right);

        assertEquals(raised, rights(rules, claims(Set.of(right.wireName()), Set.of(), Set.of()), "r"));
        assertEquals(raised, rights(rules, claims(Set.of(), Set.of("beckon/" + right.wireName()), Set.of()), "r"));
        assertEquals(
                EVERYBODY,
                rights(rules, claims(Set.of(), Set.of("another/" + right.wireName()), Set.of("/" + right)), "r"));
    }

    @Test
    void aRuleForNobodyInParticularIsForAll() {
        AccessRule rule = AccessRule.everybody(HOSTS);

        assertEquals(HOSTS, rights(rule, nobody(), "r"));
    }

    @Test
    void oneOfTheRolesOrGroupsSuffices() {
        AccessRule rule = rule(List.of("a"), List.of("c/b"), List.of("/g"), "*");

        assertEquals(HOSTS, rights(rule, claims(Set.of("a"), Set.of(), Set.of()), "r"));
        assertEquals(HOSTS, rights(rule, claims(Set.of(), Set.of("c/b"), Set.of()), "r"));
        assertEquals(HOSTS, rights(rule, claims(Set.of(), Set.of(), Set.of("/g")), "r"));
        assertEquals(Set.of(), rights(rule, claims(Set.of("c/b"), Set.of("a"), Set.of("/h")), "r"));
        assertEquals(Set.of(), rights(rule, nobody(), "r"));
    }

    @Test
    void rolesAndGroupsMayBePatternsAndAParentIsNotItsChildren() {
        AccessRule children = rule(List.of(), List.of(), List.of("/school/*"), "*");
        AccessRule parent = rule(List.of(), List.of(), List.of("/school"), "*");
        Claims teacher = claims(Set.of(), Set.of(), Set.of("/school/teachers"));

        assertEquals(HOSTS, rights(children, teacher, "r"));
        assertEquals(Set.of(), rights(parent, teacher, "r"));
        assertEquals(Set.of(), rights(children, claims(Set.of(), Set.of(), Set.of("/school")), "r"));
    }

    @Test
    void aRuleIsForItsRoomsOnly() {
        AccessRule rule = rule(List.of(), List.of(), List.of(), "class-*", "hall");

        assertEquals(HOSTS, rights(rule, nobody(), "class-7a"));
        assertEquals(HOSTS, rights(rule, nobody(), "hall"));
        assertEquals(Set.of(), rights(rule, nobody(), "hall-2"));
    }

    @Test
    void aRuleIsForItsTenantsOnly() {
        AccessRule rule =
                new AccessRule(patterns("ac*"), List.of(), List.of(), List.of(), List.of("*"), HOSTS, List.of());

        assertEquals(HOSTS, rights(rule, new Claims("acme", "u", "n", Set.of(), Set.of(), Set.of()), "r"));
        assertEquals(Set.of(), rights(rule, nobody(), "r"));
    }

    @Test
    void placeholdersStandForWhatTheTokenSays() {
        AccessRule rule = rule(List.of(), List.of(), List.of(), "{tenant}/{user}/{username}");

        assertEquals(HOSTS, rights(rule, nobody(), "default/id-1/ada"));
        assertEquals(Set.of(), rights(rule, nobody(), "default/id-1/bob"));
        assertEquals(Set.of(), rights(rule, nobody(), "{tenant}/{user}/{username}"));
    }

    @Test
    void aGroupsPlaceholderStandsForTheLastPartOfEachGroupThatFits() {
        AccessRule rule = rule(List.of(), List.of(), List.of("/school/*"), "of-{group}");
        Claims claims = claims(Set.of(), Set.of(), Set.of("/school/teachers", "/school/7a", "/vip"));

        assertEquals(HOSTS, rights(rule, claims, "of-teachers"));
        assertEquals(HOSTS, rights(rule, claims, "of-7a"));
        assertEquals(Set.of(), rights(rule, claims, "of-vip"));
        assertEquals(Set.of(), rights(rule, claims, "of-"));
    }

    @Test
    void withoutAGroupARoomOfAGroupIsForNobody() {
        AccessRule rule = rule(List.of(), List.of(), List.of(), "of-{group}");

        assertEquals(Set.of(), rights(rule, nobody(), "of-"));
        assertEquals(Set.of(), rights(rule, nobody(), "of-{group}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "ad*", "?da", "{user}", "a{"})
    void aNameThatWouldStandForMoreThanItselfGetsNothing(String name) {
        Claims tricky = new Claims("default", "id-1", name, Set.of(), Set.of(), Set.of("/" + name));

        for (String room : List.of("home-{username}", "of-{group}")) {
            AccessRule rule = rule(List.of(), List.of(), List.of(), room);
            for (String asked : List.of("home-ada", "of-ada", "home-" + name, "of-" + name, "home-id-1", "of-id-1")) {
                assertEquals(Set.of(), rights(rule, tricky, asked));
            }
        }
    }

    @Test
    void aUserHasWhatAnyRuleGives() {
        AccessRules rules = new AccessRules(List.of(
                rule(List.of("a"), List.of(), List.of(), "x-*"),
                new AccessRule(
                        List.of(), List.of(), List.of(), List.of(), List.of("*-y"), Set.of(Right.JOIN), List.of())));

        assertEquals(Set.of(Right.HOST, Right.JOIN), rights(rules, claims(Set.of("a"), Set.of(), Set.of()), "x-and-y"));
        assertEquals(Set.of(Right.JOIN), rights(rules, nobody(), "x-and-y"));
    }

    private static AccessRule rule(List<String> roles, List<String> clientRoles, List<String> groups, String... rooms) {
        return new AccessRule(
                List.of(),
                patterns(roles.toArray(String[]::new)),
                patterns(clientRoles.toArray(String[]::new)),
                patterns(groups.toArray(String[]::new)),
                List.of(rooms),
                HOSTS,
                List.of());
    }

    private static List<NamePattern> patterns(String... texts) {
        return Arrays.stream(texts).map(NamePattern::new).toList();
    }

    private static Claims nobody() {
        return claims(Set.of(), Set.of(), Set.of());
    }

    private static Claims claims(Set<String> roles, Set<String> clientRoles, Set<String> groups) {
        return new Claims("default", "id-1", "ada", roles, clientRoles, groups);
    }

    private static Set<Right> rights(AccessRule rule, Claims claims, String room) {
        return rights(new AccessRules(List.of(rule)), claims, room);
    }

    private static Set<Right> rights(AccessRules rules, Claims claims, String room) {
        return rules.grants(claims).stream()
                .filter(grant -> grant.rooms().matches(room))
                .flatMap(grant -> grant.rights().stream())
                .collect(toSet());
    }
}

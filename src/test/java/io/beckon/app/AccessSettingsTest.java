package io.beckon.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.identity.AccessRule;
import io.beckon.identity.AccessRules;
import io.beckon.identity.NamePattern;
import io.beckon.room.Right;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AccessSettingsTest {

    @Test
    void withoutRulesEveryRightTakesTheRoleOfItsName() {
        AccessSettings settings = settings();

        assertEquals(AccessRules.byRoleName("svc"), settings.rules("svc"));
        assertTrue(!settings.asksKeycloak());
    }

    @Test
    void rulesReplaceTheDefaultsForEveryClient() {
        AccessSettings settings = settings(
                "rules.teachers.groups", "/school/teachers, /school/heads",
                "rules.teachers.rooms", "class-*",
                "rules.teachers.rights", "join, media-server");

        AccessRule teachers = new AccessRule(
                List.of(),
                List.of(),
                List.of(),
                List.of(new NamePattern("/school/teachers"), new NamePattern("/school/heads")),
                List.of("class-*"),
                Set.of(Right.JOIN, Right.MEDIA_SERVER),
                List.of());
        assertEquals(new AccessRules(List.of(teachers)), settings.rules("one"));
        assertEquals(settings.rules("one"), settings.rules("another"));
    }

    @Test
    void keycloakMayDecide() {
        assertTrue(settings("decided-by", "keycloak").asksKeycloak());
    }

    @Test
    void anUnknownRightIsAStartUpErrorThatNamesTheRuleAndTheRights() {
        refused("beckon.access.rules.all.rights", "hosting", "media-server", "rules.all.rights", "join,hosting");
    }

    @Test
    void aPlaceholderThatStandsForNothingIsAStartUpError() {
        refused(
                "rules.own.rooms",
                "home-{name}",
                "{username}",
                "rules.own.rooms",
                "home-{name}",
                "rules.own.rights",
                "join");
    }

    @Test
    void aDecisionLivesLongerThanNothing() {
        refused("beckon.access.decision-life", "PT0S", "longer", "decision-life", "0S");
    }

    private static void refused(String property, String value, String remedy, String... properties) {
        String message =
                assertThrows(Misconfiguration.class, () -> settings(properties)).getMessage();
        for (String part : List.of(property, value, remedy)) {
            assertTrue(message.contains(part), message);
        }
    }

    private static AccessSettings settings(String... properties) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < properties.length; i += 2) {
            values.put("beckon.access." + properties[i], properties[i + 1]);
        }
        BeckonConfig config = new SmallRyeConfigBuilder()
                .withMapping(BeckonConfig.class)
                .addDiscoveredConverters()
                .withConverter(java.time.Duration.class, 200, new io.quarkus.runtime.configuration.DurationConverter())
                .withDefaultValues(values)
                .build()
                .getConfigMapping(BeckonConfig.class);
        return new AccessSettings(config.access());
    }
}

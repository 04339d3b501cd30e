package io.beckon.kubernetes;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a platform team asks of a Deployment. */
class ProductionTest {

    /** Seconds that an end may take beside drain and preStop: each way to the brokers is waited for at most so long, together. */
    private static final int BROKERS_SECONDS = 24;

    static Stream<Manifests> overlays() {
        return Stream.of(Manifests.production(), Manifests.development());
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void theNamespaceTakesNoPodsButRestrictedOnes(Manifests manifests) {
        assertEquals(
                List.of("restricted"),
                manifests
                        .ofKind("Namespace")
                        .map(namespace -> namespace
                                .at("/metadata/labels/pod-security.kubernetes.io~1enforce")
                                .asText())
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void podsKeepToTheRestrictedStandard(Manifests manifests) {
        PodSecurity.pods(manifests)
                .forEach((owner, pod) -> assertEquals(List.of(), PodSecurity.violations(pod), owner));
    }

    @Test
    void whatDoesNotKeepToTheStandardShows() {
        PodSecurity.pods(Manifests.production()).forEach((owner, pod) -> {
            for (String field : List.of("runAsNonRoot", "seccompProfile", "allowPrivilegeEscalation", "capabilities")) {
                ObjectNode without = pod.deepCopy();
                without.findParents(field).forEach(parent -> ((ObjectNode) parent).remove(field));
                assertFalse(PodSecurity.violations(without).isEmpty(), () -> owner + " without " + field);
            }
        });
    }

    /** The operators make pods of nothing else than what {@link PodSecurity} looks into. */
    @Test
    void strimziIsAskedForNoFurtherPods() {
        JsonNode kafka = Manifests.production().ofKind("Kafka").findFirst().orElseThrow();
        assertEquals(Set.of("kafka", "entityOperator"), names(kafka.path("spec")));
        assertEquals(Set.of("topicOperator", "userOperator", "template"), names(kafka.at("/spec/entityOperator")));
        assertTrue(Manifests.production().all().stream()
                .filter(document -> document.path("apiVersion").asText().startsWith("kafka.strimzi.io/"))
                .allMatch(document -> Set.of("Kafka", "KafkaNodePool", "KafkaTopic", "KafkaUser")
                        .contains(document.path("kind").asText())));
    }

    private static Set<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).collect(toSet());
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void nodesHaveNoTokenNoServiceLinksAndWriteNowhereButTmp(Manifests manifests) {
        JsonNode pod = manifests.pod();
        assertFalse(pod.path("automountServiceAccountToken").asBoolean(true));
        assertFalse(manifests
                .one("ServiceAccount", pod.path("serviceAccountName").asText())
                .path("automountServiceAccountToken")
                .asBoolean(true));
        assertFalse(pod.path("enableServiceLinks").asBoolean(true), "BECKON_PORT and the like would be settings");
        assertTrue(manifests
                .container()
                .at("/securityContext/readOnlyRootFilesystem")
                .asBoolean());
        List<String> writable = Manifests.each(manifests.container().path("volumeMounts"))
                .filter(mount -> !mount.path("readOnly").asBoolean())
                .map(mount -> mount.path("mountPath").asText())
                .toList();
        assertEquals(List.of("/tmp"), writable);
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void aNodeGoesOnlyWhenAnotherHasCome(Manifests manifests) {
        JsonNode update = manifests.deployment().at("/spec/strategy/rollingUpdate");
        assertEquals("0", update.path("maxUnavailable").asText());
        assertEquals("1", update.path("maxSurge").asText());
        assertEquals(
                1,
                manifests
                        .one("PodDisruptionBudget", "beckon")
                        .at("/spec/maxUnavailable")
                        .asInt());
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void theGracePeriodIsLongEnoughForTheDrain(Manifests manifests) {
        int preStop =
                manifests.container().at("/lifecycle/preStop/sleep/seconds").asInt();
        int grace = manifests.pod().path("terminationGracePeriodSeconds").asInt();
        assertTrue(preStop > 0);
        int drain = seconds("beckon.drain.spread") + seconds("beckon.drain.patience");
        assertTrue(grace >= preStop + drain + BROKERS_SECONDS, () -> grace + " s");
    }

    /** A default, as the documentation has it. */
    private static int seconds(String property) {
        try (Stream<String> lines = Files.lines(Path.of("docs", "operations.md"))) {
            String line = lines.filter(text -> text.contains("`" + property + "`"))
                    .findFirst()
                    .orElseThrow();
            return Integer.parseInt(line.replaceFirst("^.*?`(\\d+)S`.*$", "$1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void nodesAreNotKilledWhileTheyWaitForBrokers() {
        JsonNode probe = Manifests.production().container().path("startupProbe");
        int allowed = probe.path("periodSeconds").asInt()
                * probe.path("failureThreshold").asInt();
        assertTrue(allowed >= 60 + 30, () -> allowed + " s");
    }

    @Test
    void nothingSecretIsWrittenDown() {
        Manifests manifests = Manifests.production();
        assertEquals(List.of(), manifests.ofKind("Secret").map(Manifests::name).toList());
        for (JsonNode variable : manifests.container().path("env")) {
            if (variable.path("name").asText().matches(".*(SECRET|PASSWORD|_KEYS|TOKEN|JAAS).*")) {
                assertTrue(variable.at("/valueFrom/secretKeyRef").isObject(), variable::toString);
            }
        }
        manifests
                .ofKind("ConfigMap")
                .flatMap(map -> map.path("data").properties().stream())
                .forEach(setting -> assertFalse(
                        setting.getKey().matches(".*(SECRET|PASSWORD|SESSION_KEYS|TOKEN|JAAS).*"), setting::toString));
        manifests
                .one("KeycloakRealmImport", "beckon")
                .findValues("secret")
                .forEach(secret ->
                        assertTrue(secret.isObject() || secret.asText().matches("\\$\\{[A-Z_]+}"), secret::toString));
        assertTrue(manifests
                .one("KeycloakRealmImport", "beckon")
                .findValues("users")
                .isEmpty());
    }

    @Test
    void everyPlaceholderOfTheRealmHasASecret() {
        JsonNode realm = Manifests.production().one("KeycloakRealmImport", "beckon");
        Set<String> named = realm.at("/spec/placeholders").properties().stream()
                .map(entry -> "${" + entry.getKey() + "}")
                .collect(toSet());
        Set<String> used =
                realm.at("/spec/realm").findValuesAsText("secret").stream().collect(toSet());
        assertEquals(used, named);
    }

    /** What the realm lets pages do is for the host that the routes are for, and so are the allowed origins. */
    @Test
    void hostsAgree() {
        Manifests manifests = Manifests.production();
        String host =
                manifests.one("HTTPRoute", "beckon").at("/spec/hostnames/0").asText();
        JsonNode settings = settings(manifests);
        assertEquals("https://" + host, settings.path("BECKON_ALLOWED_ORIGINS").asText());
        assertEquals(
                "https://" + host + "/*",
                Manifests.each(manifests.one("KeycloakRealmImport", "beckon").at("/spec/realm/clients"))
                        .filter(client -> client.path("clientId").equals(settings.path("BECKON_OIDC_PAGE_CLIENT")))
                        .map(client -> client.at("/redirectUris/0").asText())
                        .findFirst()
                        .orElse(""));
        assertEquals(
                manifests
                                .one("Keycloak", "keycloak")
                                .at("/spec/hostname/hostname")
                                .asText() + "/realms/"
                        + manifests
                                .one("KeycloakRealmImport", "beckon")
                                .at("/spec/realm/realm")
                                .asText(),
                settings.path("QUARKUS_OIDC_AUTH_SERVER_URL").asText());
        assertEquals(
                "http://beckon."
                        + Manifests.name(
                                manifests.ofKind("Namespace").findFirst().orElseThrow())
                        + ".svc:8080/v1/back-channel-logout",
                manifests
                        .one("KeycloakRealmImport", "beckon")
                        .findValue("backchannel.logout.url")
                        .asText());
    }

    @Test
    void brokersAreThoseOfStrimzi() {
        Manifests manifests = Manifests.production();
        JsonNode kafka = manifests.ofKind("Kafka").findFirst().orElseThrow();
        JsonNode listener = kafka.at("/spec/kafka/listeners/0");
        String name = Manifests.name(kafka);
        assertEquals(
                name + "-kafka-bootstrap:" + listener.path("port").asText(),
                settings(manifests).path("KAFKA_BOOTSTRAP_SERVERS").asText());
        assertEquals(
                "SCRAM-SHA-512",
                settings(manifests).path("KAFKA_SASL_MECHANISM").asText());
        assertEquals("scram-sha-512", listener.at("/authentication/type").asText());
        assertTrue(listener.path("tls").asBoolean());
        for (String kind : List.of("KafkaNodePool", "KafkaTopic", "KafkaUser")) {
            manifests
                    .ofKind(kind)
                    .forEach(document -> assertEquals(
                            name,
                            document.path("metadata")
                                    .path("labels")
                                    .path("strimzi.io/cluster")
                                    .asText(),
                            Manifests.label(document)));
        }
        Set<String> secrets =
                Reference.of(manifests.pod()).stream().map(Reference::name).collect(toSet());
        assertTrue(secrets.contains(name + "-cluster-ca-cert"), secrets::toString);
        assertTrue(secrets.contains(
                Manifests.name(manifests.ofKind("KafkaUser").findFirst().orElseThrow())));
    }

    static JsonNode settings(Manifests manifests) {
        String map = manifests.container().at("/envFrom/0/configMapRef/name").asText();
        return manifests.one("ConfigMap", map).path("data");
    }
}

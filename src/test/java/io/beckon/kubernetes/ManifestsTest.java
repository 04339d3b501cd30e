package io.beckon.kubernetes;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Quantity;
import io.strimzi.api.kafka.Crds;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is rendered is what Kubernetes and the operators know, and what it names is there. */
class ManifestsTest {

    /** Kinds whose owners publish neither classes nor a schema that a build can have; see docs/kubernetes.md. */
    private static final Set<String> WITHOUT_MODEL = Set.of(
            "k8s.keycloak.org/v2beta1 Keycloak",
            "k8s.keycloak.org/v2beta1 KeycloakRealmImport",
            "gateway.envoyproxy.io/v1alpha1 BackendTrafficPolicy",
            "gateway.envoyproxy.io/v1alpha1 ClientTrafficPolicy");

    private static final List<String> LASTING = List.of(
            "/v1/ws",
            "/v1/admin/live",
            "/v1/messages",
            "/v1/rooms/a/messages",
            "/v1/rooms/a/offer",
            "/v1/whip/a",
            "/v1/whep/a",
            "/peerjs/peerjs");

    static Stream<Manifests> rendered() {
        return Stream.of(
                Manifests.development(),
                Manifests.production(),
                Manifests.baseWith(),
                Manifests.baseWith("gateway"),
                Manifests.baseWith("ingress-nginx"),
                Manifests.baseWith("monitoring"),
                Manifests.baseWith("tracing"),
                Manifests.baseWith("ingress-nginx", "monitoring"),
                Manifests.productionWith("pseudonyms"),
                Manifests.productionWith("capture"),
                Manifests.productionWith("pseudonyms", "capture"));
    }

    @Test
    void everyComponentAndOverlayIsAmongThem() throws IOException {
        Set<String> names = rendered().map(Manifests::name).collect(toSet());
        for (String folder : List.of("components", "overlays")) {
            try (Stream<Path> each = Files.list(Manifests.ROOT.resolve(folder))) {
                each.map(path -> path.getFileName().toString())
                        .forEach(name -> assertTrue(
                                names.contains(name)
                                        || names.contains("base with " + name)
                                        || names.contains("production with " + name),
                                () -> name + ": " + names));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("rendered")
    void noFieldIsUnknown(Manifests manifests) {
        List<String> faults = new ArrayList<>();
        Set<String> untyped = new TreeSet<>();
        for (JsonNode document : manifests.all()) {
            if (Models.read(document) instanceof GenericKubernetesResource) {
                untyped.add(document.path("apiVersion").asText() + " "
                        + document.path("kind").asText());
            } else {
                Models.faults(document).forEach(fault -> faults.add(Manifests.label(document) + " " + fault));
            }
        }
        assertEquals(List.of(), faults);
        untyped.removeAll(WITHOUT_MODEL);
        assertEquals(Set.of(), untyped);
    }

    @Test
    void anUnknownFieldShows() {
        for (String kind :
                List.of("Deployment", "HTTPRoute", "ServiceMonitor", "Kafka", "KafkaNodePool", "KafkaUser")) {
            ObjectNode document = Manifests.production()
                    .ofKind(kind)
                    .findFirst()
                    .orElseThrow()
                    .deepCopy();
            document.withObject("/spec").put("nonsense", "x");
            assertTrue(
                    Models.faults(document).contains("unknown: .spec.nonsense"),
                    () -> kind + " " + Models.faults(document));
        }
        ObjectNode user = Manifests.production().one("KafkaUser", "beckon-node").deepCopy();
        user.withObject("/spec/authentication").put("type", "scram-sha-1024");
        assertFalse(faultsOrFailure(user).isEmpty());
    }

    private static List<String> faultsOrFailure(JsonNode document) {
        try {
            return Models.faults(document);
        } catch (IllegalArgumentException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    @Test
    void strimziServesTheVersion() {
        Map.of(
                        "Kafka",
                        Kafka.class,
                        "KafkaNodePool",
                        KafkaNodePool.class,
                        "KafkaTopic",
                        KafkaTopic.class,
                        "KafkaUser",
                        KafkaUser.class)
                .forEach((kind, model) -> Manifests.production()
                        .ofKind(kind)
                        .forEach(document -> assertTrue(
                                Crds.apiVersions(model)
                                        .contains(document.path("apiVersion").asText()),
                                kind)));
    }

    @ParameterizedTest
    @MethodSource("rendered")
    void everythingThatSelectsPodsFindsThem(Manifests manifests) {
        List<JsonNode> pods = Stream.of("Deployment", "StatefulSet")
                .flatMap(manifests::ofKind)
                .map(owner -> owner.at("/spec/template"))
                .toList();
        for (JsonNode document : manifests.all()) {
            for (JsonNode selector : selectors(document)) {
                assertFalse(selector.isEmpty(), () -> Manifests.label(document) + " selects everything");
                assertTrue(
                        pods.stream().anyMatch(pod -> isSelected(selector, pod.at("/metadata/labels"))),
                        () -> Manifests.label(document) + " selects nothing: " + selector);
            }
        }
        for (JsonNode owner : Stream.of("Deployment", "StatefulSet")
                .flatMap(manifests::ofKind)
                .toList()) {
            assertTrue(
                    isSelected(owner.at("/spec/selector/matchLabels"), owner.at("/spec/template/metadata/labels")),
                    () -> Manifests.label(owner));
        }
    }

    private static List<JsonNode> selectors(JsonNode document) {
        return switch (document.path("kind").asText()) {
            case "Service" -> List.of(document.at("/spec/selector"));
            case "PodDisruptionBudget" -> List.of(document.at("/spec/selector/matchLabels"));
            case "NetworkPolicy" -> List.of(document.at("/spec/podSelector/matchLabels"));
            case "Deployment" ->
                Manifests.each(document.at("/spec/template/spec/topologySpreadConstraints"))
                        .map(constraint -> constraint.at("/labelSelector/matchLabels"))
                        .toList();
            default -> List.of();
        };
    }

    private static boolean isSelected(JsonNode selector, JsonNode labels) {
        return !selector.isEmpty()
                && selector.properties().stream()
                        .allMatch(label -> labels.path(label.getKey()).equals(label.getValue()));
    }

    /** Not as a percentage: the entry point of the image has one, which counts more than what comes by the environment. */
    @ParameterizedTest
    @MethodSource("rendered")
    void theHeapIsHalfOfTheMemory(Manifests manifests) {
        String options = Manifests.each(manifests.container().path("env"))
                .filter(variable -> variable.path("name").asText().equals("JDK_JAVA_OPTIONS"))
                .map(variable -> variable.path("value").asText())
                .findFirst()
                .orElseThrow();
        String limit = manifests.container().at("/resources/limits/memory").asText();
        long mebibytes = Quantity.getAmountInBytes(new Quantity(limit)).longValueExact() >> 20;
        assertEquals("-Xmx" + mebibytes / 2 + "m", options);
    }

    @ParameterizedTest
    @MethodSource("rendered")
    void portsAreThoseOfTheContainers(Manifests manifests) {
        Set<String> ports = Manifests.each(manifests.container().path("ports"))
                .map(port -> port.path("name").asText())
                .collect(toSet());
        assertEquals(Set.of("http", "management"), ports);
        for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
            assertEquals(
                    "management",
                    manifests.container().at("/" + probe + "/httpGet/port").asText(),
                    probe);
        }
        manifests
                .ofKind("NetworkPolicy")
                .flatMap(policy -> Manifests.each(policy.at("/spec/ingress")))
                .flatMap(rule -> Manifests.each(rule.path("ports")))
                .forEach(port -> assertTrue(ports.contains(port.path("port").asText()), port::toString));
        for (JsonNode service : manifests.ofKind("Service").toList()) {
            Set<String> named = podPorts(manifests, service.at("/spec/selector"));
            Manifests.each(service.at("/spec/ports"))
                    .forEach(port -> assertTrue(
                            named.contains(port.path("targetPort").asText()), () -> Manifests.label(service)));
        }
        for (JsonNode monitor : manifests.ofKind("ServiceMonitor").toList()) {
            JsonNode wanted = monitor.at("/spec/selector/matchLabels");
            List<JsonNode> services = manifests
                    .ofKind("Service")
                    .filter(service -> isSelected(wanted, service.at("/metadata/labels")))
                    .toList();
            assertEquals(1, services.size(), () -> Manifests.label(monitor));
            Set<String> named = Manifests.each(services.get(0).at("/spec/ports"))
                    .map(port -> port.path("name").asText())
                    .collect(toSet());
            Manifests.each(monitor.at("/spec/endpoints"))
                    .forEach(endpoint ->
                            assertTrue(named.contains(endpoint.path("port").asText())));
        }
    }

    private static Set<String> podPorts(Manifests manifests, JsonNode selector) {
        return Stream.of("Deployment", "StatefulSet")
                .flatMap(manifests::ofKind)
                .map(owner -> owner.at("/spec/template"))
                .filter(pod -> isSelected(selector, pod.at("/metadata/labels")))
                .flatMap(pod -> Manifests.each(pod.at("/spec/containers")))
                .flatMap(container -> Manifests.each(container.path("ports")))
                .map(port -> port.path("name").asText())
                .collect(toSet());
    }

    @ParameterizedTest
    @MethodSource("rendered")
    void routesLeadToTheService(Manifests manifests) {
        Set<String> services = new TreeSet<>();
        manifests
                .ofKind("HTTPRoute")
                .flatMap(route -> Manifests.each(route.at("/spec/rules")))
                .flatMap(rule -> Manifests.each(rule.path("backendRefs")))
                .forEach(to -> services.add(
                        to.path("name").asText() + ":" + to.path("port").asText()));
        manifests
                .ofKind("Ingress")
                .flatMap(ingress -> Manifests.each(ingress.at("/spec/rules")))
                .flatMap(rule -> Manifests.each(rule.at("/http/paths")))
                .forEach(path -> services.add(path.at("/backend/service/name").asText() + ":"
                        + path.at("/backend/service/port/name").asText()));
        services.removeAll(Set.of("beckon:8080", "beckon:http"));
        assertEquals(Set.of(), services);
        Set<String> parents = manifests
                .ofKind("HTTPRoute")
                .flatMap(route -> Manifests.each(route.at("/spec/parentRefs")))
                .map(parent -> parent.path("name").asText() + " "
                        + parent.path("sectionName").asText())
                .collect(toCollection(TreeSet::new));
        Set<String> listeners = manifests
                .ofKind("Gateway")
                .flatMap(gateway -> Manifests.each(gateway.at("/spec/listeners"))
                        .map(listener -> Manifests.name(gateway) + " "
                                + listener.path("name").asText()))
                .collect(toCollection(TreeSet::new));
        assertEquals(listeners, parents);
    }

    /** What may wait for long is not ended by the gateway. */
    @ParameterizedTest
    @MethodSource("rendered")
    void routesOfWhatLastsHaveNoTimeLimit(Manifests manifests) {
        manifests
                .ofKind("HTTPRoute")
                .filter(route -> Manifests.name(route).equals("beckon"))
                .forEach(route -> LASTING.forEach(path -> assertEquals("0s", limit(route, path), path)));
    }

    /** Of the rule with the longest match. */
    private static String limit(JsonNode route, String path) {
        String longest = "";
        String limit = "";
        for (JsonNode rule : route.at("/spec/rules")) {
            for (JsonNode match : rule.path("matches")) {
                String value = match.at("/path/value").asText();
                boolean exact = match.at("/path/type").asText().equals("Exact");
                if ((exact ? path.equals(value) : path.startsWith(value)) && value.length() > longest.length()) {
                    longest = value;
                    limit = rule.at("/timeouts/request").asText();
                }
            }
        }
        return limit;
    }

    /** Those that are made elsewhere are told of in the documentation, each with how. */
    @ParameterizedTest
    @MethodSource("rendered")
    void whatIsReferredToIsThereOrInTheDocumentation(Manifests manifests) throws IOException {
        String documentation = Files.readString(Path.of("docs", "kubernetes.md"));
        for (JsonNode owner : Stream.of("Deployment", "StatefulSet")
                .flatMap(manifests::ofKind)
                .toList()) {
            for (Reference reference : Reference.of(owner.at("/spec/template/spec"))) {
                boolean isThere = manifests
                        .ofKind(reference.kind())
                        .filter(document -> Manifests.name(document).equals(reference.name()))
                        .anyMatch(document -> reference.key().isEmpty()
                                || document.path("data").has(reference.key()));
                boolean isDocumented = reference.kind().equals("Secret")
                        && documentation.contains("| `" + reference.name() + "` | `" + reference.key() + "`");
                assertTrue(isThere || isDocumented, () -> manifests + ": " + reference);
            }
        }
    }

    @Test
    void developmentHasAllThatItNeeds() {
        Manifests manifests = Manifests.development();
        Set<String> made = manifests.ofKind("Secret").map(Manifests::name).collect(toSet());
        for (Reference reference : Reference.of(manifests.pod())) {
            assertTrue(!reference.kind().equals("Secret") || made.contains(reference.name()), reference::toString);
        }
    }

    @Test
    void theCollectorThatSpansGoToIsWithinReach() {
        Manifests manifests = Manifests.baseWith("tracing");
        String settings =
                manifests.container().at("/envFrom/0/configMapRef/name").asText();
        URI collector = URI.create(manifests
                .one("ConfigMap", settings)
                .at("/data/QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT")
                .asText());
        JsonNode egress = manifests.one("NetworkPolicy", "beckon-tracing").at("/spec/egress/0");

        assertEquals(
                collector.getHost().split("\\.")[1],
                egress.at("/to/0/namespaceSelector/matchLabels/kubernetes.io~1metadata.name")
                        .asText());
        assertEquals(collector.getPort(), egress.at("/ports/0/port").asInt());
    }

    /** But for the address at which Keycloak tells of sign-outs. */
    @Test
    void theRealmOfDevelopmentIsTheOneOfTheTests() throws IOException {
        String original = Files.readString(Path.of("src/main/docker/keycloak/beckon-realm.json"));
        assertEquals(
                original.replace("http://127.0.0.1:8080/", "http://beckon:8080/"),
                Files.readString(Manifests.ROOT.resolve("overlays/development/realm.json")));
    }

    /** But for the address at which Keycloak tells of sign-outs, which is that of a node there. */
    @Test
    void soAreThoseOfCompose() throws IOException {
        String compose = Files.readString(Path.of("compose.yaml"));
        assertTrue(compose.contains("./src/main/docker/compose:/opt/keycloak/data/import:ro"));
        assertTrue(compose.contains("QUARKUS_HTTP_PORT: 8081"));
        assertTrue(compose.contains(Manifests.development()
                .one("Deployment", "keycloak")
                .at("/spec/template/spec/containers/0/image")
                .asText()));
        for (String realm : List.of("beckon-realm.json", "acme-realm.json")) {
            assertEquals(
                    Files.readString(Path.of("src/main/docker/keycloak", realm))
                            .replace("http://127.0.0.1:8080/", "http://127.0.0.1:8081/"),
                    Files.readString(Path.of("src/main/docker/compose", realm)));
        }
    }
}

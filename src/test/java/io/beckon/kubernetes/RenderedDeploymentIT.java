package io.beckon.kubernetes;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.beckon.Thorough;
import io.beckon.cluster.Await;
import io.beckon.cluster.ChildProcess;
import io.beckon.cluster.PackagedService;
import io.beckon.cluster.Ports;
import io.beckon.cluster.SharedBroker;
import io.beckon.keycloak.Keycloak;
import io.beckon.keycloak.KeycloakRefusal;
import io.beckon.keycloak.SharedKeycloak;
import io.beckon.wire.Frames;
import io.beckon.wire.Sdp;
import io.beckon.wire.UpgradeRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The Deployment of an overlay starts the packaged service: environment and volumes are those that are rendered, and only addresses
 * are other ones.
 */
@Thorough
class RenderedDeploymentIT {

    private static final Duration START_UP = Duration.ofSeconds(90);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    private final Keycloak keycloak = SharedKeycloak.get();
    private final int port = Ports.free();
    private final int managementPort = Ports.free();

    /** The brokers let the nodes do what the KafkaUser says, and nothing else. */
    @Test
    void productionServesWithNoMoreThanTheRightsOfItsUser() throws Exception {
        Manifests manifests = Manifests.production();
        try (BrokerOfProduction broker = new BrokerOfProduction(manifests, folder)) {
            PodEnvironment pod = pod(
                    manifests,
                    Map.of(
                            "beckon-session-keys",
                            Map.of("keys", key() + "," + key()),
                            "beckon-oidc",
                            Map.of("client-secret", "for-development-only"),
                            "beckon-turn",
                            Map.of("secret", key()),
                            "beckon-audit-signing-key",
                            Map.of("key.pem", signingKey()),
                            "beckon-node",
                            Map.of("sasl.jaas.config", broker.jaasConfig()),
                            "beckon-kafka-cluster-ca-cert",
                            Map.of("ca.crt", Files.readString(broker.certificate()))));
            pod.variables().put("KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers());
            pod.variables().put("QUARKUS_HTTP_PROXY_TRUSTED_PROXIES", "127.0.0.1");
            ChildProcess node = start(pod);
            try {
                exchange("https://meet.example.com");

                assertTrue(
                        metrics().contains("\n" + autoscaledMetric(manifests) + " "),
                        RenderedDeploymentIT::metricsHint);
                awaitKeepers(broker, manifests);
                assertTrue(!node.said().contains("ERROR") && !node.said().contains("begins again"), node::said);
            } finally {
                node.kill();
            }
        }
    }

    @Test
    void developmentServes() throws Exception {
        PodEnvironment pod = pod(Manifests.development(), Map.of());
        pod.variables().put("KAFKA_BOOTSTRAP_SERVERS", SharedBroker.bootstrapServers());
        pod.variables().put("BECKON_KAFKA_TOPIC_PREFIX", "development-" + UUID.randomUUID());
        ChildProcess node = start(pod);
        try {
            exchange("http://127.0.0.1:" + port);
        } finally {
            node.kill();
        }
    }

    /** By the real Keycloak, which refuses what it does not know. */
    @Test
    void keycloakTakesTheRealm() {
        ObjectNode realm = Manifests.production()
                .one("KeycloakRealmImport", "beckon")
                .at("/spec/realm")
                .deepCopy();
        String name = "imported-" + UUID.randomUUID();
        realm.put("realm", name);
        // Quick ones: those that it would make take many seconds on a busy machine.
        realm.putObject("components")
                .putArray("org.keycloak.keys.KeyProvider")
                .addObject()
                .put("name", "keys")
                .put("providerId", "ecdsa-generated");
        ObjectNode unknown = realm.deepCopy().put("nonsense", true);
        assertThrows(KeycloakRefusal.class, () -> keycloak.createRealm(unknown));
        keycloak.createRealm(realm);

        try {
            assertEquals(
                    "http://beckon.beckon.svc:8080/v1/back-channel-logout",
                    keycloak.admin(name).clientAttribute("beckon-web", "backchannel.logout.url"));
        } finally {
            keycloak.admin(name).deleteRealm();
        }
    }

    private PodEnvironment pod(Manifests manifests, Map<String, Map<String, String>> secrets) {
        PodEnvironment pod = new PodEnvironment(
                manifests,
                secrets,
                Map.of("status.podIP", "127.0.0.1", "metadata.name", "beckon-5d4f7c-x2x7q"),
                folder.resolve("root"));
        assertEquals("http://127.0.0.1:8080", pod.variables().get("BECKON_INTERNAL_URL"));
        pod.variables()
                .putAll(Map.of(
                        "QUARKUS_OIDC_AUTH_SERVER_URL",
                        keycloak.issuer("beckon").toString(),
                        "QUARKUS_HTTP_HOST",
                        "127.0.0.1",
                        "QUARKUS_HTTP_PORT",
                        String.valueOf(port),
                        "QUARKUS_MANAGEMENT_HOST",
                        "127.0.0.1",
                        "QUARKUS_MANAGEMENT_PORT",
                        String.valueOf(managementPort),
                        "BECKON_INTERNAL_URL",
                        "http://127.0.0.1:" + port));
        return pod;
    }

    /** With this environment and no other; waits until it is ready. */
    private ChildProcess start(PodEnvironment pod) {
        List<String> command = new ArrayList<>(List.of("env", "-i", "PATH=" + System.getenv("PATH")));
        pod.variables().forEach((name, value) -> command.add(name + "=" + value));
        command.addAll(PackagedService.command("512m", List.of("-Djava.io.tmpdir=" + pod.folder("/tmp"))));
        ChildProcess node = ChildProcess.start(command, folder.resolve("node.log"));
        if (!node.awaitWhileAlive(START_UP, () -> PackagedService.isWell(management("/q/health/ready")))) {
            node.kill();
            throw new AssertionError(node.said());
        }
        assertTrue(isWell("/q/health/started") && isWell("/q/health/live"));
        return node;
    }

    private boolean isWell(String path) {
        try {
            return PackagedService.isWell(management(path));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private URI management(String path) {
        return URI.create("http://127.0.0.1:" + managementPort + path);
    }

    /** Two users, as they come through a proxy from a page, exchange an offer and an answer. */
    private void exchange(String origin) {
        String room = "room-" + UUID.randomUUID();
        try (SignalingClient alice = connect("alice", origin);
                SignalingClient henry = connect("henry", origin)) {
            String first = alice.send(Frames.join(room))
                    .await("joined")
                    .path("self")
                    .path("peer")
                    .asText();
            henry.send(Frames.join(room)).await("joined");
            String second = alice.await("peer-joined").path("peer").path("peer").asText();
            henry.send(Frames.offer(Sdp.offer("aaaa").text(), "to", first));
            assertEquals(
                    Sdp.offer("aaaa").text(),
                    alice.await("offer").path("offer").path("sdp").asText());
            alice.send(Frames.answer(Sdp.answer("bbbb").text(), "to", second));
            assertEquals(
                    Sdp.answer("bbbb").text(),
                    henry.await("answer").path("answer").path("sdp").asText());
        }
    }

    private SignalingClient connect(String user, String origin) {
        UpgradeRequest request = UpgradeRequest.to(URI.create("http://127.0.0.1:" + port))
                .token(keycloak.tokens("beckon", user).access())
                .origin(origin);
        return new SignalingClient(
                origin.startsWith("https")
                        ? request.header("X-Forwarded-For", "203.0.113.7").header("X-Forwarded-Proto", "https")
                        : request);
    }

    private static String autoscaledMetric(Manifests manifests) {
        return Manifests.each(manifests.one("HorizontalPodAutoscaler", "beckon").at("/spec/metrics"))
                .map(metric -> metric.at("/pods/metric/name").asText())
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElseThrow();
    }

    private static String metricsHint() {
        return "a node does not tell what the HorizontalPodAutoscaler goes by";
    }

    private String metrics() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(management("/q/metrics"))
                .header("Accept", "text/plain")
                .build();
        return HTTP.send(request, BodyHandlers.ofString()).body();
    }

    /** All groups and transactional ids that the user may use come to be used: none is denied, and none is allowed for nothing. */
    private static void awaitKeepers(BrokerOfProduction broker, Manifests manifests) {
        Set<String> allowed = new TreeSet<>();
        for (JsonNode rule : manifests.one("KafkaUser", "beckon-node").at("/spec/authorization/acls")) {
            if (!rule.at("/resource/type").asText().equals("topic")) {
                allowed.add(rule.at("/resource/name").asText());
            }
        }
        try (Admin admin = broker.admin()) {
            Await.until(
                    Duration.ofSeconds(40), () -> used(admin).equals(allowed), () -> used(admin) + ", not " + allowed);
        }
    }

    /** Groups, and of transactional ids all but what is of the process. */
    private static Set<String> used(Admin admin) {
        try {
            return Stream.concat(
                            admin.listGroups().all().get().stream().map(group -> group.groupId()),
                            admin.listTransactions().all().get().stream()
                                    .map(transaction ->
                                            transaction.transactionalId().replaceFirst("\\.[^.]*$", ".")))
                    .collect(toCollection(TreeSet::new));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static String key() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    private static String signingKey() throws Exception {
        byte[] key = KeyPairGenerator.getInstance("Ed25519")
                .generateKeyPair()
                .getPrivate()
                .getEncoded();
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(key)
                + "\n-----END PRIVATE KEY-----\n";
    }
}

package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Thorough;
import io.beckon.cluster.KafkaCluster;
import io.beckon.cluster.SecureListeners;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Nodes and a broker that speak TLS, in each of the ways by which a broker knows its clients; as docs/operations.md has it. */
@Thorough
@Isolated("has a broker of its own")
class KafkaSecurityIT {

    private static final String SECRET = "secret-of-the-nodes-4711";
    private static final String WRONG = "wrong-and-secret-0815";
    private static final String ALLOWED_URLS = "org.apache.kafka.sasl.oauthbearer.allowed.urls";

    private static final Certificates certificates = new Certificates();
    private static final Path broker = certificates.keys("broker");
    private static final Path client = certificates.keys("client");
    private static final Path stranger = certificates.keys("stranger");
    private static final HandMadeRealm realm = new HandMadeRealm(SECRET);
    private static KafkaCluster kafka;

    @BeforeAll
    static void start() throws Exception {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("ssl.keystore.location", broker.toString());
        settings.put("ssl.keystore.password", Certificates.PASSWORD);
        settings.put("ssl.truststore.location", certificates.trusting(client).toString());
        settings.put("ssl.truststore.password", Certificates.PASSWORD);
        settings.put("listener.name.mtls.ssl.client.auth", "required");
        settings.put("sasl.enabled.mechanisms", "SCRAM-SHA-512,OAUTHBEARER");
        settings.put("listener.name.scram.sasl.enabled.mechanisms", "SCRAM-SHA-512");
        settings.put(
                "listener.name.scram.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        settings.put("listener.name.oauth.sasl.enabled.mechanisms", "OAUTHBEARER");
        settings.put(
                "listener.name.oauth.oauthbearer.sasl.jaas.config",
                "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required;");
        settings.put(
                "listener.name.oauth.oauthbearer.sasl.server.callback.handler.class",
                "org.apache.kafka.common.security.oauthbearer.OAuthBearerValidatorCallbackHandler");
        settings.put("listener.name.oauth.sasl.oauthbearer.jwks.endpoint.url", realm.issuer() + "/certs");
        settings.put("listener.name.oauth.sasl.oauthbearer.expected.issuer", realm.issuer());
        settings.put("listener.name.oauth.sasl.oauthbearer.expected.audience", "beckon");
        kafka = KafkaCluster.start(
                "secure",
                1,
                new SecureListeners(
                        Map.of("MTLS", "SSL", "SCRAM", "SASL_SSL", "OAUTH", "SASL_SSL"),
                        settings,
                        List.of("-D" + ALLOWED_URLS + "=" + realm.issuer() + "/certs")));
        try (Admin admin = kafka.admin()) {
            admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                            "beckon", new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), SECRET)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
        }
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    /** Those that all nodes have, and these: names and values in turn. */
    private static Map<String, String> node(String listener, Path trust, String... properties) {
        Map<String, String> node = new LinkedHashMap<>();
        node.put("beckon.log", "kafka");
        node.put("beckon.kafka.topic-prefix", "secure-" + UUID.randomUUID());
        node.put("beckon.kafka.partitions", "2");
        node.put("beckon.session-keys", Clustered.KEY);
        node.put("kafka.bootstrap.servers", kafka.bootstrapServers(listener));
        node.put("kafka.ssl.truststore.type", "PKCS12");
        node.put("kafka.ssl.truststore.location", trust.toString());
        node.put("kafka.ssl.truststore.password", Certificates.PASSWORD);
        for (int i = 0; i < properties.length; i += 2) {
            node.put(properties[i], properties[i + 1]);
        }
        return node;
    }

    private static Map<String, String> mutual(Path keys, Path trust) {
        return node(
                "MTLS",
                trust,
                "kafka.security.protocol",
                "SSL",
                "kafka.ssl.keystore.type",
                "PKCS12",
                "kafka.ssl.keystore.location",
                keys.toString(),
                "kafka.ssl.keystore.password",
                Certificates.PASSWORD);
    }

    private static Map<String, String> scram(String password) {
        return node(
                "SCRAM",
                certificates.trusting(broker),
                "kafka.security.protocol",
                "SASL_SSL",
                "kafka.sasl.mechanism",
                "SCRAM-SHA-512",
                "kafka.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"beckon\" password=\""
                        + password + "\";");
    }

    private static Map<String, String> oauth(String secret) {
        return node(
                "OAUTH",
                certificates.trusting(broker),
                "kafka.security.protocol",
                "SASL_SSL",
                "kafka.sasl.mechanism",
                "OAUTHBEARER",
                "kafka.sasl.login.callback.handler.class",
                "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler",
                "kafka.sasl.oauthbearer.token.endpoint.url",
                realm.issuer() + "/token",
                "kafka.sasl.jaas.config",
                "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required clientId=\"beckon-nodes\""
                        + " clientSecret=\"" + secret + "\";",
                ALLOWED_URLS,
                realm.issuer() + "/token");
    }

    /** An offer and its answer go through the log; nothing that is secret is said. */
    private static void assertServes(String name, Map<String, String> properties) {
        try (ServerProcess node = ServerProcess.start(name, properties)) {
            negotiate(node);
            assertKeepsSecrets(node.log());
        }
    }

    private static void negotiate(ServerProcess node) {
        User one = User.any();
        User other = User.any();
        try (WireClient offerer = client(node, one);
                WireClient answerer = client(node, other)) {
            String room = ServerUnderTest.freshRoom();
            offerer.join(room);
            answerer.join(room);
            offerer.await("peer-joined");
            offerer.ack(Frames.offer(Sdp.offer("aaaa").text(), "to", answerer.peer()));
            answerer.await("offer");
            answerer.ack(Frames.answer(Sdp.answer("bbbb").text(), "to", offerer.peer()));
            offerer.await("answer");
        }
    }

    private static WireClient client(ServerProcess node, User user) {
        UpgradeRequest request = UpgradeRequest.to(node.url())
                .token(DevelopmentTokens.issue(node.url(), user))
                .subprotocols(Encoding.JSON.subprotocol());
        return new WireClient(request.open(), Encoding.JSON, user.id());
    }

    /** It ends by itself and says why. */
    private static void assertRefused(String name, Map<String, String> properties, String... why) {
        ServerProcess node = ServerProcess.startFailing(name, properties);
        assertNotEquals(0, node.exitCode(Duration.ofSeconds(60)), node::log);
        for (String word : why) {
            assertTrue(node.log().contains(word), () -> word + " is not in\n" + node.log());
        }
        assertKeepsSecrets(node.log());
    }

    private static void assertKeepsSecrets(String log) {
        for (String secret : List.of(SECRET, WRONG, Certificates.PASSWORD, Clustered.KEY)) {
            assertFalse(log.contains(secret), () -> secret + " is in\n" + log);
        }
    }

    @Test
    void aNodeShowsItsCertificate() {
        assertServes("mtls", mutual(client, certificates.trusting(broker)));
    }

    @Test
    void aStrangersCertificateIsRefused() {
        assertRefused(
                "mtls-stranger",
                mutual(stranger, certificates.trusting(broker)),
                "kafka.bootstrap.servers",
                "do not accept this client",
                "kafka.ssl.*");
    }

    @Test
    void aBrokerThatIsNotTrustedIsToldNothing() {
        assertRefused(
                "mtls-other-broker",
                mutual(client, certificates.trusting(stranger)),
                "do not accept this client",
                "unable to find valid certification path");
    }

    @Test
    void aNodeKnowsItsPassword() {
        assertServes("scram", scram(SECRET));
    }

    @Test
    void aWrongPasswordIsRefused() {
        assertRefused("scram-wrong", scram(WRONG), "do not accept this client", "SCRAM-SHA-512", "kafka.sasl.*");
    }

    /** Its signature is checked by the broker, with the keys of the issuer. */
    @Test
    void aNodeGetsATokenOfItsIssuer() {
        assertServes("oauth", oauth(SECRET));
    }

    @Test
    void whoGetsNoTokenSaysSo() {
        assertRefused("oauth-wrong", oauth(WRONG), "kafka.");
    }
}

package io.beckon.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.beckon.cluster.KafkaCluster;
import io.beckon.cluster.Security;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** One broker with the topics, the user and the ACLs of the manifests, as Strimzi makes them; on one broker nothing is replicated. */
final class BrokerOfProduction implements AutoCloseable {

    private static final String PASSWORD = "known-to-this-test-alone";
    private static final String USER = "beckon-node";

    private final Security security;
    private final KafkaCluster cluster;

    BrokerOfProduction(Manifests manifests, Path folder) {
        security = Security.in(folder);
        cluster = KafkaCluster.start("production", 1, security.listeners());
        try (Admin admin = cluster.admin()) {
            List<NewTopic> topics = manifests
                    .ofKind("KafkaTopic")
                    .map(BrokerOfProduction::topic)
                    .toList();
            admin.createTopics(topics).all().get(30, TimeUnit.SECONDS);
            admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                            USER, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), PASSWORD)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
            admin.createAcls(bindings(manifests.one("KafkaUser", USER))).all().get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            cluster.close();
            throw new AssertionError(e);
        }
    }

    private static NewTopic topic(JsonNode resource) {
        Map<String, String> settings = new HashMap<>();
        resource.at("/spec/config")
                .properties()
                .forEach(entry -> settings.put(entry.getKey(), entry.getValue().asText()));
        settings.put("min.insync.replicas", "1");
        return new NewTopic(
                        Manifests.name(resource),
                        Optional.of(resource.at("/spec/partitions").asInt()),
                        Optional.of((short) 1))
                .configs(settings);
    }

    private static List<AclBinding> bindings(JsonNode user) {
        List<AclBinding> bindings = new ArrayList<>();
        for (JsonNode rule : user.at("/spec/authorization/acls")) {
            JsonNode resource = rule.path("resource");
            ResourcePattern pattern = new ResourcePattern(
                    ResourceType.fromString(upper(resource.path("type").asText())),
                    resource.path("name").asText(),
                    resource.path("patternType").asText().equals("prefix")
                            ? PatternType.PREFIXED
                            : PatternType.LITERAL);
            for (JsonNode operation : rule.path("operations")) {
                bindings.add(new AclBinding(
                        pattern,
                        new AccessControlEntry(
                                "User:" + USER,
                                "*",
                                AclOperation.fromString(upper(operation.asText())),
                                AclPermissionType.ALLOW)));
            }
        }
        return bindings;
    }

    /** {@code DescribeConfigs} as {@code DESCRIBE_CONFIGS}. */
    private static String upper(String name) {
        return name.replaceAll("(?<=[a-z])([A-Z])", "_$1").toUpperCase(Locale.ROOT);
    }

    /** What Strimzi puts into the user's Secret, and into that of the brokers' authority. */
    String jaasConfig() {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + USER + "\" password=\""
                + PASSWORD + "\";";
    }

    Path certificate() {
        return security.certificate();
    }

    String bootstrapServers() {
        return cluster.bootstrapServers(Security.LISTENER);
    }

    /** Who may do everything. */
    Admin admin() {
        return cluster.admin();
    }

    @Override
    public void close() {
        cluster.close();
    }
}

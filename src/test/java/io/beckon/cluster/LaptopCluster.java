package io.beckon.cluster;

import static java.util.stream.Collectors.joining;

import io.beckon.cluster.BeckonCluster.NodePorts;
import io.beckon.keycloak.Keycloak;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Three brokers and three nodes on this machine, for whoever wants to see what happens when one of them dies. It takes orders
 * from the keyboard and ends them all when it ends.
 */
public final class LaptopCluster {

    private static final int BROKERS = 3;
    private static final List<NodePorts> NODES =
            List.of(new NodePorts(8081, 9081), new NodePorts(8082, 9082), new NodePorts(8083, 9083));

    private static final int KEYCLOAK_PORT = 8180;
    private static final String REALM = "beckon";

    private final BeckonCluster cluster;
    private final @Nullable Keycloak keycloak;

    private LaptopCluster(BeckonCluster cluster, @Nullable Keycloak keycloak) {
        this.cluster = cluster;
        this.keycloak = keycloak;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        System.out.println("Starting " + BROKERS + " brokers and " + NODES.size() + " nodes, half a minute or so ...");
        Keycloak keycloak = Boolean.getBoolean("cluster.keycloak") ? startKeycloak() : null;
        Map<String, String> properties = new LinkedHashMap<>(Map.of("beckon.session-keys", sessionKey()));
        if (keycloak != null) {
            properties.putAll(oidcProperties(keycloak));
        }
        BeckonCluster cluster = BeckonCluster.start("laptop", BROKERS, NODES, properties);
        Runtime.getRuntime().addShutdownHook(new Thread(cluster::close));
        LaptopCluster laptop = new LaptopCluster(cluster, keycloak);
        laptop.describe();
        laptop.takeOrders();
    }

    /** It tells the first node of sign-outs; the others learn of them from that one. */
    private static Keycloak startKeycloak() {
        System.out.println("Starting Keycloak, the first time a minute or so ...");
        Keycloak keycloak = Keycloak.start("laptop", KEYCLOAK_PORT);
        Runtime.getRuntime().addShutdownHook(new Thread(keycloak::close));
        String logout = "http://127.0.0.1:" + NODES.get(0).http() + "/v1/back-channel-logout";
        keycloak.admin(REALM).backChannelLogoutUrl("beckon-web", logout);
        keycloak.admin(REALM).backChannelLogoutUrl("beckon-test", logout);
        return keycloak;
    }

    private static Map<String, String> oidcProperties(Keycloak keycloak) {
        return Map.of(
                "beckon.identity", "oidc",
                "quarkus.oidc.auth-server-url", keycloak.issuer(REALM).toString(),
                "quarkus.oidc.client-id", "beckon",
                "beckon.oidc.page-client", "beckon-web");
    }

    private static String sessionKey() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    private void describe() {
        StringBuilder text = new StringBuilder("\n");
        cluster.nodes()
                .forEach(node -> text.append("  %s    %s    health %s/q/health/ready    %s%n"
                        .formatted(node.name(), node.url(), node.managementUrl(), life(node.process()))));
        cluster.kafka()
                .brokers()
                .forEach(broker -> text.append("  broker-%d  %s%n".formatted(broker.id(), life(broker.process()))));
        text.append("  bootstrap servers %s%n".formatted(cluster.kafka().bootstrapServers()));
        if (keycloak != null) {
            text.append(
                    "  keycloak  %s    console as admin/admin, users as in docs/sso.md%n".formatted(keycloak.url()));
        }
        text.append("  logs %s and %s%n"
                .formatted(
                        cluster.node(1).log().getParent(),
                        cluster.kafka().broker(1).log().getParent().getParent()));
        text.append("""

                  Open the same room on two nodes, then type, with node-1 to node-3 or broker-1 to broker-3:
                    stop node-1       SIGTERM: it lets its clients go first
                    kill node-1       SIGKILL
                    start node-1      again, under the same name
                    pause node-1      SIGSTOP, and continue node-1
                    cut node-1        off from the brokers, and mend node-1
                    list              what is where
                  Ctrl-C (or quit) stops all.
                """);
        System.out.println(text);
    }

    private static String life(ChildProcess process) {
        return process.isAlive() ? "pid " + process.pid() : "down";
    }

    private void takeOrders() throws IOException, InterruptedException {
        BufferedReader keyboard = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = keyboard.readLine(); line != null; line = keyboard.readLine()) {
            String[] words = line.strip().split("\\s+");
            try {
                if (words[0].equals("quit")) {
                    return;
                } else if (words[0].equals("list")) {
                    describe();
                } else if (words.length == 2) {
                    System.out.println(obey(words[0], words[1]));
                } else if (!line.isBlank()) {
                    System.out.println("say for instance: kill node-1");
                }
            } catch (IllegalArgumentException | AssertionError e) {
                System.out.println(e.getMessage());
            }
        }
        // No keyboard: until a signal comes.
        new CountDownLatch(1).await();
    }

    private String obey(String verb, String name) {
        return name.startsWith("broker-")
                ? obey(verb, cluster.kafka().broker(number(name, BROKERS)))
                : obey(verb, number(name, NODES.size()));
    }

    private static int number(String name, int most) {
        String digits = name.substring(name.indexOf('-') + 1);
        if (!name.matches("(node|broker)-\\d") || Integer.parseInt(digits) < 1 || Integer.parseInt(digits) > most) {
            throw new IllegalArgumentException("no such thing: " + name);
        }
        return Integer.parseInt(digits);
    }

    private String obey(String verb, int number) {
        BeckonNode node = cluster.node(number);
        String listener = BeckonCluster.listener(number);
        switch (verb) {
            case "stop" -> node.stop();
            case "kill" -> node.kill();
            case "start" -> {
                if (!node.isAlive()) {
                    node.start();
                }
                node.awaitReady();
            }
            case "pause" -> node.process().pause();
            case "continue" -> node.process().unpause();
            case "cut" -> cluster.kafka().stall(listener);
            case "mend" -> cluster.kafka().mend(listener);
            default -> throw new IllegalArgumentException("unknown order: " + verb);
        }
        return done();
    }

    private String obey(String verb, Broker broker) {
        switch (verb) {
            case "stop" -> broker.stop();
            case "kill" -> broker.kill();
            case "start" -> {
                if (!broker.isAlive()) {
                    broker.start();
                }
                cluster.kafka().awaitReady();
            }
            case "pause" -> broker.pause();
            case "continue" -> broker.unpause();
            default -> throw new IllegalArgumentException("unknown order for a broker: " + verb);
        }
        return done();
    }

    private String done() {
        return "done; alive: "
                + cluster.nodes().stream()
                        .filter(BeckonNode::isAlive)
                        .map(BeckonNode::name)
                        .collect(joining(" "))
                + " "
                + cluster.kafka().brokers().stream()
                        .filter(Broker::isAlive)
                        .map(broker -> "broker-" + broker.id())
                        .collect(joining(" "));
    }
}

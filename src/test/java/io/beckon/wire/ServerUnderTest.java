package io.beckon.wire;

import io.beckon.keycloak.Tokens;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * The server that a test class talks to. One with the default configuration serves all classes that need no other; it is the one
 * at {@code beckon.url} and {@code beckon.management.url} where those are given, and classes with a configuration of their own
 * are then left out. Clients that a test opens here are closed after it.
 */
public final class ServerUnderTest implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    private final Map<String, String> properties;
    private final List<AutoCloseable> opened = new ArrayList<>();
    private @Nullable ServerProcess process;
    private URI url = URI.create("http://none.invalid");
    private URI managementUrl = url;

    private ServerUnderTest(Map<String, String> properties) {
        this.properties = properties;
    }

    public static ServerUnderTest withDefaults() {
        return new ServerUnderTest(Map.of());
    }

    /** {@code properties}: names and values in turn. */
    public static ServerUnderTest with(String... properties) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < properties.length; i += 2) {
            map.put(properties[i], properties[i + 1]);
        }
        return new ServerUnderTest(map);
    }

    public URI url() {
        return url;
    }

    URI managementUrl() {
        return managementUrl;
    }

    ServerProcess process() {
        Assumptions.assumeTrue(process != null, "the server was started by somebody else");
        return process;
    }

    public static String freshRoom() {
        return "room-" + UUID.randomUUID();
    }

    WireClient connect(Encoding encoding) {
        return connect(encoding, User.any());
    }

    WireClient connect(Encoding encoding, String... roles) {
        return connect(encoding, User.with(roles));
    }

    WireClient connect(Encoding encoding, User user) {
        return client(upgrade(encoding, user), encoding, user);
    }

    WireClient connectWith(Tokens tokens) {
        return connectWith(tokens.access());
    }

    /** With a token of somebody else than the development identity. */
    WireClient connectWith(String token) {
        UpgradeRequest request = UpgradeRequest.to(url).token(token).subprotocols(Encoding.JSON.subprotocol());
        return closedAfterwards(new WireClient(request.open(), Encoding.JSON, "somebody"));
    }

    WireClient client(UpgradeRequest request, Encoding encoding, User user) {
        return closedAfterwards(new WireClient(request.open(), encoding, user.id()));
    }

    UpgradeRequest upgrade(Encoding encoding, User user) {
        return upgradeAt(url, encoding, user);
    }

    /** Through a proxy. */
    UpgradeRequest upgradeAt(URI address, Encoding encoding, User user) {
        return UpgradeRequest.to(address).token(token(user)).subprotocols(encoding.subprotocol());
    }

    /** A connection for frames of one's own making, its {@code welcome} already read. */
    RawWebSocket openRaw(Encoding encoding) {
        RawWebSocket socket = closedAfterwards(upgrade(encoding, User.any()).open());
        socket.read(encoding.opcode());
        return socket;
    }

    <T extends AutoCloseable> T closedAfterwards(T resource) {
        opened.add(resource);
        return resource;
    }

    String token(User user) {
        return DevelopmentTokens.issue(url, user);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        String given = System.getProperty("beckon.url", "");
        if (!given.isEmpty()) {
            Assumptions.assumeTrue(properties.isEmpty(), "needs a server with a configuration of its own");
            url = URI.create(given);
            managementUrl = URI.create(System.getProperty("beckon.management.url", "http://127.0.0.1:9000"));
            return;
        }
        process = properties.isEmpty()
                ? context.getRoot()
                        .getStore(Namespace.create(ServerUnderTest.class))
                        .getOrComputeIfAbsent("default", key -> new Default(), Default.class)
                        .process
                : ServerProcess.start(context.getRequiredTestClass().getSimpleName(), properties);
        url = process.url();
        managementUrl = process.managementUrl();
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        for (AutoCloseable resource : opened) {
            resource.close();
        }
        opened.clear();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (process != null && !properties.isEmpty()) {
            process.close();
        }
    }

    /** Stopped when all tests are over. */
    private static final class Default implements AutoCloseable {
        final ServerProcess process = ServerProcess.start("defaults", Map.of());

        @Override
        public void close() {
            process.close();
        }
    }
}

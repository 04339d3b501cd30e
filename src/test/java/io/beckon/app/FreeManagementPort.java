package io.beckon.app;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Map;

/**
 * Gives the packaged service a free management port and tells the test where that is. Quarkus does that by itself for the public
 * port only.
 */
public final class FreeManagementPort implements QuarkusTestResourceLifecycleManager {

    private int port;

    /** A {@link URI} of the test that is to be the management port's. */
    @Target(ElementType.FIELD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Management {}

    @Override
    public Map<String, String> start() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
            return Map.of("quarkus.management.port", Integer.toString(port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(
                URI.create("http://127.0.0.1:" + port),
                new TestInjector.AnnotatedAndMatchesType(Management.class, URI.class));
    }

    @Override
    public void stop() {}
}

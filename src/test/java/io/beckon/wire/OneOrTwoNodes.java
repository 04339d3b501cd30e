package io.beckon.wire;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A node alone and two that share their rooms, all configured alike: what two sessions do may not depend on where they are. */
final class OneOrTwoNodes implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    private final Clustered cluster = new Clustered();
    private final String[] properties;
    final ServerUnderTest alone;
    final ServerUnderTest first;
    final ServerUnderTest second;

    /** @param properties names and values in turn */
    OneOrTwoNodes(String... properties) {
        this.properties = properties;
        alone = ServerUnderTest.with(properties);
        first = cluster.node(properties);
        second = cluster.node(properties);
    }

    /** Where the two sessions are. */
    enum Where {
        ON_ONE_NODE,
        ON_TWO_NODES
    }

    ServerUnderTest one(Where where) {
        return where == Where.ON_ONE_NODE ? alone : first;
    }

    ServerUnderTest other(Where where) {
        return where == Where.ON_ONE_NODE ? alone : second;
    }

    /** A third that shares the rooms, for a test that ends it. */
    ServerProcess third(String name) {
        return cluster.process(name, properties);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        alone.beforeAll(context);
        first.beforeAll(context);
        second.beforeAll(context);
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        alone.afterEach(context);
        first.afterEach(context);
        second.afterEach(context);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        alone.afterAll(context);
        first.afterAll(context);
        second.afterAll(context);
    }
}

package io.beckon.cluster;

/**
 * One broker that all tests of a JVM share, started by the first that asks for it and ended with the JVM. Tests keep apart by
 * names of topics and groups of their own.
 */
public final class SharedBroker {

    private SharedBroker() {}

    public static String bootstrapServers() {
        return cluster().bootstrapServers();
    }

    /** Not to be killed: others use it too. */
    public static KafkaCluster cluster() {
        return Started.CLUSTER;
    }

    private static final class Started {
        static final KafkaCluster CLUSTER = KafkaCluster.start("shared", 1);

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(CLUSTER::close));
        }
    }
}

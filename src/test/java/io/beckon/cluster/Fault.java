package io.beckon.cluster;

import java.util.Random;

/** What can go wrong, with how often it is drawn. */
enum Fault {
    NODE_KILLED(4),
    NODE_KILLED_AND_STARTED_AT_ONCE(3),
    NODE_STOPPED(3),
    NODE_PAUSED_BRIEFLY(2),
    NODE_PAUSED_BEYOND_THE_LAPSE(3),
    NODE_CUT_OFF_SILENTLY(3),
    NODE_CUT_OFF_WITH_RESETS(3),
    BROKER_KILLED(4),
    BROKER_STOPPED(2),
    BROKER_PAUSED(2),
    ALL_BROKERS_DOWN(1),
    CLIENT_CONNECTION_BROKEN(4),
    STORM_OF_ALL_CLIENTS(2),
    SLOW_READER(2),
    RESUMED_ON_TWO_NODES(3),
    PARTITIONS_ADDED(1);

    private final int weight;

    Fault(int weight) {
        this.weight = weight;
    }

    /** Whether it can happen while another one lasts that concerns a node. */
    boolean isOfABroker() {
        return this == BROKER_KILLED || this == BROKER_STOPPED || this == BROKER_PAUSED;
    }

    static Fault draw(Random random) {
        int sum = 0;
        for (Fault fault : values()) {
            sum += fault.weight;
        }
        int drawn = random.nextInt(sum);
        for (Fault fault : values()) {
            drawn -= fault.weight;
            if (drawn < 0) {
                return fault;
            }
        }
        throw new IllegalStateException("the weights do not add up");
    }
}

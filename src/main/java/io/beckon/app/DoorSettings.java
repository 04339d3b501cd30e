package io.beckon.app;

import io.beckon.transport.door.DoorRules;
import io.beckon.transport.door.HeadLimits;
import io.quarkus.runtime.configuration.MemorySize;
import java.net.InetAddress;
import java.time.Duration;
import java.util.function.Predicate;
import org.eclipse.microprofile.config.Config;

/** What of the configuration bounds connections and requests before anybody knows whose they are. */
final class DoorSettings {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(120);
    private static final int LEAST_HEAD_BYTES = 1024;
    private static final int MOST_HEAD_BYTES = 1024 * 1024;

    /** Connections of an address that are no WebSockets, for each that may be one: a browser opens six at once. */
    private static final int PLAIN_FOR_EACH = 4;

    private static final int LEAST_PLAIN = 64;

    private DoorSettings() {}

    /** @param isProxy those who speak for others */
    static DoorRules of(BeckonConfig.Limits limits, Config all, Predicate<InetAddress> isProxy) {
        int line = all.getOptionalValue("quarkus.http.limits.max-initial-line-length", Integer.class)
                .orElse(4096);
        int head = all.getOptionalValue("quarkus.http.limits.max-header-size", MemorySize.class)
                .map(size -> size.asBigInteger().intValueExact())
                .orElse(64 * 1024);
        Settings.within("quarkus.http.limits.max-header-size", head, LEAST_HEAD_BYTES, MOST_HEAD_BYTES);
        Settings.within("beckon.limits.open-connections", limits.openConnections(), 0, Integer.MAX_VALUE);
        Settings.within("beckon.limits.requests-per-address", limits.requestsPerAddress(), 0, 1_000_000);
        Settings.within("beckon.limits.requests-per-address-burst", limits.requestsPerAddressBurst(), 0, 10_000_000);
        Settings.within(
                "beckon.limits.request-head-bytes", limits.requestHeadBytes().asLongValue(), LEAST_HEAD_BYTES, head);
        Settings.within(
                "beckon.limits.request-memory", limits.requestMemory().asLongValue(), 1024 * 1024, Long.MAX_VALUE);
        Duration timeout = limits.requestTimeout();
        if (timeout.compareTo(SHORTEST) < 0 || timeout.compareTo(LONGEST) > 0) {
            throw new Misconfiguration(
                    "beckon.limits.request-timeout", timeout.toString(), "it must be between 1S and 120S");
        }
        return new DoorRules(
                limits.openConnections(),
                plainPerAddress(limits.connectionsPerAddress()),
                (int) LimitSettings.rate(limits.requestsPerAddress(), limits.requestsPerAddressBurst()),
                limits.requestsPerAddressBurst(),
                limits.requestMemory().asLongValue(),
                timeout,
                new HeadLimits(
                        line, Settings.bytes("beckon.limits.request-head-bytes", limits.requestHeadBytes()), head),
                isProxy);
    }

    static int plainPerAddress(int webSockets) {
        return webSockets == 0
                ? 0
                : (int) Math.min(Integer.MAX_VALUE, Math.max(LEAST_PLAIN, (long) PLAIN_FOR_EACH * webSockets));
    }
}

package io.beckon.transport.door;

import java.net.InetAddress;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * What clients may cost before anybody knows who they are; each listening port counts for itself.
 *
 * @param openConnections of all clients; 0: no limit
 * @param plainPerAddress connections of one address that are no WebSockets; 0: no limit by address, neither of connections nor
 *     of rates
 * @param requestsPerSecond of one address, and a fifth as many connections: a browser has six for all the files of a page; 0: no
 *     limit
 * @param requestsBurst maximum number of requests at once
 * @param requestMemory bytes of heap that requests may take together until they are answered, as estimated; half of it for one
 *     address
 * @param requestTimeout until a head is complete, and then again until its body is
 * @param heads how large heads may be
 * @param isProxy those who speak for others: what counts by address does not count for them
 */
public record DoorRules(
        int openConnections,
        int plainPerAddress,
        int requestsPerSecond,
        int requestsBurst,
        long requestMemory,
        Duration requestTimeout,
        HeadLimits heads,
        Predicate<InetAddress> isProxy) {

    static final double REQUESTS_FOR_EACH_CONNECTION = 5;

    boolean countsByAddress() {
        return plainPerAddress > 0;
    }
}

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
 * @param perSecond connections, and requests, of one address; 0: no limit
 * @param burst so many at once
 * @param requestMemory bytes of heap that requests may take together until they are answered, as estimated; half of it for one
 *     address
 * @param requestTimeout until a head is complete, and then again until its body is
 * @param heads how large heads may be
 * @param isProxy those who speak for others: what counts by address does not count for them
 */
public record DoorRules(
        int openConnections,
        int plainPerAddress,
        int perSecond,
        int burst,
        long requestMemory,
        Duration requestTimeout,
        HeadLimits heads,
        Predicate<InetAddress> isProxy) {

    boolean countsByAddress() {
        return plainPerAddress > 0;
    }
}

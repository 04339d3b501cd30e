package io.beckon.app;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/** Whether somebody speaks for others: a proxy that is trusted, as an address, a network or a name; or, with PROXY protocol, anybody. */
final class TrustedProxies implements Predicate<InetAddress> {

    /** An address, in brackets or not; a dot alone makes none. */
    private static final Pattern LITERAL =
            Pattern.compile("\\[?([0-9A-Fa-f]*:[0-9A-Fa-f:.]*|\\d+\\.\\d+\\.\\d+\\.\\d+)]?");

    private static final Pattern PORT = Pattern.compile("^(\\[.*]|[^:]+):\\d+$");
    private static final long NAMES_HOLD_NANOS = 60_000_000_000L;

    private final boolean anybody;
    private final List<Network> networks = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final LongSupplier clock;
    private final AtomicBoolean isLooking = new AtomicBoolean();
    private volatile Set<InetAddress> named = Set.of();
    private volatile long lookedAt;

    /** @param clock nanoseconds, monotonic */
    TrustedProxies(boolean anybody, List<String> proxies, LongSupplier clock) {
        this.anybody = anybody;
        this.clock = clock;
        proxies.forEach(proxy -> add(PORT.matcher(proxy.strip()).replaceFirst("$1")));
        lookedAt = clock.getAsLong();
        lookUp();
    }

    private void add(String proxy) {
        int slash = proxy.indexOf('/');
        String address = slash < 0 ? proxy : proxy.substring(0, slash);
        if (!LITERAL.matcher(address).matches()) {
            names.add(proxy);
            return;
        }
        try {
            // What is written as an address is never looked up.
            byte[] bytes = InetAddress.getByName(address).getAddress();
            networks.add(
                    new Network(bytes, slash < 0 ? bytes.length * 8 : Integer.parseInt(proxy.substring(slash + 1))));
        } catch (UnknownHostException | NumberFormatException e) {
            throw new Misconfiguration(
                    "quarkus.http.proxy.trusted-proxies", proxy, "write addresses, networks or names");
        }
    }

    /** @param prefix in bits */
    private record Network(byte[] address, int prefix) {

        boolean contains(InetAddress other) {
            byte[] bytes = other.getAddress();
            if (bytes.length != address.length) {
                return false;
            }
            int whole = Math.min(prefix / 8, address.length);
            int mask = whole == address.length ? 0 : 0xff00 >> prefix % 8 & 0xff;
            return Arrays.equals(bytes, 0, whole, address, 0, whole)
                    && (mask == 0 || (bytes[whole] & mask) == (address[whole] & mask));
        }
    }

    static TrustedProxies of(Config config) {
        boolean protocol = config.getOptionalValue("quarkus.http.proxy.use-proxy-protocol", Boolean.class)
                .orElse(false);
        return new TrustedProxies(protocol, Proxies.trusted(config), System::nanoTime);
    }

    @Override
    public boolean test(InetAddress address) {
        if (anybody) {
            return true;
        }
        if (!names.isEmpty()
                && clock.getAsLong() - lookedAt > NAMES_HOLD_NANOS
                && isLooking.compareAndSet(false, true)) {
            Thread.ofVirtual().start(this::lookUpAgain);
        }
        return named.contains(address) || networks.stream().anyMatch(network -> network.contains(address));
    }

    private void lookUpAgain() {
        try {
            lookUp();
        } finally {
            lookedAt = clock.getAsLong();
            isLooking.set(false);
        }
    }

    private void lookUp() {
        named = names.stream().flatMap(TrustedProxies::addresses).collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<InetAddress> addresses(String name) {
        try {
            return Stream.of(InetAddress.getAllByName(name));
        } catch (UnknownHostException e) {
            return Stream.empty();
        }
    }
}

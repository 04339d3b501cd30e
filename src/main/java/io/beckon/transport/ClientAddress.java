package io.beckon.transport;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Where a request comes from, as a trusted proxy says or else as the connection does. */
public final class ClientAddress {

    private static final int NETWORK_BYTES = 8;

    private ClientAddress() {}

    /** The whole address; empty where none is known. */
    public static String of(HttpServerRequest request) {
        SocketAddress remote = request.remoteAddress();
        if (remote == null) {
            return "";
        }
        String text = remote.hostAddress() == null ? remote.host() : remote.hostAddress();
        return text == null ? "" : text;
    }

    /** What counts as one place: an IPv4 address, or the /64 network of an IPv6 address, since each client has one of those. */
    public static String networkOf(HttpServerRequest request) {
        return network(of(request));
    }

    /** The same of the other end of a connection. */
    public static String networkOf(InetAddress address) {
        return address instanceof Inet6Address six ? network(six) : address.getHostAddress();
    }

    static String network(String text) {
        String address = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        if (address.indexOf(':') < 0) {
            return address;
        }
        try {
            // A text with a colon is never looked up as a name.
            return InetAddress.getByName(address) instanceof Inet6Address six ? network(six) : address;
        } catch (UnknownHostException e) {
            return address;
        }
    }

    private static String network(Inet6Address address) {
        byte[] bytes = address.getAddress();
        StringBuilder network = new StringBuilder();
        for (int i = 0; i < NETWORK_BYTES; i += 2) {
            network.append(Integer.toHexString((bytes[i] & 0xff) << 8 | bytes[i + 1] & 0xff))
                    .append(':');
        }
        return network.append(":/64").toString();
    }
}

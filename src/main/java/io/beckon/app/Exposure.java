package io.beckon.app;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Sees to it that what is meant for one machine stays there, and that nothing is chosen that this version cannot do. */
final class Exposure {

    private Exposure() {}

    static void check(BeckonConfig config, String host) {
        if (!config.log().equals("in-process") && !config.log().equals("kafka")) {
            throw new Misconfiguration("beckon.log", config.log(), "it is in-process or kafka");
        }
        if (!config.identity().equals("development")) {
            throw new Misconfiguration(
                    "beckon.identity", config.identity(), "this version has the development identity only");
        }
        if (!isLoopback(host)) {
            throw new Misconfiguration(
                    "quarkus.http.host",
                    host,
                    "the development identity gives a token to anybody: listen on a loopback address such as 127.0.0.1");
        }
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}

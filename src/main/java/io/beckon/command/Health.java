package io.beckon.command;

import java.io.IOException;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.MalformedURLException;
import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code health}: what the service says of itself on its management port. So an image needs neither a shell nor curl for its health
 * check. It starts nothing of the service, and takes the simplest client that there is, because it is run every few seconds.
 */
final class Health {

    static final int WELL = 0;
    /** The only other status that container engines know. */
    static final int UNWELL = 1;

    private static final String READY = "--ready";
    private static final String WAIT = "--wait";
    private static final String AT = "--url";
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final String USUAL_PORT = "9000";
    private static final String USUAL_HOST = "127.0.0.1";

    private final PrintStream out;

    Health(PrintStream out) {
        this.out = out;
    }

    int run(List<String> options) throws CommandFailure {
        Arguments arguments = Arguments.of(options, Set.of(WAIT, AT), Set.of(READY));
        if (!arguments.operands().isEmpty()) {
            throw new CommandFailure("health takes no " + arguments.operands().getFirst());
        }
        URL check = check(
                arguments.one(AT).isPresent() ? arguments.one(AT).get() : configured(),
                arguments.has(READY) ? "/q/health/ready" : "/q/health/live");
        long deadline = System.nanoTime()
                + Duration.ofSeconds(seconds(arguments.one(WAIT).orElse("0"))).toNanos();
        while (true) {
            String trouble = ask(check);
            if (trouble == null) {
                return WELL;
            }
            if (System.nanoTime() - deadline >= 0 || !pause()) {
                out.println(check + ": " + trouble);
                return UNWELL;
            }
        }
    }

    /** What is wrong, or null. */
    private static @Nullable String ask(URL check) {
        try {
            HttpURLConnection connection = (HttpURLConnection) check.openConnection(Proxy.NO_PROXY);
            connection.setConnectTimeout(Math.toIntExact(TIMEOUT.toMillis()));
            connection.setReadTimeout(Math.toIntExact(TIMEOUT.toMillis()));
            connection.setInstanceFollowRedirects(false);
            try {
                int status = connection.getResponseCode();
                return status == HttpURLConnection.HTTP_OK ? null : "HTTP " + status;
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return e.getMessage() == null ? e.toString() : e.getMessage();
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(PAUSE);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static long seconds(String given) throws CommandFailure {
        if (!given.matches("[0-9]{1,5}")) {
            throw new CommandFailure(WAIT + " needs a number of seconds up to 99999: " + given);
        }
        return Long.parseLong(given);
    }

    private static URL check(String base, String path) throws CommandFailure {
        try {
            URI uri = new URI(base);
            String scheme = uri.getScheme();
            if (uri.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
                throw new CommandFailure(AT + " needs an address such as http://127.0.0.1:9000: " + base);
            }
            return uri.resolve(path).toURL();
        } catch (URISyntaxException | MalformedURLException e) {
            throw new CommandFailure(AT + " needs an address such as http://127.0.0.1:9000: " + base);
        }
    }

    private static String configured() throws CommandFailure {
        String port = setting("quarkus.management.port", USUAL_PORT);
        if (!port.matches("[0-9]{1,5}")) {
            throw new CommandFailure("quarkus.management.port is no port: " + port);
        }
        String host = reachable(setting("quarkus.management.host", USUAL_HOST));
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    /** The service may listen on all addresses; that is not one to connect to. */
    private static String reachable(String host) throws CommandFailure {
        try {
            InetAddress address = InetAddress.getByName(host);
            return address.isAnyLocalAddress() ? USUAL_HOST : address.getHostAddress();
        } catch (UnknownHostException e) {
            throw new CommandFailure("quarkus.management.host is not known: " + host);
        }
    }

    /** As the service's configuration has it: a system property comes before the environment. */
    private static String setting(String property, String usual) {
        String environment = property.toUpperCase(Locale.ROOT).replace('.', '_');
        String given = System.getProperty(property, System.getenv().getOrDefault(environment, usual));
        return given.isBlank() ? usual : given.strip();
    }
}

package io.beckon.benchmark.server;

import io.beckon.benchmark.load.Dialect;
import io.beckon.benchmark.load.PeerJs;
import io.beckon.benchmark.load.SocketIo;
import io.beckon.benchmark.load.Target;
import io.beckon.benchmark.relay.Relay;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** A server of others, or a bare relay: one process that is given its port, and for TLS a certificate and a key. */
public final class Other implements Contestant {

    /** Which there are. */
    public enum Kind {
        NODE_WS("node-ws", Dialect.Article::new, place -> node(place, "article.mjs")),
        PEERJS("peerjs", PeerJs::new, place -> node(place, "peerjs.mjs")),
        SOCKETIO("socketio", SocketIo::new, place -> node(place, "socketio.mjs")),
        VERTX("vertx", Dialect.Article::new, place -> relay()),
        BUN("bun", Dialect.Article::new, Kind::bun);

        private final String label;
        private final Supplier<Dialect> dialect;
        private final Function<Place, List<String>> command;

        Kind(String label, Supplier<Dialect> dialect, Function<Place, List<String>> command) {
            this.label = label;
            this.dialect = dialect;
            this.command = command;
        }

        public static Optional<Kind> of(String label) {
            return List.of(values()).stream()
                    .filter(kind -> kind.label.equals(label))
                    .findFirst();
        }

        private static List<String> node(Place place, String script) {
            return List.of("node", place.installed("node").resolve(script).toString());
        }

        private static List<String> bun(Place place) {
            Path folder = place.installed("bun");
            return List.of(
                    folder.resolve("node_modules/@oven/bun-linux-x64/bin/bun").toString(),
                    folder.resolve("relay.mjs").toString());
        }

        private static List<String> relay() {
            List<String> command = new ArrayList<>(Place.quietJava("512m"));
            command.addAll(List.of("-XX:+UseSerialGC", "-cp", Place.classPath(), Relay.class.getName()));
            return command;
        }
    }

    private final Kind kind;
    private final Place place;
    private final Optional<Certificate> certificate;

    public Other(Kind kind, Place place, Optional<Certificate> certificate) {
        this.kind = kind;
        this.place = place;
        this.certificate = certificate;
    }

    @Override
    public String name() {
        return kind.label + (certificate.isPresent() ? "+tls" : "");
    }

    @Override
    public Dialect dialect() {
        return kind.dialect.get();
    }

    @Override
    public boolean warmsUp() {
        return kind == Kind.VERTX;
    }

    @Override
    public Server start() {
        int port = Ports.free();
        List<String> command = new ArrayList<>(kind.command.apply(place));
        command.add(String.valueOf(port));
        certificate.ifPresent(files -> {
            command.add(files.certificate().toString());
            command.add(files.key().toString());
        });
        Child process = Child.start(name(), command, place.logs());
        process.await(() -> Ports.isOpen(port));
        URI url = URI.create((certificate.isPresent() ? "wss" : "ws") + "://127.0.0.1:" + port);
        return new Server(
                new Target(name(), List.of(url), dialect(), List.of(), List.of(process.pid())), List.of(process));
    }
}

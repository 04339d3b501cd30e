package io.beckon.benchmark.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The load generator's own account, checked against a server that does what none should. */
class FaultyServerTest {

    /** What is done to the messages of a room. */
    private enum Fault {
        NONE,
        LOSE,
        REPEAT,
        SWAP
    }

    private static final int EVERY = 50;

    private final Vertx vertx = Vertx.vertx();
    private final List<ServerWebSocket> room = new CopyOnWriteArrayList<>();
    private int messages;
    private int faults;
    private String held;

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    @Test
    void aServerWithoutFaultHasNone() throws InterruptedException {
        Map<String, Object> figures = measure(Fault.NONE);

        assertEquals("lost 0, duplicates 0, reordered 0", account(figures));
        assertTrue((double) figures.get("per_s") > 300, figures.toString());
    }

    @Test
    void whatIsLostIsCounted() throws InterruptedException {
        Map<String, Object> figures = measure(Fault.LOSE);

        assertEquals("lost " + faults + ", duplicates 0, reordered 0", account(figures));
        assertTrue(faults > 0);
    }

    @Test
    void whatComesTwiceIsCounted() throws InterruptedException {
        Map<String, Object> figures = measure(Fault.REPEAT);

        assertEquals("lost 0, duplicates " + faults + ", reordered 0", account(figures));
        assertTrue(faults > 0);
    }

    @Test
    void whatComesLateIsCounted() throws InterruptedException {
        Map<String, Object> figures = measure(Fault.SWAP);

        int stillHeld = held == null ? 0 : 1;
        assertEquals("lost " + stillHeld + ", duplicates 0, reordered " + (faults - stillHeld), account(figures));
        assertTrue(faults > 1);
    }

    private static String account(Map<String, Object> figures) {
        return "lost %s, duplicates %s, reordered %s"
                .formatted(figures.get("lost"), figures.get("duplicates"), figures.get("reordered"));
    }

    private Map<String, Object> measure(Fault fault) throws InterruptedException {
        HttpServer server = vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1"))
                .webSocketHandler(socket -> accept(socket, fault))
                .listen(0)
                .await();
        URI url = URI.create("ws://127.0.0.1:" + server.actualPort());
        Target target = new Target("faulty", List.of(url), new Dialect.Article(), List.of(), List.of());
        return new Rate()
                .run(target, new Load(0, 0, 0, 1, 1, 1, 500, 1, 1, 1, 1, 1, 1))
                .values();
    }

    private void accept(ServerWebSocket socket, Fault fault) {
        socket.textMessageHandler(text -> {
            if (new JsonObject(text).getString("type").equals("join")) {
                room.add(socket);
            } else {
                relay(
                        text,
                        fault,
                        frame -> room.stream()
                                .filter(member -> member != socket)
                                .forEach(member -> member.writeTextMessage(frame)));
            }
        });
    }

    /** The messages of one sender come one after the other, on the server's one event loop. */
    private synchronized void relay(String text, Fault fault, Consumer<String> out) {
        messages++;
        boolean faulty = fault != Fault.NONE && messages % EVERY == 0;
        if (faulty) {
            faults++;
        }
        if (faulty && fault == Fault.SWAP) {
            held = text;
            return;
        }
        if (!faulty || fault != Fault.LOSE) {
            out.accept(text);
        }
        if (faulty && fault == Fault.REPEAT) {
            out.accept(text);
        }
        if (held != null) {
            out.accept(held);
            held = null;
        }
    }
}

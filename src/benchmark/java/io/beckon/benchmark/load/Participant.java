package io.beckon.benchmark.load;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * A client of {@code signaling.v1} that has no WebSocket, as a page has none behind some proxies: one connection for what it says, one request at a
 * time, with all that gathers meanwhile; and one on which it waits for what it is told. Runs on its context.
 */
final class Participant {

    private static final int WAIT_SECONDS = 55;
    private static final int LEFT = 204;

    final int id;
    final Flow flow = new Flow();
    final Context context;
    private final Fleet fleet;
    private final String room;
    private final ArrayDeque<String> unsaid = new ArrayDeque<>();
    private BiConsumer<Stamp, Long> receiver = (stamp, now) -> {};
    private HttpClientConnection speaking;
    private HttpClientConnection hearing;
    private String credential;
    private String peer;
    private String cursor;
    private boolean busy;
    private boolean leaving;
    private int sent;

    Participant(Fleet fleet, int id, String room, Context context) {
        this.fleet = fleet;
        this.id = id;
        this.room = room;
        this.context = context;
    }

    /** Joins; completes when it has joined. */
    Future<Participant> open(BiConsumer<Stamp, Long> receives) {
        receiver = receives;
        return fleet.connection(id)
                .compose(first -> {
                    speaking = first;
                    return fleet.connection(id);
                })
                .compose(second -> {
                    hearing = second;
                    return ask(speaking, HttpMethod.POST, "/participants", "{}");
                })
                .compose(Participant::whole)
                .map(body -> {
                    JsonObject joined = new JsonObject(body);
                    credential = joined.getString("session") + "." + joined.getString("secret");
                    peer = joined.getJsonObject("joined").getJsonObject("self").getString("peer");
                    return this;
                })
                .timeout(Fleet.OPEN_SECONDS, TimeUnit.SECONDS);
    }

    /** Waits for what it is told, again and again. */
    void poll() {
        String after = cursor == null ? "" : "&after=" + cursor;
        ask(hearing, HttpMethod.GET, "/messages?waitSeconds=" + WAIT_SECONDS + after, null)
                .compose(Participant::whole)
                .onComplete(
                        body -> {
                            take(body, Clock.now());
                            if (!leaving) {
                                poll();
                            }
                        },
                        this::broken);
    }

    /** Holds an event stream. */
    void stream() {
        request(hearing, HttpMethod.GET, "/messages")
                .compose(request ->
                        request.putHeader("Accept", "text/event-stream").send())
                .onComplete(
                        response -> {
                            if (response.statusCode() != 200) {
                                broken(new IllegalStateException("status " + response.statusCode()));
                            }
                            response.handler(part -> {}).endHandler(end -> streamOn());
                        },
                        this::broken);
    }

    /** Streams end now and then, and are asked for again. */
    private void streamOn() {
        if (!leaving) {
            stream();
        }
    }

    private void broken(Throwable cause) {
        if (!leaving) {
            fleet.countLostConnection();
        }
    }

    private void take(String body, long now) {
        int next = body.lastIndexOf("\"next\":\"");
        cursor = body.substring(next + 8, body.indexOf('"', next + 8));
        for (int at = body.indexOf(Stamp.MARK); at >= 0; at = body.indexOf(Stamp.MARK, at + 1)) {
            Stamp stamp = Stamp.find(body.substring(at, at + Stamp.PLACEHOLDER.length()));
            if (stamp.sender() != id) {
                flow.accept(stamp.seq());
                receiver.accept(stamp, now);
            }
        }
    }

    void send(Kind kind) {
        unsaid.add(fleet.target.dialect().frame(null, new Stamp(Clock.now(), id, sent++, kind, 0)));
        if (!busy) {
            busy = true;
            context.runOnContext(v -> say());
        }
    }

    private void say() {
        if (unsaid.isEmpty() || leaving) {
            busy = false;
            return;
        }
        List<String> frames = new ArrayList<>(unsaid);
        unsaid.clear();
        ask(
                        speaking,
                        HttpMethod.POST,
                        "/messages",
                        frames.size() == 1 ? frames.get(0) : "[" + String.join(",", frames) + "]")
                .compose(Participant::whole)
                .onComplete(said -> say(), this::broken);
    }

    /** Leaves the room and closes its connections. Fails if it was not in the room that it leaves. */
    Future<Void> close() {
        leaving = true;
        Future<?> left = peer == null
                ? Future.succeededFuture()
                : ask(speaking, HttpMethod.DELETE, "/participants/" + peer, null)
                        .compose(response -> response.statusCode() == LEFT
                                ? response.body()
                                : Future.failedFuture("leaving is answered with " + response.statusCode()));
        return left.transform(done -> {
            Future<Void> first = speaking == null ? Future.succeededFuture() : speaking.close();
            Future<Void> second = hearing == null ? Future.succeededFuture() : hearing.close();
            return Future.join(first, second)
                    .compose(closed ->
                            done.succeeded() ? Future.<Void>succeededFuture() : Future.failedFuture(done.cause()));
        });
    }

    private Future<HttpClientRequest> request(HttpClientConnection connection, HttpMethod method, String path) {
        RequestOptions request = new RequestOptions()
                .setMethod(method)
                .setURI("/v1/rooms/" + room + path)
                .putHeader("Authorization", "Bearer " + fleet.target.user(id).token());
        if (credential != null) {
            request.putHeader("Signaling-Session", credential);
        }
        return connection.request(request);
    }

    private Future<HttpClientResponse> ask(
            HttpClientConnection connection, HttpMethod method, String path, String body) {
        return request(connection, method, path)
                .compose(request -> body == null
                        ? request.send()
                        : request.putHeader("Content-Type", "application/json").send(Buffer.buffer(body)));
    }

    private static Future<String> whole(HttpClientResponse response) {
        return response.body().compose(body -> {
            boolean well = response.statusCode() < 300;
            return well
                    ? Future.succeededFuture(body.toString())
                    : Future.failedFuture(response.statusCode() + " " + body);
        });
    }
}

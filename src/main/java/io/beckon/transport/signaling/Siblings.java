package io.beckon.transport.signaling;

import io.beckon.identity.Caller;
import io.beckon.identity.UserKey;
import io.beckon.log.Nodes;
import io.beckon.transport.Rates;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The other nodes: which of them has a session, and what it says to a request. They get the client's own token and secret, which each of
 * them checks. Safe for use by several threads.
 */
public final class Siblings {

    /** Says that a node asks, and which; such a request is not passed on. */
    static final String FROM_NODE = "Beckon-Node";

    private static final int CONNECT_MILLIS = 1000;
    private static final long QUESTION_MILLIS = 2000;
    private static final long ANSWER_MILLIS = 75_000;
    private static final int MOST_WAITING = 1000;
    private static final int POOL = 256;
    /** Questions have connections of their own: one that waits behind what others wait for would say that nobody has the session. */
    private static final int POOL_OF_QUESTIONS = 32;

    /** So many requests of a user may be passed on at once. Some of them wait for a peer, each on a connection. */
    static final int MOST_OF_USER = 16;

    private static final List<String> PASSED_ON =
            List.of("Content-Type", "Location", "Retry-After", "WWW-Authenticate", "ETag", "Accept-Patch");

    private final Nodes nodes;
    private final Supplier<String> self;
    private final Rates questions;
    private final WebClient asking;
    private final WebClient passing;
    private final Map<UserKey, Integer> passed = new ConcurrentHashMap<>();

    /**
     * @param self the instance of this node
     * @param questions how often the others may be asked for the sessions of a user
     */
    public Siblings(Vertx vertx, Nodes nodes, Supplier<String> self, Rates questions) {
        this.nodes = nodes;
        this.self = self;
        this.questions = questions;
        this.asking = client(vertx, POOL_OF_QUESTIONS);
        this.passing = client(vertx, POOL);
    }

    private static WebClient client(Vertx vertx, int pool) {
        return WebClient.create(
                vertx,
                new WebClientOptions()
                        .setConnectTimeout(CONNECT_MILLIS)
                        .setMaxPoolSize(pool)
                        .setMaxWaitQueueSize(MOST_WAITING)
                        .setFollowRedirects(false));
    }

    /** Whether the others may be asked once more: it costs each of them something. */
    boolean mayAsk(Caller caller) {
        return questions.take(caller.key().toString());
    }

    /**
     * Where a session is.
     *
     * @param rooms that it is in, and up to which {@code seq} that is known there
     */
    record Holder(String address, Map<String, Long> rooms) {}

    static boolean isFromNode(HttpServerRequest request) {
        return request.getHeader(FROM_NODE) != null;
    }

    /** The node that has a session, if another one has it and can be reached. Never fails. */
    CompletionStage<@Nullable Holder> find(Credential credential, String token) {
        List<Nodes.Node> others = nodes.living().stream()
                .filter(node -> !node.instance().equals(self.get()) && node.address() != null)
                .toList();
        if (others.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<@Nullable Holder> found = new CompletableFuture<>();
        List<CompletableFuture<?>> asked = new ArrayList<>();
        for (Nodes.Node node : others) {
            asked.add(ask(node, credential, token).thenAccept(holder -> {
                if (holder != null) {
                    found.complete(holder);
                }
            }));
        }
        CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new)).thenRun(() -> found.complete(null));
        return found;
    }

    private CompletableFuture<@Nullable Holder> ask(Nodes.Node node, Credential credential, String token) {
        String address = String.valueOf(node.address());
        return asking.getAbs(address + SignalingRoutes.SESSIONS)
                .timeout(QUESTION_MILLIS)
                .bearerTokenAuthentication(token)
                .putHeader(Credential.HEADER, credential.header())
                .putHeader(FROM_NODE, self.get())
                .send()
                .map(answer -> answer.statusCode() == 200 ? new Holder(address, rooms(answer)) : null)
                .otherwise((Holder) null)
                .toCompletionStage()
                .toCompletableFuture();
    }

    private static Map<String, Long> rooms(HttpResponse<Buffer> answer) {
        JsonObject rooms = answer.bodyAsJsonObject().getJsonObject("rooms");
        return rooms.fieldNames().stream().collect(Collectors.toMap(room -> room, rooms::getLong));
    }

    /** What another node says to a request. */
    @SuppressWarnings("ArrayRecordComponent")
    record Said(int status, Map<String, String> headers, Buffer body) {}

    /**
     * Passes a request on, as it came. Fails if there is no answer.
     *
     * @return {@code null}: too many of the user are under way
     */
    @Nullable Future<Said> passOn(Holder holder, Visitor visitor) {
        UserKey user = visitor.caller().key();
        if (passed.merge(user, 1, Integer::sum) > MOST_OF_USER) {
            leave(user);
            return null;
        }
        return send(holder, visitor.request(), visitor.token(), visitor.body()).onComplete(said -> leave(user));
    }

    private void leave(UserKey user) {
        passed.computeIfPresent(user, (key, count) -> count == 1 ? null : count - 1);
    }

    private Future<Said> send(Holder holder, HttpServerRequest request, String token, Buffer body) {
        HttpRequest<Buffer> passed = passing.requestAbs(
                        HttpMethod.valueOf(request.method().name()), holder.address + request.uri())
                .timeout(ANSWER_MILLIS)
                .bearerTokenAuthentication(token)
                .putHeader(FROM_NODE, self.get());
        String credential = request.getHeader(Credential.HEADER);
        if (credential != null) {
            passed.putHeader(Credential.HEADER, credential);
        }
        String condition = request.getHeader("If-Match");
        if (condition != null) {
            passed.putHeader("If-Match", condition);
        }
        String type = request.getHeader("Content-Type");
        return passed.putHeader("Content-Type", type == null ? "application/json" : type)
                .sendBuffer(body)
                .map(answer -> new Said(answer.statusCode(), headers(answer), body(answer)));
    }

    private static Buffer body(HttpResponse<Buffer> answer) {
        return answer.body() == null ? Buffer.buffer() : answer.body();
    }

    private static Map<String, String> headers(HttpResponse<Buffer> answer) {
        return PASSED_ON.stream()
                .filter(name -> answer.getHeader(name) != null)
                .collect(Collectors.toMap(name -> name, answer::getHeader));
    }
}

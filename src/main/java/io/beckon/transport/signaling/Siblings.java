package io.beckon.transport.signaling;

import io.beckon.identity.Caller;
import io.beckon.identity.UserKey;
import io.beckon.log.Nodes;
import io.beckon.transport.Queries;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
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

    /** Maximum number of requests of a user that are passed on at once and may wait for a peer, each on a connection. */
    static final int MOST_OF_USER = 16;

    /** The same of those that are soon answered: they are not to wait until no offer waits any more. */
    static final int MOST_QUICK_OF_USER = 64;

    private static final List<String> PASSED_ON =
            List.of("Content-Type", "Location", "Retry-After", "WWW-Authenticate", "ETag", "Accept-Patch");

    private final Nodes nodes;
    private final Supplier<String> self;
    private final Queries questions;
    private final WebClient asking;
    private final HttpClient passing;
    private final Map<Share, Integer> passed = new ConcurrentHashMap<>();

    /**
     * @param self the instance of this node
     * @param questions how often the others may be asked for the sessions of a user
     */
    public Siblings(Vertx vertx, Nodes nodes, Supplier<String> self, Queries questions) {
        this.nodes = nodes;
        this.self = self;
        this.questions = questions;
        HttpClientOptions options =
                new HttpClientOptions().setConnectTimeout(CONNECT_MILLIS).setMaxWaitQueueSize(MOST_WAITING);
        this.asking = WebClient.create(
                vertx,
                new WebClientOptions(options).setMaxPoolSize(POOL_OF_QUESTIONS).setFollowRedirects(false));
        this.passing = vertx.createHttpClient(new HttpClientOptions(options).setMaxPoolSize(POOL));
    }

    /** Whether the others may be asked once more: it costs each of them something. */
    boolean mayAsk(Caller caller) {
        return questions.take(caller);
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

    /** Whose requests are counted together. */
    private record Share(UserKey user, boolean isQuick) {

        int most() {
            return isQuick ? MOST_QUICK_OF_USER : MOST_OF_USER;
        }
    }

    /**
     * Passes a request on, as it came. Fails if there is no answer. A client that goes away takes its request back: the other node is not to
     * go on with it.
     *
     * @return {@code null}: too many of the user are under way
     */
    @Nullable Future<Said> passOn(Holder holder, Visitor visitor) {
        Share share = new Share(visitor.caller().key(), isQuick(visitor));
        if (passed.merge(share, 1, Integer::sum) > share.most()) {
            leave(share);
            return null;
        }
        Future<Said> said;
        try {
            said = passing.request(options(holder, visitor)).compose(request -> send(request, visitor));
        } catch (RuntimeException e) {
            said = Future.failedFuture(e);
        }
        return said.onComplete(done -> leave(share));
    }

    /** Whether it cannot wait for a peer. */
    private static boolean isQuick(Visitor visitor) {
        String path = visitor.routing().normalizedPath();
        return path.endsWith("/messages")
                || path.endsWith("/participants")
                || visitor.request().method() == HttpMethod.DELETE;
    }

    private void leave(Share share) {
        passed.computeIfPresent(share, (key, count) -> count == 1 ? null : count - 1);
    }

    /** The target is taken without the scheme and host that it may have (RFC 9112, section 3.2.2). */
    private RequestOptions options(Holder holder, Visitor visitor) {
        HttpServerRequest request = visitor.request();
        String query = request.query();
        RequestOptions options = new RequestOptions()
                .setAbsoluteURI(holder.address)
                .setURI(query == null ? request.path() : request.path() + "?" + query)
                .setMethod(request.method())
                .setTimeout(ANSWER_MILLIS)
                .putHeader("Authorization", "Bearer " + visitor.token())
                .putHeader(FROM_NODE, self.get());
        for (String name : List.of(Credential.HEADER, "If-Match")) {
            String value = request.getHeader(name);
            if (value != null) {
                options.putHeader(name, value);
            }
        }
        String type = request.getHeader("Content-Type");
        return options.putHeader("Content-Type", type == null ? "application/json" : type);
    }

    private static Future<Said> send(HttpClientRequest request, Visitor visitor) {
        if (visitor.response().closed()) {
            request.reset();
            return Future.failedFuture("the client is gone");
        }
        visitor.response().closeHandler(gone -> request.reset());
        return request.send(visitor.body())
                .compose(answer -> answer.body().map(body -> new Said(answer.statusCode(), headers(answer), body)));
    }

    private static Map<String, String> headers(HttpClientResponse answer) {
        return PASSED_ON.stream()
                .filter(name -> answer.getHeader(name) != null)
                .collect(Collectors.toMap(name -> name, answer::getHeader));
    }
}

package io.beckon.transport.signaling;

import io.beckon.following.Follower;
import io.beckon.identity.Approach;
import io.beckon.identity.Caller;
import io.beckon.identity.Ids;
import io.beckon.protocol.ErrorCode;
import io.beckon.protocol.ServerMessage;
import io.beckon.room.RoomKey;
import io.beckon.room.Seq;
import io.beckon.session.Session;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** How sessions come here that are elsewhere, or nowhere for the moment: as their clients would resume them. Safe for use by several threads. */
final class Transfers {

    /** How long rooms that have to be known first may take. */
    private static final long PATIENCE_SECONDS = 10;

    private final PolledSessions sessions;
    private final Follower follower;
    private final Map<String, CompletableFuture<Session>> arriving = new ConcurrentHashMap<>();

    Transfers(PolledSessions sessions, Follower follower) {
        this.sessions = sessions;
        this.follower = follower;
    }

    /**
     * Takes a session here that is elsewhere, or nowhere for the moment, as its client would by {@code resume}.
     *
     * @param named by room, the last {@code seq} that the client has seen; -1 where it does not say
     * @param isThere whether it is known to be somewhere, in rooms or not
     * @return fails with {@link NothingLeft} or {@link NotNow}
     */
    CompletableFuture<Session> take(
            Caller caller, Credential credential, Map<String, Long> named, boolean isThere, Approach approach) {
        CompletableFuture<Session> mine = new CompletableFuture<>();
        CompletableFuture<Session> others = arriving.putIfAbsent(credential.session(), mine);
        if (others != null) {
            return others;
        }
        mine.whenComplete((session, failure) -> arriving.remove(credential.session(), mine));
        Set<String> names = new HashSet<>(named.keySet());
        sessions.knownRooms(credential.session()).forEach(room -> names.add(room.name()));
        search(caller, credential.session(), names, isThere)
                .thenCompose(found -> places(caller, credential.session(), names, named))
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .thenCompose(places -> {
                    if (places.kept().isEmpty() && !isThere) {
                        throw new NothingLeft();
                    }
                    Session opened = sessions.open(caller, approach, Ids.random());
                    return opened == null
                            ? CompletableFuture.<Session>failedFuture(new NotNow())
                            : resume(opened, credential, places.kept()).thenApply(session -> {
                                places.lost().forEach(room -> tellOfLoss(session, room, ErrorCode.RESUME_EXPIRED));
                                return session;
                            });
                })
                .whenComplete((session, failure) -> {
                    if (session != null) {
                        mine.complete(session);
                    } else {
                        mine.completeExceptionally(isNothingLeft(failure) ? new NothingLeft() : new NotNow());
                    }
                });
        return mine;
    }

    static boolean isNothingLeft(@Nullable Throwable failure) {
        return failure instanceof NothingLeft || failure != null && failure.getCause() instanceof NothingLeft;
    }

    /** Where no room is known, they are looked for. Fails with {@link NothingLeft}. */
    private CompletableFuture<Void> search(Caller caller, String id, Set<String> names, boolean isThere) {
        return isThere || !names.isEmpty()
                ? CompletableFuture.completedFuture(null)
                : follower.whenLive(HomeShard.of(id, follower.partitions())).thenRun(() -> {
                    names.addAll(findRooms(caller, id));
                    if (names.isEmpty()) {
                        throw new NothingLeft();
                    }
                });
    }

    /**
     * The rooms that the session is in still. Where the client says nothing, it is as if it had seen all there is: it reads on from where it
     * says later. Rooms that only this node knew it to be in may be others by now.
     */
    private CompletableFuture<Places> places(Caller caller, String id, Set<String> names, Map<String, Long> named) {
        Map<String, Long> kept = new ConcurrentHashMap<>();
        Set<String> lost = ConcurrentHashMap.newKeySet();
        List<CompletableFuture<?>> all = new ArrayList<>();
        for (String name : names) {
            RoomKey room = new RoomKey(caller.tenant(), name);
            all.add(whenUpToDate(room).thenRun(() -> {
                if (isMember(room, id)) {
                    long seen = named.getOrDefault(name, -1L);
                    kept.put(
                            name,
                            seen >= 0 ? seen : Seq.of(follower.partition(room).position(), 0));
                } else if (named.containsKey(name) && hasLost(room, id)) {
                    lost.add(name);
                }
            }));
        }
        return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).thenApply(done -> new Places(kept, lost));
    }

    /**
     * Where a session goes on.
     *
     * @param kept by room, the {@code seq} after which it reads on
     * @param lost rooms that its client takes it to be in, and that have put it out
     */
    private record Places(Map<String, Long> kept, Set<String> lost) {}

    /** Done once this node knows what has become of a room until now. */
    CompletableFuture<Void> whenUpToDate(RoomKey room) {
        return follower.whenLive(room)
                .thenCompose(live -> follower.end(room))
                .thenCompose(end -> follower.partition(room).whenRead(end - 1, PATIENCE_SECONDS));
    }

    CompletableFuture<Void> whenUpToDate(List<RoomKey> rooms) {
        return CompletableFuture.allOf(rooms.stream().map(this::whenUpToDate).toArray(CompletableFuture[]::new))
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** Looks for a session in all rooms that this node knows. */
    private Set<String> findRooms(Caller caller, String id) {
        Set<String> found = new HashSet<>();
        follower.occupied((number, rooms) -> rooms.stream()
                .filter(room -> room.tenant().equals(caller.tenant()))
                .filter(room -> isMember(room, id))
                .forEach(room -> found.add(room.name())));
        return found;
    }

    boolean isMember(RoomKey room, String id) {
        return follower.read(room, followed -> followed.room().incarnation(id)) != null;
    }

    /** Whether a session is in a room no more, and not because it wanted to: that it knows. */
    boolean hasLost(RoomKey room, String id) {
        return !Boolean.TRUE.equals(follower.read(
                room,
                followed -> followed.room().incarnation(id) != null
                        || followed.room().hasAskedToLeave(id)));
    }

    private CompletableFuture<Session> resume(Session opened, Credential credential, Map<String, Long> places) {
        JsonObject rooms = new JsonObject();
        places.forEach(rooms::put);
        RequestFrame frame = RequestFrame.of(new JsonObject()
                .put("type", "resume")
                .put("session", credential.session())
                .put("secret", credential.secret())
                .put("rooms", rooms));
        return sessions.ask(opened, frame).handle((answer, failure) -> {
            if (failure == null && answer.message() instanceof ServerMessage.Resumed resumed && isAnyLeft(resumed)) {
                resumed.rooms().forEach((room, state) -> tellIfLost(opened, room, state));
                if (!resumed.calls().isEmpty()) {
                    opened.send(new ServerMessage.Resumed(
                            null,
                            resumed.session(),
                            resumed.secret(),
                            resumed.expiresAt(),
                            resumed.iceServers(),
                            resumed.calls(),
                            Map.of()));
                }
                return opened;
            }
            PolledConnection connection = sessions.connection(opened);
            if (connection != null) {
                connection.discard();
            }
            boolean isOver = failure == null
                    && !(answer.message() instanceof ServerMessage.ErrorMessage error && error.retryable());
            throw isOver ? new NothingLeft() : new NotNow();
        });
    }

    private static void tellIfLost(Session session, String room, ServerMessage.ResumedRoom state) {
        if (state.error() != null) {
            tellOfLoss(session, room, state.error());
        }
    }

    static void tellOfLoss(Session session, String room, ErrorCode code) {
        session.send(new ServerMessage.ErrorMessage(
                null, code, "the place in this room is lost: join anew", null, room, false, null));
    }

    private static boolean isAnyLeft(ServerMessage.Resumed resumed) {
        return resumed.rooms().isEmpty() || resumed.rooms().values().stream().anyMatch(room -> room.error() == null);
    }
}

package io.beckon.admin;

import io.beckon.room.RoomKey;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One administrator who looks on: it looks twice a second, one look after the other, and tells what has changed since the last.
 */
final class Watch {

    private static final Duration INTERVAL = Duration.ofMillis(500);

    /** Something goes over the connection every so many looks, so that all on its way know that it is in use. */
    private static final int LOOKS_PER_SIGN_OF_LIFE = 30;

    private static final int MOST_EVENTS = 200;

    /** The issuer is asked, where that is wanted, every so many looks. */
    private static final int LOOKS_PER_QUESTION = 20;

    private final Desk desk;
    private final Ladder ladder;
    private final Viewing viewing;
    private final Operator operator;
    private final Onlookers.Seat seat;
    private final @Nullable RoomKey room;
    private Map<String, Long> stamps = Map.of();
    private long seq;
    private boolean remembers;
    private int quiet;
    private int looks;

    /** What was seen at one look; whoever may not see it any more sees no further one. */
    private record Look(boolean over, List<News> events) {}

    Watch(Desk desk, Viewing viewing, Onlookers.Seat seat) {
        this.desk = desk;
        this.ladder = new Ladder(desk);
        this.viewing = viewing;
        this.operator = viewing.operator();
        this.seat = seat;
        this.room = viewing.room();
        this.seq = viewing.after();
    }

    /** Until the token ends, or holds no longer, or the seat is left. */
    Multi<News> events() {
        Duration left = Duration.between(Instant.now(), operator.caller().goodUntil());
        if (left.isNegative() || left.isZero()) {
            return Multi.createFrom().empty();
        }
        return Multi.createFrom()
                .ticks()
                .every(INTERVAL)
                .onOverflow()
                .drop()
                .onItem()
                .transformToUni(tick -> Uni.createFrom().completionStage(this::lookIfAllowed))
                .concatenate()
                .select()
                .first(look -> !look.over)
                .onItem()
                .transformToIterable(Look::events)
                .select()
                .first(left);
    }

    /** Everything that was asked at the start is asked again: somebody may have been signed out since, or lost the right. */
    private CompletionStage<Look> lookIfAllowed() {
        return seat.standing(
                        operator.token(), viewing::isOpenTo, looks++ % LOOKS_PER_QUESTION == LOOKS_PER_QUESTION - 1)
                .thenCompose(standing -> switch (standing) {
                    case HOLDS -> look().thenApply(events -> new Look(false, events));
                    case UNKNOWN -> CompletableFuture.completedFuture(new Look(false, List.of()));
                    case OVER -> CompletableFuture.completedFuture(new Look(true, List.of()));
                });
    }

    private CompletionStage<List<News>> look() {
        List<News> events = new ArrayList<>(2);
        return lookAround(events).thenCompose(seen -> lookIntoRoom(events)).thenApply(seen -> {
            quiet = events.isEmpty() ? quiet + 1 : 0;
            if (quiet >= LOOKS_PER_SIGN_OF_LIFE) {
                quiet = 0;
                events.add(News.ALIVE);
            }
            return events;
        });
    }

    private CompletionStage<Void> lookAround(List<News> events) {
        Totals.OfNode own = TotalsResource.of(desk, operator);
        return desk.others()
                .ask(operator, "/totals", Map.of(), Totals.OfNode.class)
                .thenAccept(asked -> {
                    Map<String, Long> now = new HashMap<>(Map.of("", own.stamp()));
                    asked.answers().forEach(answer -> {
                        Totals.OfNode body = answer.body();
                        now.put(answer.node().instance(), body == null ? -1 : body.stamp());
                    });
                    if (!now.equals(stamps)) {
                        stamps = now;
                        events.add(News.of(Totals.of(own, asked.bodies())));
                    }
                });
    }

    /** At first what anybody remembers; from then on this node knows what comes, if it follows the room. */
    private CompletionStage<Void> lookIntoRoom(List<News> events) {
        if (room == null) {
            return CompletableFuture.completedFuture(null);
        }
        RoomEvents own = remembers ? ladder.own(room, seq, MOST_EVENTS) : null;
        if (own != null) {
            tell(own, events);
            return CompletableFuture.completedFuture(null);
        }
        return ladder.all(operator, room, seq, MOST_EVENTS).handle((all, failure) -> {
            if (failure == null) {
                remembers = all.events().size() < MOST_EVENTS;
                tell(all, events);
            }
            return null;
        });
    }

    private void tell(RoomEvents news, List<News> events) {
        if (!news.events().isEmpty()) {
            seq = news.events().getLast().seq();
            events.add(News.of(news));
        }
    }
}

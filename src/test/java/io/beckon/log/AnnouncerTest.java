package io.beckon.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.announcement.Announcement;
import io.beckon.announcement.InstanceGone;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class AnnouncerTest {

    /** A log that may be out of reach. */
    private static final class Flaky implements ControlLog {

        final List<Announcement> taken = new ArrayList<>();
        boolean away;

        @Override
        public CompletionStage<Void> append(Announcement announcement) {
            if (away) {
                return CompletableFuture.failedFuture(new LogUnavailable("away"));
            }
            taken.add(announcement);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public Following follow(Listener listener) {
            return () -> {};
        }
    }

    private static final Announcement ONE = new InstanceGone("1");
    private static final Announcement TWO = new InstanceGone("2");

    private final Flaky log = new Flaky();
    private final Announcer<Announcement> announcer = new Announcer<>(log::append, 100);

    @Test
    void whatTheLogDoesNotTakeIsAppendedUntilItDoes() {
        log.away = true;
        CompletableFuture<Void> one = announcer.insist(ONE);
        CompletableFuture<Void> two = announcer.insist(TWO);
        announcer.retry();
        assertFalse(one.isDone() || two.isDone());
        log.away = false;
        announcer.retry();
        announcer.retry();
        assertTrue(one.isDone() && two.isDone());
        assertEquals(List.of(ONE, TWO), log.taken);
    }

    @Test
    void whatTheLogIsSeenToHaveWhileOthersAreTriedAgainIsNotAppendedAnyMore() {
        List<String> taken = new ArrayList<>();
        List<Announcer<String>> self = new ArrayList<>();
        Announcer<String> words = new Announcer<>(
                word -> {
                    taken.add(word);
                    if (taken.size() <= 2) {
                        return CompletableFuture.failedFuture(new LogUnavailable("away"));
                    }
                    self.getFirst().seen("second");
                    return CompletableFuture.completedFuture(null);
                },
                10);
        self.add(words);
        words.insist("first");
        CompletableFuture<Void> second = words.insist("second");
        words.retry();
        assertEquals(List.of("first", "second", "first"), taken);
        assertTrue(second.isDone());

        words.put("third");
        words.seen("third");
        words.flush();
        words.insist("fourth");
        words.retry();
        assertEquals("fourth", taken.getLast());
        assertEquals(4, taken.size());
        assertEquals(0, words.size());
    }

    @Test
    void whatIsAppendedOnceIsNotRepeated() {
        log.away = true;
        assertTrue(announcer.append(ONE).toCompletableFuture().isCompletedExceptionally());
        log.away = false;
        announcer.retry();
        assertEquals(List.of(), log.taken);
    }

    @Test
    void ofWhatHasTheSameKeyTheNewestComesLast() {
        List<String> taken = new ArrayList<>();
        List<CompletableFuture<Void>> answers = new ArrayList<>();
        Announcer<String> words = new Announcer<>(
                new Announcer.Way<>(
                        word -> {
                            taken.add(word);
                            answers.add(new CompletableFuture<>());
                            return answers.getLast();
                        },
                        word -> word.charAt(0),
                        (older, newer) -> newer),
                10,
                lost -> {});
        CompletableFuture<Void> first = words.insist("a1");
        words.insist("a2");
        CompletableFuture<Void> last = words.insist("a3");
        assertEquals(List.of("a1"), taken, "one after the other");
        answers.getFirst().complete(null);
        assertEquals(List.of("a1", "a3"), taken);
        assertFalse(last.isDone());
        answers.getLast().completeExceptionally(new LogUnavailable("away"));
        words.insist("a4");
        words.retry();
        assertEquals(List.of("a1", "a3", "a4"), taken, "an older one does not come after a newer one");
        answers.getLast().complete(null);
        assertTrue(first.isDone() && last.isDone());
        assertEquals(0, words.size());
    }

    @Test
    void noMoreThanMayWaitAndTheRestIsToldOf() {
        List<Announcement> lost = new ArrayList<>();
        Announcer<Announcement> small = new Announcer<>(
                new Announcer.Way<>(log::append, announcement -> announcement, (older, newer) -> newer), 2, lost::add);
        log.away = true;
        small.insist(ONE);
        small.put(TWO);
        small.flush();
        small.insist(ONE);
        CompletableFuture<Void> third = small.insist(new InstanceGone("3"));
        small.put(new InstanceGone("4"));
        assertTrue(third.isCompletedExceptionally());
        assertEquals(List.of(new InstanceGone("3"), new InstanceGone("4")), lost);
        assertEquals(2, small.losses());
        assertEquals(2, small.size());
        log.away = false;
        small.retry();
        assertEquals(List.of(ONE, TWO), log.taken);
        assertEquals(0, small.size());
        assertFalse(small.insist(new InstanceGone("3")).isCompletedExceptionally());
    }

    @Test
    void aLogThatTakesNothingIsTriedWithAFewAndThenWithMore() {
        int[] tries = new int[1];
        boolean[] away = {true};
        Announcer<Integer> many = new Announcer<>(
                number -> {
                    tries[0]++;
                    return away[0]
                            ? CompletableFuture.failedFuture(new LogUnavailable("away"))
                            : CompletableFuture.completedFuture(null);
                },
                10_000);
        for (int i = 0; i < 10_000; i++) {
            many.insist(i);
        }
        for (int second = 0; second < 3; second++) {
            tries[0] = 0;
            many.retry();
            assertEquals(Announcer.FEWEST_AT_ONCE, tries[0]);
        }
        away[0] = false;
        int seconds = 0;
        while (many.size() > 0) {
            tries[0] = 0;
            many.retry();
            assertTrue(tries[0] > 0 && tries[0] <= Announcer.MOST_AT_ONCE);
            seconds++;
        }
        assertTrue(seconds <= 8, "it took " + seconds);
    }

    @Test
    void whatThrowsIsTriedAgainToo() {
        boolean[] broken = {true};
        Announcer<Integer> announcer = new Announcer<>(
                number -> {
                    if (broken[0]) {
                        throw new IllegalStateException("broken");
                    }
                    return CompletableFuture.completedFuture(null);
                },
                10);
        CompletableFuture<Void> done = announcer.insist(1);
        assertFalse(done.isDone());
        broken[0] = false;
        announcer.retry();
        assertTrue(done.isDone());
    }

    @Test
    void whatIsSeenInTheLogIsNotTriedAgain() {
        log.away = true;
        CompletableFuture<Void> one = announcer.insist(ONE);
        announcer.insist(TWO);
        announcer.seen(ONE);
        assertTrue(one.isDone());
        assertEquals(1, announcer.size());
        log.away = false;
        announcer.retry();
        announcer.retry();
        assertEquals(List.of(TWO), log.taken);
        assertEquals(0, announcer.size());
    }

    @Test
    void anAnswerThatComesAfterItWasSeenEndsNoLaterOne() {
        List<CompletableFuture<Void>> answers = new ArrayList<>();
        Announcer<String> slow = new Announcer<>(
                announcement -> {
                    CompletableFuture<Void> answer = new CompletableFuture<>();
                    answers.add(answer);
                    return answer;
                },
                10);
        slow.insist("a");
        slow.seen("a");
        CompletableFuture<Void> later = slow.insist("a");
        answers.getFirst().completeExceptionally(new LogUnavailable("away"));
        assertFalse(later.isDone());
        slow.retry();
        assertEquals(2, answers.size());
        answers.getLast().complete(null);
        assertTrue(later.isDone());
        assertEquals(0, slow.size());
    }
}

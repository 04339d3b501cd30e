package io.beckon.web;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.beckon.Thorough;
import io.beckon.wire.ServerUnderTest;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What everybody sends in a call of several, by the browsers' own statistics. Cameras have few frames here; with
 * {@code -Dbeckon.camera.fps=30 -Dbeckon.warm-up=30} they have as many as real ones, which is what docs/web-app.md was measured with.
 */
@Thorough
@Isolated("browsers")
class OutgoingIT {

    private static final int SECONDS = 10;
    private static final int MOST_PEOPLE = Integer.getInteger("beckon.call.people", 4);
    /** Before it counts: a browser sends more and more until it knows what gets through. */
    private static final int WARM_UP_SECONDS = Integer.getInteger("beckon.warm-up", 0);
    /** Of the microphone, to each. */
    private static final double VOICE_KBPS = 64;
    /** A limit is kept on average. */
    private static final double LEEWAY = 1.25;

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.withDefaults();

    @RegisterExtension
    static final Tabs tabs = new Tabs(server);

    @ParameterizedTest
    @CsvSource({"2, 1700", "4, 500", "6, 300"})
    void nobodySendsMoreThanACallOfSoManyBears(int people, double kbpsToEach) {
        assumeTrue(people <= MOST_PEOPLE, "with -Pfull only: six browsers with five connections each");
        String room = ServerUnderTest.freshRoom();
        List<Tab> call = IntStream.range(0, people)
                .mapToObj(index -> tabs.join("Person " + index, room))
                .toList();
        call.forEach(tab -> tab.resize(1440, 900));
        call.forEach(tab -> tab.media().awaitVideoFrom(people - 1, 0));
        call.forEach(tab -> tab.media().awaitAllLimited(people - 1));

        call.getFirst().watch(Duration.ofSeconds(WARM_UP_SECONDS));

        List<Outgoing> sent =
                call.stream().limit(2).map(tab -> tab.media().outgoing(SECONDS)).toList();

        for (Outgoing one : sent) {
            System.out.printf("a call of %d: %s%n", people, one);
            double most = LEEWAY * (people - 1) * (kbpsToEach + VOICE_KBPS);
            assertTrue(one.kbps() > 0 && one.kbps() < most, () -> one + ", at most " + most);
        }
    }
}

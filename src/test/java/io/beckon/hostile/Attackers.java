package io.beckon.hostile;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/**
 * A process of hostile clients, so that they take nothing from those who measure: {@code SERVER SOURCE TOKEN-FILE SECONDS CONNECTIONS
 * ATTACK...}. The connections share the attacks among them. When their time is up it writes what they were told to its output, and waits to be killed.
 */
public final class Attackers {

    private static final String PREFIX = "told: ";

    private Attackers() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        URI server = URI.create(arguments[0]);
        String token = Files.readString(Path.of(arguments[2])).strip();
        long end = System.nanoTime() + Long.parseLong(arguments[3]) * 1_000_000_000L;
        List<Attack> attacks =
                Arrays.stream(arguments).skip(5).map(Attack::valueOf).toList();
        Tally tally = new Tally();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(arguments[4]); i++) {
            Target target = new Target(server, arguments[1], token, i, end, tally);
            Attack attack = attacks.get(i % attacks.size());
            threads.add(Thread.ofPlatform().daemon().start(() -> target.attack(attack)));
        }
        for (Thread thread : threads) {
            thread.join(Math.max(1, (end - System.nanoTime()) / 1_000_000 + 6000));
        }
        System.out.println(PREFIX + tally.all());
        System.out.println("over");
        // What they keep open stays so until somebody has looked.
        new CountDownLatch(1).await();
    }

    /** What they were told, from their output. */
    static String told(String output) {
        return output.lines()
                .filter(line -> line.startsWith(PREFIX))
                .map(line -> line.substring(PREFIX.length()))
                .collect(Collectors.joining());
    }
}

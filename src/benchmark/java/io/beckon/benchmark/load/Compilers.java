package io.beckon.benchmark.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The CPU time that JVMs take to compile, from when this was made: of the threads that HotSpot calls "C1 CompilerThread" and "C2
 * CompilerThread". What one of them takes that begins and ends in between is missed; other servers have none.
 */
final class Compilers {

    private final List<Long> pids;
    private final Map<Path, Double> before;

    Compilers(List<Long> pids) {
        this.pids = pids;
        this.before = seconds(pids);
    }

    double seconds() {
        double seconds = 0;
        for (Map.Entry<Path, Double> now : seconds(pids).entrySet()) {
            seconds += now.getValue() - before.getOrDefault(now.getKey(), 0.0);
        }
        return seconds;
    }

    /** By thread, since each began. */
    static Map<Path, Double> seconds(List<Long> pids) {
        Map<Path, Double> seconds = new HashMap<>();
        for (long pid : pids) {
            try (DirectoryStream<Path> threads =
                    Files.newDirectoryStream(Path.of("/proc", String.valueOf(pid), "task"))) {
                for (Path thread : threads) {
                    add(thread, seconds);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return seconds;
    }

    private static void add(Path thread, Map<Path, Double> seconds) throws IOException {
        try {
            String stat = Files.readString(thread.resolve("stat"));
            if (stat.contains("(C1 Compiler") || stat.contains("(C2 Compiler")) {
                seconds.put(thread, Processes.cpuSecondsOf(stat));
            }
        } catch (NoSuchFileException e) {
            // It has ended meanwhile.
        }
    }
}

package io.beckon.benchmark.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** CPU time and memory of processes, as Linux tells them (proc(5)). */
final class Processes {

    private static final double TICKS_PER_SECOND = 100;

    private final List<Long> pids;

    Processes(List<Long> pids) {
        this.pids = pids;
    }

    /** User and system time in seconds. */
    double cpuSeconds() {
        return pids.stream().mapToDouble(Processes::cpuSeconds).sum();
    }

    static double cpuSeconds(long pid) {
        return cpuSecondsOf(read(Path.of("/proc", String.valueOf(pid), "stat")));
    }

    /** @param stat of a process or of a thread */
    static double cpuSecondsOf(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    }

    /** The compilers of JVMs, from now on. */
    Compilers compilers() {
        return new Compilers(pids);
    }

    /** All processes together, with what the host took from this machine. */
    static double machineCpuSeconds() {
        String[] fields =
                read(Path.of("/proc/stat")).lines().findFirst().orElseThrow().split(" +");
        return IntStream.of(1, 2, 3, 6, 7, 8)
                        .mapToLong(field -> Long.parseLong(fields[field]))
                        .sum()
                / TICKS_PER_SECOND;
    }

    long residentBytes() {
        return pids.stream()
                .flatMap(pid -> read(Path.of("/proc", String.valueOf(pid), "smaps_rollup"))
                        .lines())
                .filter(line -> line.startsWith("Rss:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .sum();
    }

    int threads() {
        return pids.stream()
                .flatMap(pid ->
                        read(Path.of("/proc", String.valueOf(pid), "status")).lines())
                .filter(line -> line.startsWith("Threads:"))
                .mapToInt(line -> Integer.parseInt(line.replaceAll("\\D", "")))
                .sum();
    }

    /** What is left of the heaps of JVMs after a full collection; 0 where a process is none. */
    long liveHeapBytes() {
        return pids.stream().mapToLong(Processes::liveHeapBytes).sum();
    }

    private static long liveHeapBytes(long pid) {
        try {
            Process jcmd = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            String.valueOf(pid),
                            "GC.class_histogram")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String total = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith("Total"))
                    .findFirst()
                    .orElse("Total 0 0");
            return Long.parseLong(total.split(" +")[2]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

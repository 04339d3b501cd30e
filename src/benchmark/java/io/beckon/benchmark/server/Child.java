package io.beckon.benchmark.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A process that does not outlive this one. */
final class Child implements AutoCloseable {

    private static final long START_UP_SECONDS = 90;

    private final String name;
    private final Process process;
    private final Path log;
    private final Thread hook;

    private Child(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
        hook = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** What it says is appended to {@code NAME.log}. */
    static Child start(String name, List<String> command, Map<String, String> environment, Path logs) {
        try {
            Files.createDirectories(logs);
            Path log = logs.resolve(name + ".log");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment);
            return new Child(name, builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Child start(String name, List<String> command, Path logs) {
        return start(name, command, Map.of(), logs);
    }

    /** The {@code java} that runs this. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    long pid() {
        return process.pid();
    }

    void await(BooleanSupplier ready) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_UP_SECONDS);
        try {
            while (!ready.getAsBoolean()) {
                if (process.waitFor(100, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
                    throw new IllegalStateException(name + " did not start, see " + log);
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until it has done what it was started for. */
    void awaitEnd() {
        if (process.onExit().join().exitValue() != 0) {
            throw new IllegalStateException(name + " failed, see " + log);
        }
        Runtime.getRuntime().removeShutdownHook(hook);
    }

    /** SIGKILL, as nothing that it might still do is of interest. */
    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
        Runtime.getRuntime().removeShutdownHook(hook);
    }
}

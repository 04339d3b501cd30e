package io.beckon.benchmark.load;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** What all scenarios share: the frame of a run, the measured window and the account of lost messages. */
public abstract class Scenario {

    /** Seconds between two looks at a JVM's compilers. */
    private static final int LOOK = 5;
    /** Of the CPU time of the server; with less the compilers do what they do all the time. */
    private static final double RESTING = 0.05;

    final Figures figures = new Figures();
    final Window window = new Window();
    Load load;
    Fleet fleet;
    Processes server;
    double serverCpuSeconds;
    private volatile boolean running = true;
    private volatile boolean warm;

    /** Runs once; the figure {@code cost} is what a server is compared by. */
    public final Figures run(Target target, Load amount) throws InterruptedException {
        load = amount;
        server = new Processes(target.processes());
        try (Fleet made = new Fleet(target, amount.threads(), amount.connecting())) {
            fleet = made;
            run();
            figures.put("connect_failures", fleet.failures())
                    .put("lost_connections", fleet.lostConnections())
                    .put("refused", fleet.serverMessages().getOrDefault("error", 0L));
            fleet.serverMessages().forEach((type, count) -> figures.put("server_message_" + type, count));
        }
        return figures;
    }

    abstract void run() throws InterruptedException;

    /** False once the load is to end: a closed loop then sends no more. */
    boolean running() {
        return running;
    }

    /** False while a JVM is warmed up: an open loop then offers more than it will. */
    boolean isWarm() {
        return warm;
    }

    /** Loads a JVM until its compilers rest: that depends on how often it has done something, and on the machine. */
    private void warmUp() throws InterruptedException {
        boolean resting = false;
        for (int second = 0; second < load.warmUpAtMost() && !(resting && second >= load.warmUp()); second += LOOK) {
            Compilers compilers = server.compilers();
            double before = server.cpuSeconds();
            Thread.sleep(LOOK * 1000L);
            resting = compilers.seconds() < RESTING * (server.cpuSeconds() - before);
        }
        warm = true;
    }

    /** Runs an already started load through warm-up and window, and ends it. */
    void measure() throws InterruptedException {
        warmUp();
        Thread.sleep(load.settle() * 1000L);
        Compilers compilers = server.compilers();
        long self = ProcessHandle.current().pid();
        double serverBefore = server.cpuSeconds();
        double selfBefore = Processes.cpuSeconds(self);
        double machineBefore = Processes.machineCpuSeconds();
        window.open();
        Thread.sleep(load.duration() * 1000L);
        window.close();
        running = false;
        serverCpuSeconds = server.cpuSeconds() - serverBefore;
        figures.put("compiler_share", compilers.seconds() / Math.max(serverCpuSeconds, 0.01));
        double selfUsed = Processes.cpuSeconds(self) - selfBefore;
        double machineUsed = Processes.machineCpuSeconds() - machineBefore;
        figures.put("server_cpu_cores", serverCpuSeconds / window.seconds())
                .put("clients_cpu_cores", selfUsed / window.seconds())
                .put("other_cpu_cores", Math.max(0, machineUsed - selfUsed - serverCpuSeconds) / window.seconds());
    }

    /** Microseconds of the server's CPU time in the window for each of so many. */
    void putCost(long count) {
        figures.put("cost", serverCpuSeconds * 1e6 / Math.max(1, count));
    }

    /** Waits until all that was sent has arrived, five seconds at most, then tells what did not, or not as it should. */
    void account(Collection<Client[]> rooms) throws InterruptedException {
        long deadline = Clock.now() + 5_000_000_000L;
        Thread.sleep(100);
        while (lost(rooms) > 0 && Clock.now() < deadline) {
            Thread.sleep(50);
        }
        figures.put("lost", lost(rooms))
                .put(
                        "duplicates",
                        links(rooms).mapToLong(link -> link.flow().duplicates()).sum())
                .put(
                        "reordered",
                        links(rooms).mapToLong(link -> link.flow().reordered()).sum());
    }

    private static long lost(Collection<Client[]> rooms) {
        return links(rooms)
                .mapToLong(link -> link.sender().sent() - link.flow().distinct())
                .sum();
    }

    private record Link(Client sender, Flow flow) {}

    private static Stream<Link> links(Collection<Client[]> rooms) {
        return rooms.stream()
                .flatMap(room -> Arrays.stream(room)
                        .filter(sender -> sender.sent() > 0)
                        .flatMap(sender -> Arrays.stream(room)
                                .filter(receiver -> receiver != sender)
                                .map(receiver -> new Link(sender, receiver.from(sender)))));
    }

    static List<Client> all(Collection<Client[]> rooms) {
        return rooms.stream().flatMap(Arrays::stream).toList();
    }

    /** Opens the clients and tells how fast that went. */
    void open(Collection<Client[]> rooms) throws InterruptedException {
        long start = Clock.now();
        List<Client> clients = all(rooms);
        fleet.open(clients);
        figures.put("clients", clients.size()).put("connects_per_s", clients.size() / ((Clock.now() - start) / 1e9));
        Thread.sleep(500);
    }
}

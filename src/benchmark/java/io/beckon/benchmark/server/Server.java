package io.beckon.benchmark.server;

import io.beckon.benchmark.load.Target;
import java.util.ArrayList;
import java.util.List;

/** A server that runs, with all processes that it takes. */
public final class Server implements AutoCloseable {

    private final Target target;
    private final List<AutoCloseable> parts;

    Server(Target target, List<? extends AutoCloseable> parts) {
        this.target = target;
        this.parts = List.copyOf(parts);
    }

    public Target target() {
        return target;
    }

    @Override
    public void close() {
        List<AutoCloseable> reversed = new ArrayList<>(parts).reversed();
        for (AutoCloseable part : reversed) {
            try {
                part.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}

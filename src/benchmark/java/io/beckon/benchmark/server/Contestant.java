package io.beckon.benchmark.server;

import io.beckon.benchmark.load.Dialect;

/** Something that can be started and measured. */
public interface Contestant {

    /** In tables, and for {@code --servers}. */
    String name();

    Dialect dialect();

    /** Whether it gets faster while it runs. */
    boolean warmsUp();

    Server start();
}

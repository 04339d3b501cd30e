package io.beckon.app;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;

/**
 * The process: runs until it is told to end, then lets its clients go while its servers still stand. Quarkus' own shutdown event
 * comes after its HTTP server has closed.
 */
@QuarkusMain
public final class Main implements QuarkusApplication {

    private final Wiring wiring;

    Main(Wiring wiring) {
        this.wiring = wiring;
    }

    public static void main(String... args) {
        Quarkus.run(Main.class, args);
    }

    @Override
    public int run(String... args) throws InterruptedException {
        Quarkus.waitForExit();
        wiring.stop();
        return 0;
    }
}

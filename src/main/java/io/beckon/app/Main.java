package io.beckon.app;

import io.beckon.command.Command;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Where the program begins: without arguments it is the service. A command is carried out before anything of the service is there. */
@QuarkusMain
public final class Main {

    private static final int OUTPUT_BUFFER_BYTES = 1 << 16;

    private Main() {}

    public static void main(String... arguments) {
        if (arguments.length == 0) {
            Quarkus.run();
            return;
        }
        Logger.getLogger("").setLevel(Level.OFF);
        PrintStream out = new PrintStream(
                new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), OUTPUT_BUFFER_BYTES),
                false,
                StandardCharsets.UTF_8);
        System.exit(new Command(System.in, out, System.err).run(arguments));
    }
}

package io.beckon.benchmark.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Clients that break RFC 6455, each in another way: does the close code that says so arrive? A figure for each is the code that did. */
public final class Violations extends Scenario {

    private static final byte[] NOT_UTF8 = {'"', (byte) 0xc3, '"'};
    private static final int LARGE = 600_000;

    /** What is sent, and which code section 7.4.1 has for it. */
    private record Violation(int code, byte[]... frames) {}

    private static Map<String, Violation> all() {
        byte[] text = "{\"type\":\"ping\"}".getBytes(UTF_8);
        byte[] begun = RawSocket.frame(RawSocket.TEXT, text);
        Map<String, Violation> all = new LinkedHashMap<>();
        all.put("text that is not UTF-8", new Violation(1007, RawSocket.frame(0x81, NOT_UTF8)));
        all.put(
                "fragments that are not UTF-8",
                new Violation(1007, RawSocket.frame(0x01, NOT_UTF8), RawSocket.frame(0x80, NOT_UTF8)));
        all.put("a frame without a mask", new Violation(1002, RawSocket.frame(0x81, text, false)));
        all.put("a reserved bit", new Violation(1002, RawSocket.frame(0xc1, text)));
        all.put("a reserved opcode", new Violation(1002, RawSocket.frame(0x83, text)));
        all.put("a ping in fragments", new Violation(1002, RawSocket.frame(0x09, text)));
        all.put("a ping that is too long", new Violation(1002, RawSocket.frame(0x89, new byte[126])));
        all.put("a continuation of nothing", new Violation(1002, RawSocket.frame(0x80, text)));
        all.put("a text within a text", new Violation(1002, begun, RawSocket.frame(0x81, text)));
        all.put("a close of one byte", new Violation(1002, RawSocket.frame(0x88, new byte[1])));
        all.put("a close code that is for nobody", new Violation(1002, RawSocket.frame(0x88, new byte[] {3, (byte) 0xed
        })));
        all.put("a frame that is too large", new Violation(1009, RawSocket.frame(0x81, new byte[LARGE])));
        all.put(
                "a message that is too large",
                new Violation(1009, RawSocket.frame(0x01, spaces()), RawSocket.frame(0x80, spaces())));
        all.put("no violation: a close", new Violation(1000, RawSocket.frame(0x88, new byte[] {3, (byte) 0xe8})));
        return all;
    }

    private static byte[] spaces() {
        return " ".repeat(LARGE / 2).getBytes(UTF_8);
    }

    @Override
    void run() throws InterruptedException {
        int wrong = 0;
        int client = 0;
        for (Map.Entry<String, Violation> each : all().entrySet()) {
            int code = tried(each.getValue(), client++);
            figures.put(each.getKey() + ", " + each.getValue().code(), code);
            wrong += code == each.getValue().code() ? 0 : 1;
        }
        figures.put("cost", wrong);
    }

    private int tried(Violation violation, int client) {
        try (RawSocket socket = new RawSocket(fleet.target, client)) {
            socket.await("welcome");
            try {
                for (byte[] frame : violation.frames()) {
                    socket.write(frame);
                }
            } catch (IOException e) {
                // what it has said before that is still there
            }
            return socket.end();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}

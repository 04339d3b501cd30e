package io.beckon.hostile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Something that a hostile client does over and over, as fast as it can. All of it is harmless input: what is shown is what the
 * service makes of it.
 */
enum Attack {
    UNFINISHED_HEADS("heads of requests that never end, in lines as short as possible") {
        @Override
        void once(Target target) throws IOException {
            try (Wire wire = target.connect()) {
                wire.write("GET / HTTP/1.1\r\nHost: " + target.server().getAuthority() + "\r\n");
                for (int line = 0; target.goesOn(); line++) {
                    wire.write("a" + line % 10 + ":b\r\n");
                }
                wire.answer();
            }
        }
    },
    SLEEPING_HEADS("connections that begin a request and then say nothing") {
        @Override
        void once(Target target) throws IOException {
            Wire wire = target.connect();
            target.keep(wire.write("GET / HTTP/1.1\r\nHost: a\r\n" + "x-a: b\r\n".repeat(60)));
        }
    },
    UNFINISHED_BODIES("bodies that never end") {
        @Override
        void once(Target target) throws IOException {
            Wire wire = target.connect();
            target.keep(wire.write(
                    "POST /development/token HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                            + "Content-Length: 16000\r\n\r\n" + " ".repeat(15_000)));
        }
    },
    CONNECTIONS("connections that come and go") {
        @Override
        void once(Target target) throws IOException {
            target.connect().close();
        }
    },
    REQUESTS("requests for a page") {
        @Override
        void once(Target target) throws IOException {
            try (Wire wire = target.connect()) {
                while (target.goesOn()) {
                    wire.write("GET / HTTP/1.1\r\nHost: " + target.server().getAuthority() + "\r\n\r\n");
                    wire.answer();
                }
            }
        }
    },
    UNREAD_ANSWERS("requests whose answers are not read") {
        @Override
        void once(Target target) throws IOException {
            Wire wire = target.connect().deaf();
            byte[] request = ("GET /client/beckon.js HTTP/1.1\r\nHost: "
                            + target.server().getAuthority() + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
            target.keep(wire.write(Wire.times(50, request)));
        }
    },
    BAD_TOKENS("upgrades with a bad token") {
        @Override
        void once(Target target) throws IOException {
            try (Wire wire = target.connect()) {
                wire.upgrade(target.server(), "a".repeat(1000));
            }
        }
    },
    RECONNECTS("a good token, again and again") {
        @Override
        void once(Target target) throws IOException {
            try (Wire wire = target.connect()) {
                wire.upgrade(target.server(), target.token());
            }
        }
    },
    MESSAGES("messages to a room of one's own") {
        @Override
        void once(Target target) throws IOException {
            byte[] message = Wire.times(100, Wire.text("{\"type\":\"message\",\"id\":\"m\",\"data\":1}"));
            joinAndWrite(target, "own", message);
        }
    },
    LARGE_MESSAGES("messages of 16 KB to a room of one's own, twenty in it") {
        @Override
        void once(Target target) throws IOException {
            byte[] message = Wire.text("{\"type\":\"message\",\"data\":\"" + "x".repeat(16_000) + "\"}");
            joinAndWrite(target, "large", message);
        }
    },
    PINGS("pings of the WebSocket protocol") {
        @Override
        void once(Target target) throws IOException {
            joinAndWrite(target, "ping", Wire.times(1000, Wire.frame(9, new byte[0])));
        }
    },
    FRAGMENTS("empty fragments of a message that never ends") {
        @Override
        void once(Target target) throws IOException {
            try (Wire wire = target.sitDown("fragment").write(new byte[] {1, (byte) 0x80, 0, 0, 0, 0})) {
                write(target, wire, Wire.times(1000, new byte[] {0, (byte) 0x80, 0, 0, 0, 0}));
            }
        }
    },
    UPDATES("updates of a large metadata, twenty in the room") {
        @Override
        void once(Target target) throws IOException {
            joinAndWrite(
                    target,
                    "update",
                    Wire.text("{\"type\":\"update\",\"metadata\":{\"a\":\"" + "x".repeat(4000) + "\"}}"));
        }
    },
    ROSTERS("requests for the roster") {
        @Override
        void once(Target target) throws IOException {
            joinAndWrite(target, "roster", Wire.times(50, Wire.text("{\"type\":\"roster\"}")));
        }
    },
    DEAF_JOINS("a join, repeated by one that does not read") {
        @Override
        void once(Target target) throws IOException {
            String join = "{\"type\":\"join\",\"id\":\"j\",\"room\":\"deaf\",\"metadata\":{\"a\":\"" + "x".repeat(4000)
                    + "\"}}";
            try (Wire wire = target.connect()) {
                if (wire.deaf().upgrade(target.server(), target.token())) {
                    wire.read();
                    write(target, wire, Wire.text(join));
                }
            }
        }
    },
    ROOMS("rooms that are joined and left") {
        @Override
        void once(Target target) throws IOException {
            try (Wire wire = target.sitDown("rooms")) {
                while (target.goesOn()) {
                    String room = UUID.randomUUID().toString();
                    wire.write(Wire.text("{\"type\":\"join\",\"id\":\"j\",\"room\":\"" + room + "\"}"));
                    wire.write(Wire.text("{\"type\":\"leave\",\"id\":\"l\",\"room\":\"" + room + "\"}"));
                }
            }
        }
    },
    FAR_RESUMES("resumes from a place that is not there, given up at once") {
        @Override
        void once(Target target) throws IOException {
            try (Wire wire = target.connect()) {
                if (wire.upgrade(target.server(), target.token())) {
                    String welcome = wire.read();
                    StringBuilder rooms = new StringBuilder();
                    for (int room = 0; room < 16; room++) {
                        rooms.append(room == 0 ? "" : ",")
                                .append("\"far")
                                .append(room)
                                .append("\":9007199254740000");
                    }
                    wire.write(Wire.text("{\"type\":\"resume\",\"session\":\"" + field(welcome, "session")
                            + "\",\"secret\":\"" + field(welcome, "secret") + "\",\"rooms\":{" + rooms + "}}"));
                }
            }
        }
    },
    CALLS("calls to nobody") {
        @Override
        void once(Target target) throws IOException {
            joinAndWrite(
                    target,
                    "calls",
                    Wire.text("{\"type\":\"call\",\"user\":\"nobody\",\"metadata\":{\"a\":\"" + "x".repeat(4000)
                            + "\"}}"));
        }
    },
    CONNECTIONS_OF_A_PAIR("offers for ever new peer connections of a pair, their descriptions large") {
        @Override
        void once(Target target) throws IOException {
            byte[] offer = Wire.text(
                    "{\"type\":\"offer\",\"pc\":\"" + UUID.randomUUID() + "\",\"offer\":{\"type\":\"offer\",\"sdp\":\""
                            + io.beckon.wire.Sdp.offer("abcd").text().replace("\r\n", "\\r\\n") + "\"}}");
            joinAndWrite(target, "pair", offer);
        }
    },
    NONSENSE("frames that are not JSON") {
        @Override
        void once(Target target) throws IOException {
            joinAndWrite(target, "nonsense", Wire.times(100, Wire.text("nonsense")));
        }
    };

    /** For people. */
    final String what;

    Attack(String what) {
        this.what = what;
    }

    /** What one connection does, until it is ended or the time is up. */
    abstract void once(Target target) throws IOException;

    /** Whether it takes no account. */
    boolean isOfStrangers() {
        return compareTo(BAD_TOKENS) <= 0;
    }

    private static void joinAndWrite(Target target, String room, byte[] frames) throws IOException {
        try (Wire wire = target.sitDown(room)) {
            write(target, wire, frames);
        }
    }

    private static void write(Target target, Wire wire, byte[] frames) throws IOException {
        while (target.goesOn()) {
            wire.write(frames);
        }
    }

    private static String field(String json, String name) {
        int at = json.indexOf('"' + name + "\":\"") + name.length() + 4;
        return json.substring(at, json.indexOf('"', at));
    }
}

package io.beckon.sdp;

import org.jspecify.annotations.Nullable;

/** One candidate while it is read, from its foundation on. */
final class CandidateReader {

    private static final int LONGEST_FOUNDATION = 32;
    private static final int LAST_COMPONENT = 256;
    private static final int LAST_PORT = 65_535;

    private final Cursor cursor;
    private @Nullable String usernameFragment;

    CandidateReader(Cursor cursor) {
        this.cursor = cursor;
    }

    IceCandidate read() throws MalformedCandidate {
        String foundation = foundation();
        int component = (int) number("component", 1, LAST_COMPONENT);
        String transport = transport();
        long priority = number("priority", 1, Integer.MAX_VALUE);
        String address = address("address");
        boolean mdns = HostName.isUnderLocal(cursor.text(), cursor.wordStart(), cursor.position());
        int port = (int) number("port", transport.equals(IceCandidate.TCP) ? 0 : 1, LAST_PORT);
        String type = type();
        if (mdns && !type.equals(IceCandidate.HOST)) {
            throw new MalformedCandidate("address", "may be a .local name only in a host candidate");
        }
        while (!cursor.atEnd()) {
            extension();
        }
        return new IceCandidate(foundation, component, transport, priority, address, port, type, usernameFragment);
    }

    private String foundation() throws MalformedCandidate {
        boolean found = cursor.nextWord(CharacterClass.ICE);
        if (!found || cursor.wordLength() > LONGEST_FOUNDATION) {
            throw new MalformedCandidate("foundation", "must be 1 to 32 letters, digits, '+' or '/'");
        }
        return cursor.word();
    }

    private long number(String part, int lowest, int highest) throws MalformedCandidate {
        space(part);
        long value = cursor.numberWord(highest);
        if (value < lowest) {
            throw new MalformedCandidate(part, "must be a number from " + lowest + " to " + highest);
        }
        return value;
    }

    private String transport() throws MalformedCandidate {
        word("transport");
        if (cursor.wordIsIgnoringCase(IceCandidate.UDP)) {
            return IceCandidate.UDP;
        }
        if (cursor.wordIsIgnoringCase(IceCandidate.TCP)) {
            return IceCandidate.TCP;
        }
        throw new MalformedCandidate("transport", "must be UDP or TCP");
    }

    private String address(String part) throws MalformedCandidate {
        word(part);
        byte[] text = cursor.text();
        int from = cursor.wordStart();
        int to = cursor.position();
        boolean valid = HostName.isUnderLocal(text, from, to)
                ? HostName.isMdns(text, from, to)
                : IpAddress.parse(text, from, to) != null || HostName.isValid(text, from, to);
        if (!valid) {
            throw new MalformedCandidate(part, "must be an IPv4 or IPv6 address, a domain name or <uuid>.local");
        }
        return cursor.word();
    }

    private String type() throws MalformedCandidate {
        word("typ");
        if (!cursor.wordIs("typ")) {
            throw new MalformedCandidate("typ", "must follow the port");
        }
        word("type");
        for (String type : IceCandidate.TYPES) {
            if (cursor.wordIs(type)) {
                return type;
            }
        }
        throw new MalformedCandidate("type", "must be host, srflx, prflx or relay");
    }

    private void extension() throws MalformedCandidate {
        visibleWord("extension");
        if (cursor.wordIs("raddr")) {
            address("raddr");
        } else if (cursor.wordIs("rport")) {
            number("rport", 0, LAST_PORT);
        } else if (cursor.wordIs("tcptype")) {
            tcpType();
        } else if (cursor.wordIs("ufrag")) {
            usernameFragment();
        } else {
            visibleWord("extension value");
        }
    }

    private void tcpType() throws MalformedCandidate {
        word("tcptype");
        if (!cursor.wordIs("active") && !cursor.wordIs("passive") && !cursor.wordIs("so")) {
            throw new MalformedCandidate("tcptype", "must be active, passive or so");
        }
    }

    private void usernameFragment() throws MalformedCandidate {
        space("ufrag");
        if (usernameFragment != null || !IceCredential.USERNAME_FRAGMENT.read(cursor)) {
            throw new MalformedCandidate("ufrag", "must stand once, with 4 to 256 letters, digits, '+' or '/'");
        }
        usernameFragment = cursor.word();
    }

    private void visibleWord(String part) throws MalformedCandidate {
        space(part);
        if (!cursor.nextWord(CharacterClass.VISIBLE)) {
            throw new MalformedCandidate(part, "is missing or has a character that is not printable ASCII");
        }
    }

    private void word(String part) throws MalformedCandidate {
        space(part);
        if (!cursor.nextWord()) {
            throw new MalformedCandidate(part, "is missing");
        }
    }

    private void space(String part) throws MalformedCandidate {
        if (!cursor.skipSpace()) {
            throw new MalformedCandidate(part, "is missing");
        }
    }
}

package io.beckon.sdp;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One candidate while it is read, from its foundation on. */
final class CandidateReader {

    private static final int LONGEST_FOUNDATION = 32;
    private static final int LAST_COMPONENT = 256;
    private static final int LAST_PORT = 65_535;
    private static final long HIGHEST_PRIORITY = 0xffff_ffffL;

    private final Cursor cursor;
    private final Consumer<Rule> findings;
    private @Nullable String usernameFragment;
    private @Nullable MalformedCandidate unusable;
    private boolean tcpType;

    /** @param findings what is odd about it although it is not refused, perhaps several times */
    CandidateReader(Cursor cursor, Consumer<Rule> findings) {
        this.cursor = cursor;
        this.findings = findings;
    }

    IceCandidate read() throws MalformedCandidate {
        String foundation = foundation();
        int component = component();
        String transport = transport();
        long priority = priority();
        String address = address();
        boolean local = HostName.isUnderLocal(cursor.text(), cursor.wordStart(), cursor.position());
        boolean mdns = local && HostName.isMdns(cursor.text(), cursor.wordStart(), cursor.position());
        int port = (int) number("port", LAST_PORT);
        noteIf(port == 0 && transport.equals(IceCandidate.UDP), Rule.CANDIDATE_FORM);
        String type = type();
        noteIf(local && !(mdns && type.equals(IceCandidate.HOST)), Rule.CANDIDATE_NAME);
        while (!cursor.atEnd()) {
            extension();
        }
        noteIf(!transport.equals(IceCandidate.UDP) && !tcpType, Rule.CANDIDATE_FORM);
        return new IceCandidate(foundation, component, transport, priority, address, port, type, usernameFragment);
    }

    /** Why nobody could use it; {@code null} if somebody could. */
    @Nullable MalformedCandidate unusable() {
        return unusable;
    }

    private String foundation() {
        boolean some = cursor.nextWord();
        boolean usual = some && cursor.wordLength() <= LONGEST_FOUNDATION && cursor.wordConsistsOf(CharacterClass.ICE);
        noteIf(!usual, Rule.CANDIDATE_FORM);
        if (!cursor.wordConsistsOf(CharacterClass.VISIBLE)) {
            cannotBeUsed("foundation", "must be 1 to 32 letters, digits, '+' or '/'");
        }
        return cursor.word();
    }

    private int component() throws MalformedCandidate {
        int component = (int) number("component", LAST_COMPONENT, Integer.MAX_VALUE);
        if (component < 1 || component > LAST_COMPONENT) {
            cannotBeUsed("component", "must be a number from 1 to " + LAST_COMPONENT);
        }
        return component;
    }

    private long priority() throws MalformedCandidate {
        long priority = number("priority", HIGHEST_PRIORITY);
        noteIf(priority < 1 || priority > Integer.MAX_VALUE, Rule.CANDIDATE_FORM);
        return priority;
    }

    private long number(String part, long highest) throws MalformedCandidate {
        return number(part, highest, highest);
    }

    private long number(String part, long highest, long taken) throws MalformedCandidate {
        space(part);
        long value = cursor.numberWord(taken);
        if (value < 0) {
            throw malformed(part, "must be a number from 0 to " + highest);
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
        if (cursor.wordIsIgnoringCase(IceCandidate.SSLTCP)) {
            return IceCandidate.SSLTCP;
        }
        throw malformed("transport", "must be UDP or TCP");
    }

    private String address() throws MalformedCandidate {
        visibleWord("address");
        if (!isAddress()) {
            cannotBeUsed("address", "must be an IPv4 or IPv6 address, a domain name or <uuid>.local");
        }
        return cursor.word();
    }

    private boolean isAddress() {
        byte[] text = cursor.text();
        int from = cursor.wordStart();
        int to = cursor.position();
        if (IpAddress.parse(text, from, to) != null || HostName.isValid(text, from, to)) {
            return true;
        }
        int zone = from;
        while (zone < to && text[zone] != '%') {
            zone++;
        }
        boolean zoned = zone < to - 1 && IpAddress.parse(text, from, zone) != null;
        noteIf(zoned, Rule.CANDIDATE_FORM);
        return zoned;
    }

    private String type() throws MalformedCandidate {
        word("typ");
        if (!cursor.wordIs("typ")) {
            throw malformed("typ", "must follow the port");
        }
        word("type");
        for (String type : IceCandidate.TYPES) {
            if (cursor.wordIs(type)) {
                return type;
            }
        }
        throw malformed("type", "must be host, srflx, prflx or relay");
    }

    private void extension() throws MalformedCandidate {
        space("extension");
        if (cursor.atEnd()) {
            findings.accept(Rule.TRAILING_SPACE);
            return;
        }
        visible("extension");
        if (cursor.atEnd()) {
            findings.accept(Rule.CANDIDATE_FORM);
        } else if (cursor.wordIs("raddr")) {
            visibleWord("raddr");
            noteIf(!isAddress(), Rule.CANDIDATE_FORM);
        } else if (cursor.wordIs("rport")) {
            number("rport", LAST_PORT);
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
            throw malformed("tcptype", "must be active, passive or so");
        }
        tcpType = true;
    }

    private void usernameFragment() throws MalformedCandidate {
        space("ufrag");
        if (!IceCredential.USERNAME_FRAGMENT.read(cursor, findings)) {
            throw new MalformedCandidate(Rule.ICE_CREDENTIALS, "ufrag", "must be 4 to 256 letters, digits, '+' or '/'");
        }
        if (usernameFragment != null && !cursor.wordIs(usernameFragment)) {
            throw new MalformedCandidate(Rule.CANDIDATE_FRAGMENT, "ufrag", "must not stand twice");
        }
        usernameFragment = cursor.word();
    }

    private void visibleWord(String part) throws MalformedCandidate {
        space(part);
        visible(part);
    }

    private void visible(String part) throws MalformedCandidate {
        if (!cursor.nextWord(CharacterClass.VISIBLE)) {
            throw malformed(part, "is missing or has a character that is not printable ASCII");
        }
    }

    private void word(String part) throws MalformedCandidate {
        space(part);
        if (!cursor.nextWord()) {
            throw malformed(part, "is missing");
        }
    }

    private void space(String part) throws MalformedCandidate {
        if (!cursor.skipSpace()) {
            throw malformed(part, "is missing");
        }
    }

    private void noteIf(boolean found, Rule rule) {
        if (found) {
            findings.accept(rule);
        }
    }

    private void cannotBeUsed(String part, String reason) {
        if (unusable == null) {
            unusable = new MalformedCandidate(Rule.CANDIDATE_UNUSABLE, part, reason);
        }
    }

    private static MalformedCandidate malformed(String part, String reason) {
        return new MalformedCandidate(Rule.CANDIDATE, part, reason);
    }
}

package io.beckon.sdp;

import io.beckon.sdp.IceCredential.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One candidate while it is read, from its foundation on. */
final class CandidateReader {

    private static final int LONGEST_FOUNDATION = 32;
    private static final int LAST_COMPONENT = 256;
    private static final int LAST_PORT = 65_535;
    private static final long HIGHEST_PRIORITY = 0xffff_ffffL;
    private static final long HIGHEST_GENERATION = 0xffff_ffffL;

    private final Cursor cursor;
    private final Consumer<Rule> findings;
    private List<MalformedCandidate> faults = List.of();
    private @Nullable String usernameFragment;
    private boolean readable = true;
    private boolean tcpType;

    /** @param findings what is odd about it although it is not refused, perhaps several times */
    CandidateReader(Cursor cursor, Consumer<Rule> findings) {
        this.cursor = cursor;
        this.findings = findings;
    }

    /** {@code null} if it cannot be read: {@link #faults} say why. */
    @Nullable IceCandidate read() {
        try {
            IceCandidate candidate = parts();
            return readable ? candidate : null;
        } catch (MalformedCandidate missing) {
            add(missing);
            return null;
        }
    }

    /** What nobody could use, or read, in the order of the parts; none where it is right. */
    List<MalformedCandidate> faults() {
        return faults;
    }

    /** Also of one that cannot be read, as far as it was. */
    @Nullable String usernameFragment() {
        return usernameFragment;
    }

    private IceCandidate parts() throws MalformedCandidate {
        String foundation = foundation();
        int component = component();
        String transport = transport();
        long priority = priority();
        String address = address();
        boolean local = HostName.isUnderLocal(cursor.text(), cursor.wordStart(), cursor.position());
        boolean mdns = local && HostName.isMdns(cursor.text(), cursor.wordStart(), cursor.position());
        boolean odd = !mdns && isNameWithUnderscore();
        int port = (int) number("port", LAST_PORT);
        noteIf(port == 0 && transport.equals(IceCandidate.UDP), Rule.CANDIDATE_FORM);
        String type = type();
        noteIf(odd || local && !(mdns && type.equals(IceCandidate.HOST)), Rule.CANDIDATE_NAME);
        while (!cursor.atEnd()) {
            extension();
        }
        noteIf(!transport.equals(IceCandidate.UDP) && !tcpType, Rule.CANDIDATE_FORM);
        return new IceCandidate(foundation, component, transport, priority, address, port, type, usernameFragment);
    }

    private boolean isNameWithUnderscore() {
        byte[] text = cursor.text();
        return HostName.hasUnderscore(text, cursor.wordStart(), cursor.position())
                && HostName.isValid(text, cursor.wordStart(), cursor.position());
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
        space("component");
        boolean negative = cursor.skip('-');
        int component = (int) cursor.numberWord(Integer.MAX_VALUE);
        if (negative || component < 1 || component > LAST_COMPONENT) {
            String reason = "must be a number from 1 to " + LAST_COMPONENT;
            if (component < 0) {
                cannotBeRead("component", reason);
            } else {
                cannotBeUsed("component", reason);
            }
        }
        return component;
    }

    private long priority() throws MalformedCandidate {
        long priority = number("priority", HIGHEST_PRIORITY);
        noteIf(priority == 0 || priority > Integer.MAX_VALUE, Rule.CANDIDATE_FORM);
        return priority;
    }

    private long number(String part, long highest) throws MalformedCandidate {
        space(part);
        long value = cursor.numberWord(highest);
        if (value < 0) {
            cannotBeRead(part, "must be a number from 0 to " + highest);
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
        cannotBeRead("transport", "must be UDP or TCP");
        return IceCandidate.UDP;
    }

    private String address() throws MalformedCandidate {
        space("address");
        if (!cursor.nextWord(CharacterClass.VISIBLE)) {
            missingIf(cursor.atEnd(), "address");
            notPrintable("address");
        } else if (!isAddress()) {
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
        cannotBeRead("type", "must be host, srflx, prflx or relay");
        return "";
    }

    private void extension() throws MalformedCandidate {
        space("extension");
        if (cursor.atEnd()) {
            findings.accept(Rule.TRAILING_SPACE);
            return;
        }
        if (!cursor.nextWord(CharacterClass.VISIBLE)) {
            notPrintable("extension");
            if (cursor.wordLength() == 0) {
                return;
            }
        }
        if (cursor.atEnd()) {
            findings.accept(Rule.CANDIDATE_FORM);
        } else if (cursor.wordIs("raddr")) {
            visibleValue("raddr");
            noteIf(!isAddress(), Rule.CANDIDATE_FORM);
        } else if (cursor.wordIs("rport")) {
            number("rport", LAST_PORT);
        } else if (cursor.wordIs("generation")) {
            number("generation", HIGHEST_GENERATION);
        } else if (cursor.wordIs("tcptype")) {
            tcpType();
        } else if (cursor.wordIs("ufrag")) {
            ufrag();
        } else {
            visibleValue("extension value");
        }
    }

    private void tcpType() throws MalformedCandidate {
        word("tcptype");
        if (!cursor.wordIs("active") && !cursor.wordIs("passive") && !cursor.wordIs("so")) {
            cannotBeRead("tcptype", "must be active, passive or so");
        }
        tcpType = true;
    }

    private void ufrag() throws MalformedCandidate {
        space("ufrag");
        Spelling spelling = IceCredential.USERNAME_FRAGMENT.read(cursor);
        noteIf(spelling == Spelling.ODD, Rule.ICE_CHARACTERS);
        if (spelling == Spelling.WRONG) {
            isAmbiguous(Rule.ICE_CREDENTIALS, "must be 4 to 256 letters, digits, '+' or '/'");
        } else if (usernameFragment != null && !cursor.wordIs(usernameFragment)) {
            isAmbiguous(Rule.CANDIDATE_FRAGMENT, "must not stand twice");
        } else {
            usernameFragment = cursor.word();
        }
    }

    private void visibleValue(String part) throws MalformedCandidate {
        space(part);
        if (!cursor.nextWord(CharacterClass.VISIBLE)) {
            notPrintable(part);
        }
    }

    private void word(String part) throws MalformedCandidate {
        space(part);
        missingIf(!cursor.nextWord(), part);
    }

    private void space(String part) throws MalformedCandidate {
        missingIf(!cursor.skipSpace(), part);
    }

    /** What follows one that is not there would be taken for it: then nothing more is read. */
    private static void missingIf(boolean missing, String part) throws MalformedCandidate {
        if (missing) {
            throw malformed(part, "is missing");
        }
    }

    private void noteIf(boolean found, Rule rule) {
        if (found) {
            findings.accept(rule);
        }
    }

    /** What receivers pass over. */
    private void cannotBeUsed(String part, String reason) {
        add(new MalformedCandidate(Rule.CANDIDATE_UNUSABLE, part, reason));
    }

    /** The same where it is not known either what else it is. */
    private void notPrintable(String part) {
        readable = false;
        cannotBeUsed(part, "is missing or has a character that is not printable ASCII");
        cursor.nextWord();
    }

    private void isAmbiguous(Rule rule, String reason) {
        readable = false;
        add(new MalformedCandidate(rule, "ufrag", reason));
        cursor.nextWord();
    }

    /** What libwebrtc refuses. */
    private void cannotBeRead(String part, String reason) {
        readable = false;
        add(malformed(part, reason));
        cursor.nextWord();
    }

    /** Once, however often it stands there. */
    private void add(MalformedCandidate fault) {
        if (faults.isEmpty()) {
            faults = new ArrayList<>(2);
        }
        if (faults.stream().noneMatch(fault::saysTheSameAs)) {
            faults.add(fault);
        }
    }

    private static MalformedCandidate malformed(String part, String reason) {
        return new MalformedCandidate(Rule.CANDIDATE, part, reason);
    }
}

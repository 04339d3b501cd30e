package io.beckon.app;

import static io.beckon.CodeNumbers.bytes;
import static io.beckon.CodeNumbers.number;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.CodeNumbers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What docs/security.md says that a client may cost at most is what the defaults come to. */
class SecurityDocumentTest {

    private static final Path DOCUMENT = Path.of("docs/security.md");

    private static final String L = "beckon.limits.";

    private final StringBuilder table = new StringBuilder();

    @Test
    void eachKindOfClientMayCostWhatTheDefaultsComeTo() throws IOException {
        String expected = table();
        assertTrue(
                Files.readString(DOCUMENT).contains(expected),
                () -> "this belongs into " + DOCUMENT + ":\n\n" + expected);
    }

    private String table() {
        long perAddress = number(L + "connections-per-address");
        long requests = number(L + "requests-per-address");
        long connections = number(L + "connections-per-user");
        long shares = number(L + "user-shares");

        row("who", "what", "at most", "then");
        row("---", "---", "---", "---");
        row(
                "an address, without a token",
                "connections that are no WebSockets",
                count(DoorSettings.plainPerAddress((int) perAddress)),
                "the one that has waited longest goes");
        row("", "new connections a second", count(requests / 5), "ended at once");
        row("", "requests a second", count(requests), "429");
        row("", "time of a head, of a body", CodeNumbers.of(L + "request-timeout") + " each", "408");
        row(
                "",
                "memory of requests and of answers that are not read",
                bytes(number(L + "request-memory") / 2),
                "the oldest goes, 503");
        row(
                "",
                "bad tokens a minute that are answered at once",
                count(number(L + "bad-tokens-per-minute")),
                "401 after 250 ms to 4 s");
        row(
                "all addresses",
                "memory of requests and of answers that are not read",
                bytes(number(L + "request-memory")),
                "the oldest goes, 503");
        row("a user", "connections", count(connections), "429");
        row(
                "",
                "new connections a second, WHIP and WHEP offers among them",
                count(number(L + "user-connections-per-second")),
                "429");
        row(
                "",
                "frames a second, pings and pongs among them",
                count(shares * number(L + "frames-per-second")),
                "`rate-limited`, 4029, then 429 for 10 s and more");
        row(
                "",
                "bytes a second that they make go out",
                bytes(shares * number(L + "bytes-per-second")),
                "`rate-limited`, 4029");
        row(
                "",
                "bytes a second that they read again by requests, or get when they come back",
                bytes(shares * number(L + "bytes-per-second")),
                "429, `unavailable`");
        row("", "readings by requests a second", count(shares * number(L + "frames-per-second")), "429");
        row(
                "",
                "requests to sessions of other nodes at once",
                count(number("transport.signaling.Siblings.MOST_OF_USER")),
                "429");
        row(
                "",
                "malformed frames a minute",
                count(shares * number(L + "malformed-per-minute")),
                "1008, then 429 for 60 s and more");
        row("", "places in rooms", count(connections * number(L + "rooms-per-connection")), "`not-allowed`");
        row("", "joins a minute", count(number(L + "joins-per-minute")), "`rate-limited`");
        row("", "refreshes a minute", count(shares * number(L + "refreshes-per-minute")), "`rate-limited`");
        row("", "calls a minute", count(number(L + "calls-per-minute")), "`rate-limited`");
        row("", "live frames that are not read", bytes(connections * number(L + "outbound-queue-bytes")), "4013");
        row(
                "",
                "frames that are not answered",
                count(connections * number("session.Replies.MOST")),
                "not read any more; 4013");
        row("", "messages that are not whole", bytes(connections * number(L + "max-frame-bytes")), "1009");
        row(
                "",
                "candidates that wait for their description",
                count(connections * number("session.HeldCandidates.IN_ALL")) + ", "
                        + bytes(connections * number("session.HeldCandidates.MOST_BYTES")),
                "`wrong-state`");
        row(
                "",
                "sessions that come back at once",
                count(Math.max(
                        number("session.Unsettled.LEAST_SESSIONS_OF_USER"),
                        number(L + "unsettled-sessions") / number("session.Unsettled.USERS_SHARE"))),
                "`unavailable`");
        row(
                "",
                "what is read from the log once more for them",
                bytes(number("following.RecoveryMemory.MOST_BYTES_OF_USER")),
                "`resume-expired`");
        row(
                "",
                "denials that are told apart",
                count(number("audit.Denials.MOST_OF_A_USER")) + " rooms a minute",
                "counted together");
        row(
                "",
                "queries a second (people, calls, ICE servers, checks)",
                count(number(L + "queries-per-second")),
                "429");
        crowds(number(L + "crowd-users"), shares);
        row("an administrator", "live streams", count(number("admin.Onlookers.MOST_OF_USER")), "503");
        row("all clients", "WebSockets and other connections", count(number(L + "open-connections")), "503");
        row("", "events for those who come back", bytes(number("beckon.replay-memory")), "the oldest go");
        return table.toString();
    }

    private void crowds(long users, long shares) {
        row(
                "the guests of one invitation, together",
                "guests a minute, from one network",
                count(number("beckon.guests.per-minute")),
                "429, the page waits");
        crowd(users, shares);
        row("", "queries a second", count(users * number(L + "queries-per-second")), "429");
        row(
                "those of one network who have not signed in (PeerJS), together",
                "new connections a minute",
                count(number("beckon.peerjs.anonymous-per-minute")),
                "4013, late");
        crowd(users, shares);
    }

    private void crowd(long users, long shares) {
        row("", "frames a second", count(users * shares * number(L + "frames-per-second")), "`rate-limited`");
        row(
                "",
                "bytes a second that they make go out",
                bytes(users * shares * number(L + "bytes-per-second")),
                "`rate-limited`");
        row("", "joins a minute", count(users * number(L + "joins-per-minute")), "`rate-limited`");
    }

    private void row(String who, String what, String most, String then) {
        table.append("| ").append(String.join(" | ", who, what, most, then)).append(" |\n");
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}

package io.beckon.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Thorough;
import io.beckon.cluster.Ports;
import io.beckon.wire.Coturn;
import io.beckon.wire.ServerUnderTest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** The ICE tester with a real TURN server on the browser's loopback. */
@Thorough
@Isolated("browsers")
class IceTesterIT {

    private static final String SECRET = "north by north-west";
    private static final int PORT = Ports.free();
    private static final int CLOSED = Ports.free();
    private static final String STUN = "stun:127.0.0.1:" + PORT;
    private static final String UDP = "turn:127.0.0.1:" + PORT + "?transport=udp";
    private static final String TCP = "turn:127.0.0.1:" + PORT + "?transport=tcp";
    private static final String DOWN_UDP = "turn:127.0.0.1:" + CLOSED + "?transport=udp";
    private static final String DOWN_TCP = "turn:127.0.0.1:" + CLOSED + "?transport=tcp";

    /** As the page waits for silent servers, and some time for a busy machine. */
    private static final Duration BOUND = Duration.ofSeconds(20);

    private static final Pattern FLOWS =
            Pattern.compile("There (\\d+) kbit/s, ([\\d.]+) % lost; back (\\d+) kbit/s, ([\\d.]+) % lost");

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.with(
            "beckon.turn.uris", STUN + "," + UDP + "," + TCP, "beckon.turn.secret", SECRET, "beckon.turn.ttl", "10M");

    @RegisterExtension
    static final Scripts scripts = new Scripts(server);

    private static Coturn coturn;

    @BeforeAll
    static void startCoturn() {
        coturn = Coturn.start(scripts.chromium().within(), PORT, SECRET);
    }

    @AfterAll
    static void stopCoturn() {
        if (coturn != null) {
            coturn.close();
        }
    }

    @Test
    void theDeploymentsServersWorkAndTheResultCanBeShared() {
        String link;
        List<String> findings;
        try (IcePage page = open("/ice")) {
            page.relayCheck("2");
            page.testTheDeployment("Ada");

            page.assertFinding("OK", "TURN over UDP and TCP " + PORT + " works");
            page.assertFinding("OK", "The relay check passed over UDP and TCP " + PORT);
            page.assertAnnounced("The test is over.");
            assertRelayed(page.relayCheckOf(UDP));
            assertRelayed(page.relayCheckOf(TCP));
            assertCandidate(page, "relay", "udp", UDP);
            assertCandidate(page, "relay", "tcp, relays udp", TCP);
            findings = page.findings();
            link = page.link(false);
            page.assertAccessible();
        }
        try (IcePage page = open(link)) {
            page.awaitVerdict();
            assertEquals(findings, page.findings());
            assertRelayed(page.relayCheckOf(TCP));
            page.assertText("Nothing was tested here.");
            assertTrue(page.candidates().stream().allMatch(row -> row.get(3).equals("–")), "addresses in the link");
        }
        try (IcePage page = open(link.substring(0, link.length() - 9))) {
            page.assertText("This link is damaged");
        }
    }

    @Test
    void credentialsThatAreWrongOrExpiredAreToldApart() {
        long now = Instant.now().getEpochSecond();
        try (IcePage page = open("/ice")) {
            page.fill(UDP + "\n" + DOWN_TCP, "ada", "a wrong one");
            page.test();
            page.assertFinding("Problem", "TURN does not work");
            page.assertFinding("Problem", "Your credentials were refused by " + UDP);
            page.assertFinding("Problem", DOWN_TCP + " cannot be reached");
            page.assertAccessible();
            page.assertText("401: The user name or the credential is wrong, or has expired.");

            page.fill(UDP, (now - 60) + ":ada", credential((now - 60) + ":ada"));
            page.test();
            page.assertFinding("Problem", "The credentials for " + UDP + " have expired");

            page.fill(UDP + "\n" + DOWN_TCP, (now + 600) + ":ada", credential((now + 600) + ":ada"));
            page.start();
            page.stopOnce("Relay check through " + UDP);
            page.assertFinding("Note", "The test was stopped");
            page.assertFinding("Note", "users behind strict firewalls will fail");
            page.assertNoText(credential((now + 600) + ":ada"));
        }
    }

    @Test
    void serversThatAreDownDoNotKeepItWaitingForLong() {
        try (IcePage page = open("/ice")) {
            page.fill(DOWN_UDP + "\nstun:127.0.0.1:" + CLOSED, "ada", "any");
            Instant start = Instant.now();
            page.test();

            Duration passed = Duration.between(start, Instant.now());
            assertTrue(passed.compareTo(BOUND) < 0, () -> "after " + passed);
            page.assertFinding("Problem", "TURN does not work (UDP)");
            page.assertFinding("Problem", DOWN_UDP + " did not answer in time");
            page.assertFinding("Problem", "the STUN server was not reached");
        }
    }

    @Test
    void whatIsEnteredWronglyIsToldNextToItBeforeAnythingStarts() {
        try (IcePage page = open("/ice")) {
            page.fill("https://turn.example.org", "", "");
            page.start();
            page.assertProblem("Addresses, one per line", "An address begins with stun:, turn: or turns:.*");
            page.assertFocused("Addresses, one per line");

            page.fill("turn:[2001:db8::1]:3478", "", "");
            page.start();
            page.assertProblem("User name", "A TURN server wants a user name.");
            page.assertProblem("Credential", "A TURN server wants a credential.*");
            page.assertFocused("User name");
            page.assertAccessible();
            page.assertNothingStarted();
        }
    }

    private static IcePage open(String route) {
        return new IcePage(scripts.chromium().newContext(), scripts.link().url().resolve("/#" + route));
    }

    private static void assertRelayed(String said) {
        Matcher flows = FLOWS.matcher(said);
        assertTrue(flows.matches(), said);
        assertTrue(Integer.parseInt(flows.group(1)) > 0 && Integer.parseInt(flows.group(3)) > 0, said);
        assertTrue(Double.parseDouble(flows.group(2)) < 100 && Double.parseDouble(flows.group(4)) < 100, said);
    }

    private static void assertCandidate(IcePage page, String type, String protocol, String url) {
        List<List<String>> candidates = page.candidates();
        List<String> found = candidates.stream()
                .filter(row -> row.get(0).equals(type) && row.get(6).equals(url))
                .findFirst()
                .orElseThrow(() -> new AssertionError(candidates));
        assertEquals(List.of(protocol, "IPv4"), found.subList(1, 3));
        assertTrue(found.get(3).matches("127\\.0\\.0\\.1:\\d+"), found::toString);
        assertTrue(found.get(7).matches("\\d+ ms") && found.get(8).matches("[\\d.]+ ms"), found::toString);
    }

    /** TURN REST: the name, signed with the secret. */
    private static String credential(String username) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getEncoder().encodeToString(mac.doFinal(username.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}

package io.beckon.wire;

import static io.beckon.wire.AuditReader.data;
import static io.beckon.wire.AuditReader.kind;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.beckon.Thorough;
import io.beckon.cluster.Await;
import io.beckon.command.Command;
import io.cloudevents.CloudEvent;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Users under pseudonyms in the audit topic of a cluster, and how one of them is forgotten. */
@Thorough
class ForgottenIT {

    private static final Clustered cluster = new Clustered();

    @RegisterExtension
    static final ServerUnderTest server = cluster.node("beckon.audit.users", "pseudonyms");

    private final User user = User.any();

    /** Of the last command. */
    private int status;

    @Test
    void nothingLeadsToWhoWasForgotten() {
        WireClient client = server.connect(Encoding.JSON, user);
        try (AuditReader audit = cluster.audit()) {
            String before = opened(audit, 1);
            awaitPseudonym(before);
            assertEquals(List.of(before), pseudonyms("--forget"));
            assertEquals(List.of(), pseudonyms());
            assertEquals(3, status);
            client.close();
            String after = anotherThan(before, audit);
            awaitPseudonym(after);
            for (CloudEvent event : audit.until(any -> true)) {
                String data = data(event).toString();
                assertFalse(data.contains('"' + user.id() + '"'), data);
            }
        }
    }

    /** That of the first session which is opened once the node knows. */
    private String anotherThan(String before, AuditReader audit) {
        for (int tries = 0; tries < 100; tries++) {
            server.connect(Encoding.JSON, user).close();
            String subject = opened(audit, tries + 2);
            if (!subject.equals(before)) {
                return subject;
            }
        }
        throw new AssertionError("still " + before);
    }

    /** Whose the session is that was opened as the nth: its id is not told. */
    private static String opened(AuditReader audit, int nth) {
        Set<String> ids = new HashSet<>();
        List<CloudEvent> opened = audit
                .until(event -> isOpening(event) && ids.add(event.getId()) && ids.size() == nth || ids.size() == nth)
                .stream()
                .filter(ForgottenIT::isOpening)
                .toList();
        String subject = data(opened.get(nth - 1)).at("/actor/subject").asText();
        assertNotEquals("", subject, opened::toString);
        return subject;
    }

    private static boolean isOpening(CloudEvent event) {
        return kind(event).equals("session.opened");
    }

    /** The node appends it beside the event. */
    private void awaitPseudonym(String pseudonym) {
        Await.until(
                Duration.ofSeconds(30),
                () -> pseudonyms().equals(List.of(pseudonym)),
                () -> pseudonym + " is not there: " + pseudonyms());
        assertEquals(0, status);
    }

    private List<String> pseudonyms(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "pseudonyms",
                user.id(),
                "--bootstrap-servers",
                cluster.bootstrapServers(),
                "--topic-prefix",
                cluster.prefix()));
        arguments.addAll(List.of(more));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        status = new Command(InputStream.nullInputStream(), stream, stream).run(arguments.toArray(String[]::new));
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }
}

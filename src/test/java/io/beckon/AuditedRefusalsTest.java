package io.beckon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.beckon.protocol.ErrorCode;
import io.beckon.transport.Problem;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Auditors hear of whoever is denied something. These are the places that say so to clients: who adds one sees to it that it is
 * audited, and then names it here.
 */
class AuditedRefusalsTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.beckon");

    private static Set<String> placesOf(Enum<?>... answers) {
        Set<String> names = Set.of(answers).stream().map(Enum::name).collect(Collectors.toSet());
        Class<?> type = answers[0].getDeclaringClass();
        return CLASSES.stream()
                .filter(each -> each.getFieldAccessesFromSelf().stream()
                        .map(JavaFieldAccess::getTarget)
                        .anyMatch(field -> field.getOwner().isEquivalentTo(type) && names.contains(field.getName())))
                .map(AuditedRefusalsTest::outermost)
                .filter(name -> !name.equals(type.getName()))
                .map(name -> name.replace("io.beckon.", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String outermost(JavaClass type) {
        return type.getName().replaceFirst("[$].*", "");
    }

    @Test
    void whatTakesARightIsDeniedHere() {
        assertEquals(
                Set.of(
                        "admin.Refused", // by Operator, which tells it
                        "calling.Dialing",
                        "following.Wording", // what rooms decide: RoomAnswers tells which right was missing
                        "session.Joining", // a limit
                        "session.Knocking", // a limit
                        "transport.Problem",
                        "transport.signaling.Refusal", // the end of a session, which is told as that
                        "transport.signaling.Visitor"),
                placesOf(ErrorCode.NOT_ALLOWED));
        assertEquals(Set.of("transport.Gate"), placesOf(Problem.FORBIDDEN, Problem.UNAUTHORIZED));
    }

    @Test
    void sessionsAreRefusedHere() {
        assertEquals(
                Set.of(
                        "following.Wording", // what rooms decide
                        "protocol.SessionFrames", // what rooms decide
                        "session.Joining",
                        "session.Resumption",
                        "session.RoomResumes", // the session is proved, the room knows it no more
                        "transport.signaling.AnswerWait", // something of the session is too old
                        "transport.signaling.Arrival", // it is proved, and over
                        "transport.signaling.EventStream", // something of the session is too old
                        "transport.signaling.Poll", // something of the session is too old
                        "transport.signaling.Refusal",
                        "transport.signaling.Transfers", // it is proved, a room knows it no more
                        "transport.signaling.Visitor"),
                placesOf(ErrorCode.RESUME_EXPIRED));
    }

    @Test
    void limitsAreMetHere() {
        assertEquals(
                Set.of(
                        "transport.Gate",
                        "transport.door.RequestDecoder"), // before anybody has said who it is: counted, not told
                placesOf(Problem.TOO_MANY));
        assertEquals(
                Set.of(
                        "calling.Dialing",
                        "session.Allowance",
                        "session.NodeRefusals",
                        "transport.Problem",
                        "transport.peerjs.Peer",
                        "transport.signaling.AnswerWait", // Offers tells it
                        "transport.signaling.Arrival",
                        "transport.signaling.Asking",
                        "transport.signaling.Messages",
                        "transport.signaling.Offers",
                        "transport.signaling.Refusal", // the end of a session, which is told as that
                        "transport.signaling.Visitor",
                        "transport.whip.Resource"), // passes on what a session has answered
                placesOf(ErrorCode.RATE_LIMITED));
    }
}

package io.beckon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.domain.JavaMethodCall;
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

    private static Set<String> callersOf(String type, String method) {
        return CLASSES.stream()
                .filter(each -> each.getMethodCallsFromSelf().stream()
                        .map(JavaMethodCall::getTarget)
                        .anyMatch(target -> target.getOwner().getName().equals(type)
                                && target.getName().equals(method)))
                .map(AuditedRefusalsTest::outermost)
                .filter(name -> !name.equals(type))
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
                        "transport.signaling.Reader", // passes that on, and tells everything else
                        "transport.signaling.Poll", // something of the session is too old
                        "transport.signaling.Refusal",
                        "transport.signaling.Transfers", // it is proved, a room knows it no more
                        "transport.signaling.Visitor"),
                placesOf(ErrorCode.RESUME_EXPIRED));
    }

    @Test
    void framesAreRefusedHere() {
        assertEquals(
                Set.of(
                        "admin.LogLevelsResource", // an administrator's, whose orders are told before they are tried
                        "admin.LookingBack", // the same
                        "admin.Problems", // the same
                        "admin.Refused", // the same
                        "calling.CallWording", // what calls decide; Dialing tells the rest
                        "following.Wording", // what rooms decide; who else says it, tells it
                        "protocol.Fields", // Intake tells it
                        "protocol.MessageReader", // Intake tells it
                        "session.Intake",
                        "session.Resumption",
                        "session.RosterPage",
                        "session.Session",
                        "transport.Doorkeeper",
                        "transport.Problem",
                        "transport.peerjs.Peer",
                        "transport.signaling.AnswerWait", // who answers has rejected it
                        "transport.signaling.Arrival",
                        "transport.signaling.Asking",
                        "transport.signaling.EventStream", // Reader tells it
                        "transport.signaling.Messages",
                        "transport.signaling.Offers",
                        "transport.signaling.Participants",
                        "transport.signaling.Poll", // Reader tells it
                        "transport.signaling.Refusal", // the end of a session, which is told as that
                        "transport.signaling.Rooms",
                        "transport.whip.Answering", // what the room has answered
                        "transport.whip.Endpoint",
                        "transport.whip.Problems"),
                placesOf(ErrorCode.BAD_MESSAGE, ErrorCode.WRONG_STATE, ErrorCode.NOT_IN_ROOM));
    }

    @Test
    void requestsAreRefusedHere() {
        assertEquals(
                Set.of(
                        "admin.Entrance", // an administrator's order without a body: nothing is tried
                        "transport.BodyFailure", // a body that is broken, or ends early
                        "transport.Gate",
                        "transport.RequestThread", // a body that ends early
                        "transport.door.FaultWatch", // this and those below: no request
                        "transport.door.HeadScan",
                        "transport.door.RequestCheck",
                        "transport.door.RequestDecoder"),
                placesOf(Problem.BAD_REQUEST));
        assertEquals(
                Set.of(
                        "transport.whip.PostAnswers", // nobody is there, or what others have answered
                        "transport.whip.ResourceEndpoint"), // what others have answered
                callersOf("io.beckon.transport.whip.Problems", "answer"));
        assertEquals(
                Set.of(
                        "transport.signaling.Arrival",
                        "transport.signaling.Asking",
                        "transport.signaling.Offers", // a limit, or what others have answered
                        "transport.signaling.Reader",
                        "transport.signaling.Visitor",
                        "transport.whip.Endpoint", // passes on what a session has answered
                        "transport.whip.PostAnswers", // the same
                        "transport.whip.ResourceEndpoint"), // the same
                callersOf("io.beckon.transport.signaling.Refusal", "answer"));
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
                        "transport.whip.Resource", // passes on what a session has answered
                        "transport.whip.ResourceEndpoint"),
                placesOf(ErrorCode.RATE_LIMITED));
    }
}

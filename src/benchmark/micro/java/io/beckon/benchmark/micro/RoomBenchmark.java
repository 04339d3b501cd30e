package io.beckon.benchmark.micro;

import io.beckon.room.Applicant;
import io.beckon.room.Effect;
import io.beckon.room.Incarnation;
import io.beckon.room.Json;
import io.beckon.room.Origin;
import io.beckon.room.Outcome;
import io.beckon.room.Proposal;
import io.beckon.room.Reply;
import io.beckon.room.Right;
import io.beckon.room.Room;
import io.beckon.room.RoomKey;
import io.beckon.room.RoomRules;
import io.beckon.sdp.DescriptionType;
import io.beckon.sdp.MalformedDescription;
import io.beckon.sdp.SdpLimits;
import io.beckon.sdp.SdpParser;
import io.beckon.sdp.SectionName;
import io.beckon.sdp.SessionDescription;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Records applied to a mesh of two: each an operation, with its reply and what it tells the other. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class RoomBenchmark {

    private static final Incarnation FIRST = Incarnation.first("node-1");
    private static final Json BODY = Json.of("{\"type\":\"offer\"}");

    private final Room room = new Room(new RoomKey("default", "room"));
    private SessionDescription description;
    private long position;
    private int frames;

    @Setup
    public void fill() throws MalformedDescription {
        description = new SdpParser(SdpLimits.DEFAULTS).parse(Frames.SDP, DescriptionType.OFFER);
        join("anna");
        join("ben");
        accepted(offer());
        accepted(answer());
        accepted(candidate());
    }

    @Benchmark
    @OperationsPerInvocation(2)
    public Outcome negotiate() {
        room.apply(offer(), ++position);
        return room.apply(answer(), ++position);
    }

    @Benchmark
    public Outcome trickle() {
        return room.apply(candidate(), ++position);
    }

    @Benchmark
    public Outcome say() {
        return room.apply(new Proposal.Message(origin("anna"), null, BODY), ++position);
    }

    private Proposal offer() {
        return new Proposal.Offer(origin("ben"), null, "", description, BODY);
    }

    private Proposal answer() {
        return new Proposal.Answer(origin("anna"), null, "", null, false, description, BODY);
    }

    private Proposal candidate() {
        return new Proposal.Candidate(origin("ben"), null, "", null, "EsAw", SectionName.of("0", null), BODY);
    }

    private void join(String name) {
        Applicant applicant = new Applicant(
                "peer-" + name, name, name, Set.of(Right.JOIN, Right.PUBLISH), null, null, Json.EMPTY_OBJECT, false);
        accepted(new Proposal.Join(origin(name), applicant, null, null, RoomRules.DEFAULT));
    }

    private Origin origin(String name) {
        return new Origin("session-" + name, FIRST, String.valueOf(++frames), 7);
    }

    /** What is refused is quick, and no measure of anything. */
    private void accepted(Proposal proposal) {
        for (Effect effect : room.apply(proposal, ++position).effects()) {
            if (effect instanceof Effect.Replied replied && replied.reply() instanceof Reply.Refused refused) {
                throw new IllegalStateException(proposal + ": " + refused);
            }
        }
    }
}

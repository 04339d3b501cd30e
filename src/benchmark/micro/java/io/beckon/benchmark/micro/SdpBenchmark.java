package io.beckon.benchmark.micro;

import io.beckon.sdp.CandidatePolicy;
import io.beckon.sdp.DescriptionType;
import io.beckon.sdp.MalformedDescription;
import io.beckon.sdp.SdpCheck;
import io.beckon.sdp.SdpLimits;
import io.beckon.sdp.SdpParser;
import io.beckon.sdp.SessionDescription;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A description of three m-sections: parsed and validated as every offer is, and judged as {@code /v1/check} does. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class SdpBenchmark {

    private final SdpParser parser = new SdpParser(SdpLimits.DEFAULTS);
    private final SdpCheck check = new SdpCheck(SdpLimits.DEFAULTS, CandidatePolicy.OPEN);
    private final String sdp = Frames.SDP;

    @Benchmark
    public SessionDescription parse() throws MalformedDescription {
        return parser.parse(sdp, DescriptionType.OFFER);
    }

    @Benchmark
    public SdpCheck.Report check() {
        return check.description(sdp, DescriptionType.OFFER, null);
    }

    @Benchmark
    public SdpCheck.Report checkCandidate() {
        return check.candidate(Frames.CANDIDATE, null);
    }
}

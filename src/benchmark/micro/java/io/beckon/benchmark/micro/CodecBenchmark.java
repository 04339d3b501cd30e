package io.beckon.benchmark.micro;

import io.beckon.protocol.ClientMessage;
import io.beckon.protocol.MalformedMessage;
import io.beckon.protocol.ServerMessage;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Frames in, with all checks of what they carry, and out. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class CodecBenchmark {

    @Param
    public Frames encoding;

    private ServerMessage relayed;

    @Setup
    public void decodeOnce() throws MalformedMessage {
        ClientMessage.Offer offer = (ClientMessage.Offer) encoding.codec.decode(encoding.offer);
        relayed = new ServerMessage.Relayed("offer", offer.body(), "room", 4144, "aaaaaaaaaaaaaaaaaaaaaaaa", null);
    }

    @Benchmark
    public ClientMessage decodeOffer() throws MalformedMessage {
        return encoding.codec.decode(encoding.offer);
    }

    @Benchmark
    public ClientMessage decodeCandidate() throws MalformedMessage {
        return encoding.codec.decode(encoding.candidate);
    }

    @Benchmark
    public byte[] encodeOffer() {
        return encoding.codec.encode(relayed);
    }
}

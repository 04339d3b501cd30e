package io.beckon.transport.door;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;
import java.util.function.LongSupplier;

/**
 * How much is read of a connection before the others of its thread have their turn: 16 KiB at most, and of one whose bytes make much
 * work, such as short frames for many receivers, as little as makes a turn short again. What is not read waits with the client.
 */
final class Turns implements RecvByteBufAllocator {

    static final int MOST_BYTES = 16 * 1024;

    /** A few of the shortest frames that anybody has a use for. */
    static final int LEAST_BYTES = 256;

    /** What takes longer is a long turn. */
    static final long LONG_NANOS = 250_000;

    private final RecvByteBufAllocator byNeed =
            new AdaptiveRecvByteBufAllocator(64, 2048, MOST_BYTES).maxMessagesPerRead(1);
    private final LongSupplier clock;

    /** @param clock nanoseconds, monotonic */
    Turns(LongSupplier clock) {
        this.clock = clock;
    }

    @Override
    public Handle newHandle() {
        return new Turn((ExtendedHandle) byNeed.newHandle());
    }

    private final class Turn extends DelegatingHandle implements ExtendedHandle {

        private final ExtendedHandle byNeed;
        private int most = MOST_BYTES;
        private long began;

        Turn(ExtendedHandle byNeed) {
            super(byNeed);
            this.byNeed = byNeed;
        }

        @Override
        public ByteBuf allocate(ByteBufAllocator allocator) {
            began = clock.getAsLong();
            return allocator.ioBuffer(guess());
        }

        @Override
        public int guess() {
            return Math.min(most, byNeed.guess());
        }

        /** What was read has been seen to. */
        @Override
        public void readComplete() {
            most = clock.getAsLong() - began > LONG_NANOS
                    ? Math.max(LEAST_BYTES, lastBytesRead() / 2)
                    : Math.min(MOST_BYTES, 2 * most);
            byNeed.readComplete();
        }

        @Override
        public boolean continueReading(UncheckedBooleanSupplier maybeMore) {
            return byNeed.continueReading(maybeMore);
        }
    }
}

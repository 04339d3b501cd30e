package io.beckon.transport.door;

import io.beckon.transport.Problem;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.util.concurrent.FastThreadLocal;
import org.jspecify.annotations.Nullable;

/**
 * Answers a request whose handling throws before it comes to any route, such as over what a header says. Vert.x tells that to its
 * handler of exceptions only, which does not know of which request; but it does so within the call, and on the thread, by which the
 * request is handed on here.
 */
final class FaultWatch extends ChannelInboundHandlerAdapter {

    private static final System.Logger LOG = System.getLogger(FaultWatch.class.getName());

    /** By which the WebSocket edge calls its handler. */
    private static final String OWN_SOCKET = "socket";

    /** The one that is handing something on. */
    private static final FastThreadLocal<FaultWatch> NOW = new FastThreadLocal<>();

    private final Visit visit;
    private @Nullable Throwable fault;

    FaultWatch(Visit visit) {
        this.visit = visit;
    }

    /** Whether it is of a request that is being handed on, and is seen to. */
    static boolean takes(Throwable fault) {
        FaultWatch now = NOW.get();
        if (now == null) {
            return false;
        }
        now.fault = fault;
        return true;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (visit.phase() == Visit.Phase.UPGRADED) {
            context.fireChannelRead(message);
            upgraded(context.pipeline());
            return;
        }
        NOW.set(this);
        try {
            context.fireChannelRead(message);
        } finally {
            NOW.remove();
        }
        Throwable thrown = fault;
        if (thrown != null) {
            fault = null;
            answer(context, thrown);
        }
    }

    /** What is read from now on are frames; the service's own socket sees to pings itself. */
    private void upgraded(ChannelPipeline pipeline) {
        if (pipeline.get(OWN_SOCKET) == null) {
            pipeline.replace(this, "frames", new FrameLimit(System::nanoTime));
        } else {
            pipeline.remove(this);
        }
    }

    private void answer(ChannelHandlerContext context, Throwable thrown) {
        LOG.log(System.Logger.Level.ERROR, "A request could not be read: {0}, {1}", thrown, place(thrown));
        if (visit.hasAnswerBegun()) {
            Farewell.linger(context.channel(), visit);
        } else {
            Farewell.say(context.channel(), visit, problemOf(thrown));
        }
    }

    private static String place(Throwable thrown) {
        StackTraceElement[] trace = thrown.getStackTrace();
        return trace.length == 0 ? "nobody knows where" : "at " + trace[0];
    }

    /** What a value does not fit is the request's fault, everything else is ours. */
    private static Problem problemOf(Throwable thrown) {
        return thrown instanceof IllegalArgumentException || thrown instanceof IndexOutOfBoundsException
                ? Problem.BAD_REQUEST
                : Problem.INTERNAL;
    }
}

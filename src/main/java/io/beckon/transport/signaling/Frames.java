package io.beckon.transport.signaling;

import io.beckon.session.Feed;
import io.vertx.core.json.JsonObject;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Frames that others in the room have made, where the service itself reads them. */
public final class Frames {

    private static final System.Logger LOG = System.getLogger(Frames.class.getName());

    private Frames() {}

    /** A text; one that is {@code null}, or none, or no text, is empty. */
    public static String text(JsonObject object, String name) {
        return object.getValue(name) instanceof String text ? text : "";
    }

    /**
     * A whole number.
     *
     * @param otherwise where it is {@code null}, or none, or no number
     */
    public static int whole(JsonObject object, String name, int otherwise) {
        return object.getValue(name) instanceof Number number ? number.intValue() : otherwise;
    }

    /** The peer that it names, if it names one. */
    static @Nullable String to(JsonObject frame) {
        return frame.getValue("to") instanceof String peer ? peer : null;
    }

    /** Each in its turn; one that cannot be taken is not in the way of those behind it. */
    public static void forEach(Feed.Reading reading, Consumer<Feed.Item> taker) {
        for (Feed.Item item : reading.items()) {
            try {
                taker.accept(item);
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.ERROR, "frame passed over type=" + item.type(), e);
            }
        }
    }
}

package io.beckon.protocol;

import io.beckon.protocol.FrameReader.Shape;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An object of another protocol over JSON, read once. What of it becomes a frame, {@link ForeignFrame} says; only then it is judged. */
public final class ForeignObject {

    final Fields fields;

    private ForeignObject(Fields fields) {
        this.fields = fields;
    }

    /** Everything is kept, but of objects only those of these names are looked into. */
    private record Named(Set<String> objects) implements Shape {

        @Override
        public boolean keeps(String name, Fields so) {
            return true;
        }

        @Override
        public @Nullable Shape of(String name) {
            return objects.contains(name) ? this : null;
        }
    }

    /**
     * Reads a whole text.
     *
     * @param objects names of members that are looked into, wherever they are
     * @throws MalformedMessage if it is not exactly one object that keeps what the contract says of JSON
     */
    public static ForeignObject read(byte[] text, Set<String> objects) throws MalformedMessage {
        try {
            return new ForeignObject(FrameReader.read(text, new Named(objects)));
        } catch (IOException e) {
            throw MalformedMessage.badJson(String.valueOf(e.getMessage()));
        }
    }

    /** A member that is a string; empty if it is none. */
    public String text(String name) {
        Value value = fields.get(name);
        return value == null || !value.isText() ? "" : Fields.textOf(value);
    }

    /** A member that is an object and was looked into. */
    public @Nullable ForeignObject object(String name) {
        Value value = fields.get(name);
        Fields members = value == null ? null : value.members();
        return members == null ? null : new ForeignObject(members);
    }
}

package io.beckon.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonToken;
import io.beckon.json.JsonBytes;
import java.util.Set;

/** A frame that is put together of what another protocol says: its members were read where they stand there, and are not read again. */
public final class ForeignFrame {

    private static final byte[] NOWHERE = {};

    private static final int EMPTY = "{}".length();

    final Fields fields = new Fields("");

    public ForeignFrame text(String name, String text) {
        fields.add(name, new Value(NOWHERE, JsonToken.VALUE_STRING, text, null, 0, 0));
        return this;
    }

    /** An object with one member, which is a string. */
    public ForeignFrame object(String name, String member, String text) {
        return whole(name, JsonBytes.object(object -> object.text(member, text)));
    }

    /** What the other object calls so, if it has that. */
    public ForeignFrame member(String name, ForeignObject of, String own) {
        Value value = of.fields.find(own);
        if (value != null) {
            Fields members = value.members();
            fields.add(
                    name,
                    members == null
                            ? value
                            : new Value(
                                    value.frame(),
                                    value.token(),
                                    null,
                                    members.at(name + "."),
                                    value.start(),
                                    value.end()));
        }
        return this;
    }

    /** An object of all members of the other one but these, if it has others. */
    public ForeignFrame others(String name, ForeignObject of, Set<String> but) {
        byte[] object = JsonBytes.of(json -> {
            json.writeStartObject();
            for (int i = 0; i < of.fields.size(); i++) {
                if (!but.contains(of.fields.name(i))) {
                    Value value = of.fields.value(i);
                    json.writeFieldName(of.fields.name(i));
                    json.writeRawValue(new String(value.frame(), value.start(), value.end() - value.start(), UTF_8));
                }
            }
            json.writeEndObject();
        });
        return object.length > EMPTY ? whole(name, object) : this;
    }

    private ForeignFrame whole(String name, byte[] object) {
        fields.add(name, new Value(object, JsonToken.START_OBJECT, null, new Fields(name + "."), 0, object.length));
        return this;
    }
}

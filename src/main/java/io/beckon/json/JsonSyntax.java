package io.beckon.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.OutputStream;

/**
 * The JSON (RFC 8259) of the wire, as settings of Jackson. Sizes are bounded by the frame, so its parser bounds only depth. Safe
 * for use by any number of threads.
 *
 * <p>Jackson remembers the keys that it reads and copies that table whenever a text adds to it. As anybody may send keys of their
 * own, the factory is thrown away with its table once it knows more of them than the contract has.
 */
public final class JsonSyntax {

    public static final int MAX_DEPTH = 32;

    /** Refuses duplicate keys and deep nesting. */
    public static final JsonSyntax STRICT = new JsonSyntax(MAX_DEPTH, true);

    /** For what was read before, and for what is refused already: reads on as long as it is JSON at all. */
    public static final JsonSyntax LENIENT = new JsonSyntax(10_000, false);

    private final JsonFactoryBuilder settings;
    private volatile Factory factory;

    private JsonSyntax(int maxDepth, boolean distinctKeys) {
        this.settings = settings(maxDepth, distinctKeys);
        this.factory = new Factory(settings);
    }

    public JsonParser parser(byte[] text, int start, int length) throws IOException {
        Factory current = factory;
        if (current.isCrowded()) {
            current = new Factory(settings);
            factory = current;
        }
        return current.createParser(text, start, length);
    }

    public static JsonGenerator generator(OutputStream out) throws IOException {
        return STRICT.factory.createGenerator(out);
    }

    private static JsonFactoryBuilder settings(int maxDepth, boolean distinctKeys) {
        return new JsonFactoryBuilder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(maxDepth)
                        .maxNameLength(Integer.MAX_VALUE)
                        .maxNumberLength(Integer.MAX_VALUE)
                        .maxStringLength(Integer.MAX_VALUE)
                        .build())
                .configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION, distinctKeys)
                .configure(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION, false)
                .configure(StreamWriteFeature.AUTO_CLOSE_CONTENT, false)
                .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
                .configure(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW, false);
    }

    private static final class Factory extends JsonFactory {

        private static final long serialVersionUID = 1L;
        private static final int MANY_KEYS = 128;

        Factory(JsonFactoryBuilder settings) {
            super(settings);
        }

        boolean isCrowded() {
            return _byteSymbolCanonicalizer.size() > MANY_KEYS;
        }
    }
}

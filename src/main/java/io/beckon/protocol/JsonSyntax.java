package io.beckon.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;

/** The JSON (RFC 8259) of the wire, as settings of the parser. Sizes are bounded by the frame, so the parser bounds only depth. */
final class JsonSyntax {

    static final int MAX_DEPTH = 32;

    /** Refuses duplicate keys and deep nesting. */
    static final JsonFactory STRICT = factory(MAX_DEPTH, true);

    /** For what is refused already: reads on as long as it is JSON at all. */
    static final JsonFactory LENIENT = factory(10_000, false);

    private JsonSyntax() {}

    private static StreamReadConstraints constraints(int maxDepth) {
        return StreamReadConstraints.builder()
                .maxNestingDepth(maxDepth)
                .maxNameLength(Integer.MAX_VALUE)
                .maxNumberLength(Integer.MAX_VALUE)
                .maxStringLength(Integer.MAX_VALUE)
                .build();
    }

    /** Keys come from anybody: they are neither interned for the whole process nor may they exhaust a table. */
    private static JsonFactory factory(int maxDepth, boolean distinctKeys) {
        return new JsonFactoryBuilder()
                .streamReadConstraints(constraints(maxDepth))
                .configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION, distinctKeys)
                .configure(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION, false)
                .configure(StreamWriteFeature.AUTO_CLOSE_CONTENT, false)
                .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
                .configure(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW, false)
                .build();
    }
}

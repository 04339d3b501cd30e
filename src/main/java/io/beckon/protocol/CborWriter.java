package io.beckon.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import io.beckon.json.JsonSyntax;
import io.beckon.json.MemoryOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** JSON written as CBOR with definite lengths and integers and floats in their shortest form (RFC 8949 section 4.2.1, but for key order). */
final class CborWriter {

    private static final CBORFactory CBOR = CBORFactory.builder()
            .enable(CBORGenerator.Feature.WRITE_MINIMAL_INTS)
            .enable(CBORGenerator.Feature.WRITE_MINIMAL_DOUBLES)
            .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
            .build();

    /** Characters of -2^64. */
    private static final int LONGEST_INTEGER = 21;

    /** A negative integer with eight bytes. */
    private static final byte NEGATIVE = 0x3b;

    private final JsonParser json;
    private final CBORGenerator cbor;
    private final MemoryOutput bytes;
    private final int[] sizes;
    private int container;

    private CborWriter(JsonParser json, CBORGenerator cbor, MemoryOutput bytes, int[] sizes) {
        this.json = json;
        this.cbor = cbor;
        this.bytes = bytes;
        this.sizes = sizes;
    }

    /** {@code json} must be valid. */
    static byte[] write(byte[] json) {
        MemoryOutput bytes = new MemoryOutput();
        try (JsonParser parser = JsonSyntax.LENIENT.parser(json, 0, json.length);
                CBORGenerator generator = CBOR.createGenerator(bytes)) {
            new CborWriter(parser, generator, bytes, ContainerSizes.of(json)).copy();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.bytes();
    }

    private void copy() throws IOException {
        JsonToken token;
        while ((token = json.nextToken()) != null) {
            copy(token);
        }
    }

    private void copy(JsonToken token) throws IOException {
        switch (token) {
            case START_OBJECT -> cbor.writeStartObject(sizes[container++]);
            case START_ARRAY -> cbor.writeStartArray(sizes[container++]);
            case END_OBJECT -> cbor.writeEndObject();
            case END_ARRAY -> cbor.writeEndArray();
            case FIELD_NAME -> cbor.writeFieldName(new SerializedString(json.currentName()));
            case VALUE_STRING -> text(json.getText().getBytes(StandardCharsets.UTF_8));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
            case VALUE_TRUE -> cbor.writeBoolean(true);
            case VALUE_FALSE -> cbor.writeBoolean(false);
            case VALUE_NULL -> cbor.writeNull();
            default -> throw new IllegalStateException("Not JSON: " + token);
        }
    }

    /** As bytes: of longer strings the generator would otherwise make chunks. */
    private void text(byte[] utf8) throws IOException {
        cbor.writeUTF8String(utf8, 0, utf8.length);
    }

    /** An integer that only CBOR's own types hold; {@code null}: it is none, or has more digits than those. */
    private @Nullable BigInteger wide() throws IOException {
        if (json.currentToken() != JsonToken.VALUE_NUMBER_INT || json.getTextLength() > LONGEST_INTEGER) {
            return null;
        }
        BigInteger value = json.getBigIntegerValue();
        return magnitude(value).bitLength() <= Long.SIZE ? value : null;
    }

    /** What CBOR writes of it: of a negative one, how far below -1 it is. */
    private static BigInteger magnitude(BigInteger value) {
        return value.signum() < 0 ? value.not() : value;
    }

    /** Major type 0 or 1 with eight bytes: of its own accord the generator would make a bignum of it, and it has no such negative ones. */
    private void write(BigInteger wide) throws IOException {
        cbor.writeNumberUnsigned(magnitude(wide).longValue());
        if (wide.signum() < 0) {
            cbor.flush();
            bytes.replace(1 + Long.BYTES, NEGATIVE);
        }
    }

    /** Integers as such, also where they are written as a fraction; beyond 64 bits the nearest double, as bignums are not sent. */
    private void number() throws IOException {
        if (json.getNumberType() == JsonParser.NumberType.INT || json.getNumberType() == JsonParser.NumberType.LONG) {
            cbor.writeNumber(json.getLongValue());
            return;
        }
        BigInteger wide = wide();
        if (wide != null) {
            write(wide);
            return;
        }
        double value = json.getDoubleValue();
        if (value == Math.rint(value) && Math.abs(value) <= Fields.MAX_INTEGER) {
            cbor.writeNumber((long) value);
        } else {
            cbor.writeNumber(value);
        }
    }
}

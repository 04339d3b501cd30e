package io.beckon.records;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.beckon.audit.AuditAddress;
import io.beckon.audit.CodecName;
import io.beckon.audit.Digest;
import io.beckon.audit.EventType;
import io.beckon.audit.Id;
import io.beckon.audit.Label;
import io.beckon.audit.PcName;
import io.beckon.audit.TraceId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The JSON Schema (2020-12) of each type of audit event, and an AsyncAPI 3 document that has them all, made from the types of the code. */
public final class AuditSchemas {

    static final String FOLDER = "docs/audit";
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final Set<Class<?>> TEXTS = Set.of(Id.class, Label.class, Digest.class, AuditAddress.class);
    private static final Map<String, JsonSchema> PUBLISHED = new ConcurrentHashMap<>();
    private static final String SEALED = "A seal over the records before it.";
    private static final int UUID_OR_PLACE = 128;

    private AuditSchemas() {}

    /** Files by their name within {@link #FOLDER}. */
    static Map<String, String> files() {
        Map<String, String> files = new TreeMap<>();
        for (EventType type : EventType.values()) {
            files.put("schemas/" + fileOf(type), text(schema(type)));
        }
        files.put("schemas/sealed.v1.json", text(sealSchema()));
        files.put("asyncapi.json", text(asyncApi()));
        return files;
    }

    static String fileOf(EventType type) {
        return type.type().substring("io.beckon.audit.".length()) + ".json";
    }

    private static String text(JsonNode node) {
        return node.toPrettyString().replace("\" : ", "\": ") + "\n";
    }

    static ObjectNode schema(EventType type) {
        ObjectNode schema = JSON.createObjectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("$id", "urn:beckon:audit:" + fileOf(type).replace(".json", ""));
        schema.put("title", type.type());
        schema.put("description", type.sentence());
        schema.put("type", "object");
        ObjectNode properties = JSON.createObjectNode();
        ArrayNode required = JSON.createArrayNode();
        for (RecordComponent component : TypedData.Data.class.getRecordComponents()) {
            if (!component.getName().equals("fact")) {
                add(component, properties, required);
            }
        }
        for (RecordComponent component : type.fact().getRecordComponents()) {
            add(component, properties, required);
        }
        schema.set("properties", properties);
        schema.set("required", required);
        return schema;
    }

    /** The data of seals, as {@link SealCodec} writes it. */
    static ObjectNode sealSchema() {
        ObjectNode schema = JSON.createObjectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("$id", "urn:beckon:audit:sealed.v1");
        schema.put("title", EventType.SEALED);
        schema.put("description", SEALED);
        schema.put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        properties.putObject("chain").put("type", "string");
        properties.putObject("number").put("type", "integer").put("minimum", 1);
        properties.putObject("previous").put("type", "string").put("pattern", "^([0-9a-f]{64})?$");
        properties.putObject("first").put("type", "integer");
        properties.putObject("last").put("type", "integer");
        properties
                .putObject("steps")
                .put("type", "array")
                .put("minItems", 1)
                .put("maxItems", Seal.MOST_RECORDS)
                .putObject("items")
                .put("type", "integer");
        properties.putObject("leaves").put("type", "string").put("contentEncoding", "base64");
        properties.putObject("key").put("type", "string");
        properties.putObject("signature").put("type", "string").put("contentEncoding", "base64");
        ArrayNode required = schema.putArray("required");
        List.of("chain", "number", "previous", "first", "last", "steps", "leaves")
                .forEach(required::add);
        return schema;
    }

    private static void add(RecordComponent component, ObjectNode properties, ArrayNode required) {
        properties.set(component.getName(), of(component.getGenericType()));
        boolean optional =
                component.getAnnotatedType().isAnnotationPresent(Nullable.class) || component.getType() == List.class;
        if (!optional) {
            required.add(component.getName());
        }
    }

    private static ObjectNode of(Type type) {
        ObjectNode schema = JSON.createObjectNode();
        if (type instanceof ParameterizedType list) {
            schema.put("type", "array");
            schema.set("items", of(list.getActualTypeArguments()[0]));
            return schema;
        }
        return of((Class<?>) type, schema);
    }

    private static ObjectNode of(Class<?> type, ObjectNode schema) {
        if (type == boolean.class) {
            return schema.put("type", "boolean");
        }
        if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
            return schema.put("type", "integer");
        }
        if (type.isEnum()) {
            ArrayNode values = schema.put("type", "string").putArray("enum");
            Arrays.stream(type.getEnumConstants())
                    .map(value -> wireName((Enum<?>) value))
                    .forEach(values::add);
            return schema;
        }
        if (TEXTS.contains(type)) {
            return schema.put("type", "string");
        }
        if (type == TraceId.class) {
            return schema.put("type", "string").put("pattern", "^[0-9a-f]{32}$");
        }
        if (type == PcName.class) {
            String known = PcName.KNOWN.stream().sorted().collect(Collectors.joining("|"));
            return schema.put("type", "string").put("pattern", "^(" + known + "|~[0-9a-f]{12})$");
        }
        if (!type.isRecord()) {
            throw new IllegalArgumentException("no schema for " + type);
        }
        ObjectNode properties = JSON.createObjectNode();
        ArrayNode required = JSON.createArrayNode();
        for (RecordComponent component : type.getRecordComponents()) {
            add(component, properties, required);
        }
        schema.put("type", "object").set("properties", properties);
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        return schema;
    }

    /** Lower case, words joined by hyphens; codecs are spelled as they are registered. */
    static String wireName(Enum<?> value) {
        return value instanceof CodecName codec
                ? codec.toString()
                : value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Fails unless the data of an event is as its published schema has it, without a member that this does not name. */
    public static void check(String type, byte[] data) {
        try {
            Set<ValidationMessage> faults =
                    PUBLISHED.computeIfAbsent(type, AuditSchemas::published).validate(JSON.readTree(data));
            if (!faults.isEmpty()) {
                throw new AssertionError(type + ": " + faults + " in " + new String(data, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonSchema published(String type) {
        Path file = Path.of(FOLDER, "schemas", type.replace("io.beckon.audit.", "") + ".json");
        try {
            ObjectNode schema = (ObjectNode) JSON.readTree(Files.readString(file));
            schema.put("additionalProperties", false);
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(schema);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode asyncApi() {
        ObjectNode document = JSON.createObjectNode();
        document.put("asyncapi", "3.0.0");
        ObjectNode info = document.putObject("info");
        info.put("title", "Beckon's audit trail");
        info.put("version", "1.0.0");
        info.put(
                "description",
                "What was signaled, by whom: CloudEvents 1.0 in Kafka's binary content mode, with JSON data. Read it with"
                        + " isolation.level=read_committed, ignore types and members that you do not know, and tell events"
                        + " apart by their id.");
        document.put("defaultContentType", "application/json");
        ObjectNode channel = document.putObject("channels").putObject("audit");
        channel.put("address", "signaling.audit");
        channel.put(
                "description",
                "Keyed by tenant/room, so that a room's events are in order. The prefix of the name is configurable.");
        ObjectNode references = channel.putObject("messages");
        channel.putObject("bindings").putObject("kafka").put("partitions", 12).put("bindingVersion", "0.5.0");
        document.putObject("operations")
                .putObject("readAudit")
                .put("action", "receive")
                .putObject("channel")
                .put("$ref", "#/channels/audit");
        ObjectNode components = document.putObject("components");
        components.putObject("schemas").set("cloudEvent", cloudEventHeaders());
        ObjectNode messages = components.putObject("messages");
        for (EventType type : EventType.values()) {
            message(type.type(), type.sentence(), schema(type), references, messages);
        }
        message(EventType.SEALED, SEALED, sealSchema(), references, messages);
        return document;
    }

    private static void message(
            String type, String sentence, ObjectNode schema, ObjectNode references, ObjectNode messages) {
        String name = type.substring("io.beckon.audit.".length()).replace(".v1", "");
        references.putObject(name).put("$ref", "#/components/messages/" + name);
        ObjectNode message = messages.putObject(name);
        message.put("name", type);
        message.put("title", sentence);
        message.put("contentType", "application/json");
        message.putObject("headers").put("$ref", "#/components/schemas/cloudEvent");
        ObjectNode payload = message.putObject("payload");
        payload.put("schemaFormat", "application/schema+json;version=draft-07");
        schema.remove(List.of("$schema", "$id"));
        payload.set("schema", schema);
    }

    private static ObjectNode cloudEventHeaders() {
        ObjectNode headers = JSON.createObjectNode();
        headers.put("type", "object");
        ObjectNode properties = headers.putObject("properties");
        properties.putObject("ce_specversion").put("type", "string").put("const", "1.0");
        properties.putObject("ce_id").put("type", "string").put("maxLength", UUID_OR_PLACE);
        properties.putObject("ce_source").put("type", "string").put("format", "uri-reference");
        properties.putObject("ce_type").put("type", "string");
        properties.putObject("ce_subject").put("type", "string");
        properties.putObject("ce_time").put("type", "string").put("format", "date-time");
        ArrayNode required = headers.putArray("required");
        List.of("ce_specversion", "ce_id", "ce_source", "ce_type", "ce_subject", "ce_time")
                .forEach(required::add);
        return headers;
    }
}

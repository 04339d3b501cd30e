package io.beckon.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Resources as the classes that their owners publish: those of Kubernetes, the Gateway API and the Prometheus Operator by fabric8,
 * those of Strimzi by Strimzi, which makes its CRDs of them.
 */
final class Models {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final KubernetesSerialization SERIALIZATION = serialization();

    private Models() {}

    private static KubernetesSerialization serialization() {
        KubernetesSerialization serialization = new KubernetesSerialization();
        String strimzi = "kafka.strimzi.io/v1";
        serialization.registerKubernetesResource(strimzi, "Kafka", Kafka.class);
        serialization.registerKubernetesResource(strimzi, "KafkaNodePool", KafkaNodePool.class);
        serialization.registerKubernetesResource(strimzi, "KafkaTopic", KafkaTopic.class);
        serialization.registerKubernetesResource(strimzi, "KafkaUser", KafkaUser.class);
        return serialization;
    }

    /** An instance of {@link GenericKubernetesResource} where nobody publishes a class. */
    static Object read(JsonNode document) {
        return SERIALIZATION.unmarshal(Manifests.yaml(document));
    }

    /** The paths of what the model has no place for, and of what it does not give back as it was. */
    static List<String> faults(JsonNode document) {
        Object model = read(document);
        List<String> faults = new ArrayList<>();
        collectUnknown(model, "", faults);
        try {
            collectLost(document, JSON.readTree(SERIALIZATION.asJson(model)), "", faults);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
        // Strimzi's classes are for all versions of its resources, and call themselves by one.
        faults.removeIf(fault -> model instanceof CustomResource<?, ?> && fault.startsWith("changed: .apiVersion "));
        return faults;
    }

    private static void collectUnknown(@Nullable Object value, String path, List<String> unknown) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, entry) -> collectUnknown(entry, path + "." + key, unknown));
        } else if (value instanceof Collection<?> collection) {
            int index = 0;
            for (Object element : collection) {
                collectUnknown(element, path + "[" + index++ + "]", unknown);
            }
        } else if (value != null && isModel(value.getClass())) {
            for (Class<?> type = value.getClass(); type != null && isModel(type); type = type.getSuperclass()) {
                for (Field field : type.getDeclaredFields()) {
                    collectUnknown(value, field, path, unknown);
                }
            }
        }
    }

    private static void collectUnknown(Object owner, Field field, String path, List<String> unknown) {
        if (Modifier.isStatic(field.getModifiers())) {
            return;
        }
        try {
            field.setAccessible(true);
            Object value = field.get(owner);
            if (!field.getName().equals("additionalProperties")) {
                collectUnknown(value, path + "." + field.getName(), unknown);
            } else if (value instanceof Map<?, ?> map) {
                map.keySet().forEach(name -> unknown.add("unknown: " + path + "." + name));
            }
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean isModel(Class<?> type) {
        return !type.isEnum()
                && (type.getName().startsWith("io.fabric8.") || type.getName().startsWith("io.strimzi."));
    }

    private static void collectLost(JsonNode written, JsonNode read, String path, List<String> lost) {
        if (written.isObject()) {
            written.fields()
                    .forEachRemaining(field -> collectLost(
                            field.getValue(), read.path(field.getKey()), path + "." + field.getKey(), lost));
        } else if (written.isArray()) {
            for (int i = 0; i < written.size(); i++) {
                collectLost(written.path(i), read.path(i), path + "[" + i + "]", lost);
            }
        } else if (!written.asText().equals(read.asText())) {
            lost.add("changed: " + path + " from " + written + " to " + read);
        }
    }
}

package io.beckon.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What a pod takes from a ConfigMap or Secret.
 *
 * @param key empty: all of it
 */
record Reference(String kind, String name, String key) {

    static List<Reference> of(JsonNode pod) {
        List<Reference> references = new ArrayList<>();
        for (JsonNode container : pod.path("containers")) {
            for (JsonNode from : container.path("envFrom")) {
                add(references, "ConfigMap", from.path("configMapRef"));
                add(references, "Secret", from.path("secretRef"));
            }
            for (JsonNode variable : container.path("env")) {
                add(references, "ConfigMap", variable.at("/valueFrom/configMapKeyRef"));
                add(references, "Secret", variable.at("/valueFrom/secretKeyRef"));
            }
        }
        for (JsonNode volume : pod.path("volumes")) {
            addItems(references, "ConfigMap", volume.at("/configMap/name"), volume.at("/configMap/items"));
            addItems(references, "Secret", volume.at("/secret/secretName"), volume.at("/secret/items"));
        }
        return references;
    }

    private static void add(List<Reference> references, String kind, JsonNode reference) {
        if (!reference.isMissingNode()) {
            references.add(new Reference(
                    kind, reference.path("name").asText(), reference.path("key").asText()));
        }
    }

    private static void addItems(List<Reference> references, String kind, JsonNode name, JsonNode items) {
        if (name.isMissingNode()) {
            return;
        }
        if (items.isEmpty()) {
            references.add(new Reference(kind, name.asText(), ""));
        }
        for (JsonNode item : items) {
            references.add(new Reference(kind, name.asText(), item.path("key").asText()));
        }
    }
}

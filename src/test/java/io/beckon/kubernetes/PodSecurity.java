package io.beckon.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The restricted standard, as far as the manifests can violate it, and the pods that they make, those of operators among them.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/security/pod-security-standards/">Pod Security Standards</a>
 */
final class PodSecurity {

    private static final Set<String> VOLUMES = Set.of(
            "configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret");

    private PodSecurity() {}

    /** The spec of each pod that comes of these, by what it comes of. An operator's has what the operator is told. */
    static Map<String, JsonNode> pods(Manifests manifests) {
        Map<String, JsonNode> pods = new TreeMap<>();
        Stream.of("Deployment", "StatefulSet")
                .flatMap(manifests::ofKind)
                .forEach(owner -> pods.put(Manifests.label(owner), owner.at("/spec/template/spec")));
        manifests.ofKind("KafkaNodePool").forEach(pool -> {
            JsonNode template = pool.at("/spec/template");
            ObjectNode pod = pod(template.path("pod"), template, "kafkaContainer");
            pod.withArray("initContainers").add(container(template, "initContainer"));
            pods.put(Manifests.label(pool), pod);
        });
        manifests.ofKind("Kafka").forEach(kafka -> {
            JsonNode template = kafka.at("/spec/entityOperator/template");
            pods.put(
                    Manifests.label(kafka),
                    pod(template.path("pod"), template, "topicOperatorContainer", "userOperatorContainer"));
        });
        manifests
                .ofKind("Keycloak")
                .forEach(keycloak ->
                        pods.put(Manifests.label(keycloak), keycloak.at("/spec/unsupported/podTemplate/spec")));
        return pods;
    }

    /** As Strimzi makes it: its own fields, and the security contexts of its template. */
    private static ObjectNode pod(JsonNode pod, JsonNode template, String... containers) {
        ObjectNode made = new ObjectMapper().createObjectNode();
        made.set("securityContext", pod.path("securityContext"));
        for (String name : containers) {
            made.withArray("containers").add(container(template, name));
        }
        return made;
    }

    private static ObjectNode container(JsonNode template, String name) {
        ObjectNode container = new ObjectMapper().createObjectNode().put("name", name);
        container.set("securityContext", template.path(name).path("securityContext"));
        return container;
    }

    /** What of a pod's spec an API server would refuse. */
    static List<String> violations(JsonNode pod) {
        List<String> violations = new ArrayList<>();
        for (String shared : List.of("hostNetwork", "hostPID", "hostIPC")) {
            require(!pod.path(shared).asBoolean(), shared, violations);
        }
        Manifests.each(pod.path("volumes"))
                .flatMap(volume -> volume.properties().stream())
                .map(Map.Entry::getKey)
                .filter(name -> !name.equals("name") && !VOLUMES.contains(name))
                .forEach(kind -> violations.add("volumes: " + kind));
        require(!pod.path("containers").isEmpty(), "containers", violations);
        Stream.of("containers", "initContainers")
                .flatMap(name -> Manifests.each(pod.path(name)))
                .forEach(container -> judge(container, pod.path("securityContext"), violations));
        return violations;
    }

    private static void judge(JsonNode container, JsonNode ofPod, List<String> violations) {
        String name = container.path("name").asText() + ": ";
        JsonNode context = container.path("securityContext");
        require(either(context, ofPod, "/runAsNonRoot").asBoolean(), name + "runAsNonRoot", violations);
        require(either(context, ofPod, "/runAsUser").asInt(1) > 0, name + "runAsUser", violations);
        require(
                either(context, ofPod, "/seccompProfile/type").asText().equals("RuntimeDefault"),
                name + "seccompProfile",
                violations);
        require(
                !context.path("allowPrivilegeEscalation").asBoolean(true),
                name + "allowPrivilegeEscalation",
                violations);
        require(!context.path("privileged").asBoolean(), name + "privileged", violations);
        require(context.at("/capabilities/drop").toString().equals("[\"ALL\"]"), name + "capabilities", violations);
        require(context.at("/capabilities/add").isEmpty(), name + "capabilities that are added", violations);
        Manifests.each(container.path("ports"))
                .forEach(port -> require(!port.has("hostPort"), name + "hostPort", violations));
    }

    private static JsonNode either(JsonNode container, JsonNode pod, String path) {
        return container.at(path).isMissingNode() ? pod.at(path) : container.at(path);
    }

    private static void require(boolean holds, String what, List<String> violations) {
        if (!holds) {
            violations.add(what);
        }
    }
}

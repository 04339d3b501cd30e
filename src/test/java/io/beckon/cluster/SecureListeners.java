package io.beckon.cluster;

import java.util.List;
import java.util.Map;

/**
 * Listeners of brokers beside those in clear text.
 *
 * @param protocols of each by its name, such as {@code SASL_SSL}
 * @param settings of the brokers
 * @param options of their JVMs
 */
public record SecureListeners(Map<String, String> protocols, Map<String, String> settings, List<String> options) {

    static final SecureListeners NONE = new SecureListeners(Map.of(), Map.of(), List.of());
}

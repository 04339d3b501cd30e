package io.beckon.app;

import io.beckon.identity.Caller;
import io.beckon.protocol.WireSyntax;
import io.beckon.room.RoomKey;
import io.beckon.transport.peerjs.Application;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Who may come with PeerJS, as the configuration says it. */
final class PeerJsSettings {

    private static final String KEY = "peerjs";

    private static final String NAME = "[A-Za-z0-9_][A-Za-z0-9._~-]{0,63}";

    private static final Pattern PATH = Pattern.compile("((/" + NAME + "){1,4})/?");

    /** The service and its web application have paths of their own below these. */
    private static final Pattern TAKEN = Pattern.compile("/(v1|q|development|admin|app|client|peerjs)(/.*)?");

    private PeerJsSettings() {}

    /**
     * By their keys; empty where PeerJS is off.
     *
     * @param development whether anybody on this machine gets a token anyway
     */
    static Map<String, Application> applications(BeckonConfig.PeerJs config, boolean development) {
        if (!config.enabled().orElse(development)) {
            return Map.of();
        }
        if (config.keys().isEmpty()) {
            return Map.of(
                    KEY, new Application(KEY, new RoomKey(Caller.DEFAULT_TENANT, KEY), development, false, false));
        }
        Map<String, Application> applications = new HashMap<>();
        config.keys().forEach((key, application) -> applications.put(key, checked(key, application)));
        return applications;
    }

    /** The rooms of applications. */
    static Set<RoomKey> lobbies(Map<String, Application> applications) {
        return applications.values().stream().map(Application::room).collect(Collectors.toUnmodifiableSet());
    }

    /** Those beside {@code /} and {@code /peerjs}, without a slash behind. */
    static List<String> paths(BeckonConfig.PeerJs config) {
        return config.path().orElse(List.of()).stream()
                .map(PeerJsSettings::path)
                .distinct()
                .toList();
    }

    private static String path(String configured) {
        String property = "beckon.peerjs.path";
        Matcher path = PATH.matcher(configured.strip());
        if (!path.matches()) {
            throw new Misconfiguration(
                    property,
                    configured,
                    "a path is / and a name, up to four times, each of A-Z, a-z, 0-9, _, ., ~ and -; / itself is there anyway");
        }
        if (TAKEN.matcher(path.group(1)).matches()) {
            throw new Misconfiguration(
                    property, configured, "the service has paths of its own there; /peerjs is there anyway");
        }
        return path.group(1);
    }

    private static Application checked(String key, BeckonConfig.Application application) {
        if (!key.matches("[A-Za-z0-9_-]{1,64}")) {
            throw new Misconfiguration("beckon.peerjs.keys", key, "a key is 1 to 64 of A-Z, a-z, 0-9, - and _");
        }
        String room = application.room().orElse(key);
        if (!WireSyntax.isRoomName(room)) {
            throw new Misconfiguration("beckon.peerjs.keys." + key + ".room", room, "it is not the name of a room");
        }
        if (application.anyOrigin() && !application.anonymous()) {
            throw new Misconfiguration(
                    "beckon.peerjs.keys." + key + ".any-origin",
                    "true",
                    "only what nobody has to sign in for is for pages of any origin: set .anonymous too, or name the origins in beckon.allowed-origins");
        }
        return new Application(
                key,
                new RoomKey(application.tenant(), room),
                application.anonymous(),
                application.discovery(),
                application.anyOrigin());
    }
}

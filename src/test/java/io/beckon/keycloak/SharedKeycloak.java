package io.beckon.keycloak;

/**
 * One Keycloak that all tests of a JVM share, started by the first that asks for it and ended with the JVM. Tests keep apart by
 * users of their own, and take back what they change of a realm.
 */
public final class SharedKeycloak {

    private SharedKeycloak() {}

    /** Not to be stopped: others use it too. */
    public static Keycloak get() {
        return Started.KEYCLOAK;
    }

    private static final class Started {
        static final Keycloak KEYCLOAK = Keycloak.start("shared");

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(KEYCLOAK::close));
        }
    }
}

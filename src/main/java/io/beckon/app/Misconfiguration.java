package io.beckon.app;

/** A configuration that the service does not start with: names the property, its value and the remedy. */
final class Misconfiguration extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Misconfiguration(String property, String value, String remedy) {
        super(property + "=" + value + ": " + remedy, null, false, false);
    }
}

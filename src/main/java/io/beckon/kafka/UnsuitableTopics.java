package io.beckon.kafka;

/** Topics, or brokers, that the service does not start with: names what was found and the remedy. */
public final class UnsuitableTopics extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnsuitableTopics(String message) {
        super(message, null, false, false);
    }
}

package io.beckon.kafka;

/** What the topics are called. */
public record TopicNames(String prefix) {

    public String events() {
        return prefix + ".events";
    }

    public String checkpoints() {
        return prefix + ".checkpoints";
    }

    public String calls() {
        return prefix + ".calls";
    }

    public String control() {
        return prefix + ".control";
    }

    public String nodes() {
        return prefix + ".nodes";
    }

    public String audit() {
        return prefix + ".audit";
    }

    /** There only where what is said is captured. */
    public String capture() {
        return prefix + ".capture";
    }

    /** There only where the audit trail shows pseudonyms. */
    public String pseudonyms() {
        return prefix + ".pseudonyms";
    }
}

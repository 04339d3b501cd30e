package io.beckon.audit;

import com.fasterxml.jackson.annotation.JsonValue;

/** A client's address as {@link AddressPolicy} has it: whole, truncated, or a keyed hash. Only the policy makes one. */
public final class AuditAddress {

    private final String text;

    AuditAddress(String text) {
        this.text = text;
    }

    @JsonValue
    @Override
    public String toString() {
        return text;
    }
}

package io.beckon.audit;

/** A client's address as {@link AddressPolicy} has it: whole, truncated, or a keyed hash. Only the policy makes one. */
public final class AuditAddress {

    private final String text;

    AuditAddress(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}

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

    @Override
    public boolean equals(Object other) {
        return other instanceof AuditAddress address && text.equals(address.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }
}

package io.beckon.identity;

/** A user as the whole service tells them apart. */
public record UserKey(String tenant, String issuer, String user) {}

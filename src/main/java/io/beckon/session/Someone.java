package io.beckon.session;

/** A user as others see one. @param name for people */
public record Someone(String user, String name) {}

package io.beckon.room;

/** One who calls or is called. */
public record CallPerson(String user, String name) {}

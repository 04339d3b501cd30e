package io.beckon.benchmark.report;

/**
 * What a scenario compares.
 *
 * @param name of the scenario
 * @param title what it does, in a few words
 * @param unit of {@code cost}
 */
public record Subject(String name, String title, String unit) {}

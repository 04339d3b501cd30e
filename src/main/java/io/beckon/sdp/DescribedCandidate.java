package io.beckon.sdp;

/** A candidate that stands in a session description, with its line, counted from 1. */
public record DescribedCandidate(int line, IceCandidate candidate) {}

package io.beckon.session;

import io.beckon.identity.AccessPolicy;
import io.beckon.identity.TokenVerifier;

/** By what it is known who somebody is, and what they may do. */
public record Authority(ResumeSecrets secrets, TokenVerifier tokens, AccessPolicy access) {}

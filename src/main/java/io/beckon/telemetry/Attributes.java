package io.beckon.telemetry;

import io.opentelemetry.api.common.AttributeKey;

/** What spans say. Nothing of it is a description, an address, a user or a secret. */
final class Attributes {

    static final AttributeKey<String> NODE = AttributeKey.stringKey("beckon.node");
    static final AttributeKey<String> TENANT = AttributeKey.stringKey("beckon.tenant");
    static final AttributeKey<String> ROOM = AttributeKey.stringKey("beckon.room");
    /** Where a pair has several connections. */
    static final AttributeKey<String> PC = AttributeKey.stringKey("beckon.pc");

    static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("beckon.outcome");
    /** The code of the refusal, as the client gets it. */
    static final AttributeKey<String> ERROR = AttributeKey.stringKey("beckon.error");
    /** To how many sessions of this node something was given. */
    static final AttributeKey<Long> RECEIVERS = AttributeKey.longKey("beckon.receivers");

    static final AttributeKey<Long> PARTITION = AttributeKey.longKey("beckon.partition");
    static final AttributeKey<Long> POSITION = AttributeKey.longKey("beckon.position");
    /** Of a frame about a peer connection: what the client says of it. */
    static final AttributeKey<String> STATE = AttributeKey.stringKey("beckon.state");

    private Attributes() {}
}

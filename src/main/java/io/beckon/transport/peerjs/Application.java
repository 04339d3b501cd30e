package io.beckon.transport.peerjs;

import io.beckon.room.RoomKey;

/**
 * Those who use PeerJS with the same key, and can reach each other.
 *
 * @param room the lobby in which they are
 * @param anonymous whether one need not sign in
 * @param discovery whether everybody may see who is there
 * @param anyOrigin whether pages of all origins may use it, as with PeerJS' own server
 */
public record Application(String key, RoomKey room, boolean anonymous, boolean discovery, boolean anyOrigin) {}

package io.beckon.session;

import io.beckon.identity.IceServers;
import io.beckon.identity.TurnCredentials;
import io.beckon.protocol.ServerMessage.IceServer;
import java.util.List;

/** Puts what a user may use as STUN and TURN servers into the words of the wire. */
final class IceFrames {

    private IceFrames() {}

    static List<IceServer> of(IceServers.Grant grant) {
        return grant.servers().stream().map(IceFrames::server).toList();
    }

    private static IceServer server(IceServers.Server server) {
        TurnCredentials credentials = server.credentials();
        return credentials == null
                ? new IceServer(server.urls(), null, null)
                : new IceServer(server.urls(), credentials.username(), credentials.password());
    }
}

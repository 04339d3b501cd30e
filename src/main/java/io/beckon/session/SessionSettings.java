package io.beckon.session;

import io.beckon.following.Instance;
import io.beckon.identity.IceServers;
import io.beckon.room.RoomKey;
import io.beckon.room.RoomRules;
import java.time.Duration;
import java.util.Set;

/**
 * How this node treats its sessions.
 *
 * @param node a label, for people
 * @param instance this process
 * @param checkpointLag how long frames are kept for those who come back, memory permitting
 * @param lobbies the rooms that are of pattern {@code lobby}, whoever comes first
 */
public record SessionSettings(
        String node,
        Instance instance,
        Duration resumeWindow,
        Duration negotiationTimeout,
        Duration heartbeat,
        Duration checkpointLag,
        Limits limits,
        RoomRules rules,
        Set<RoomKey> lobbies,
        IceServers iceServers) {}

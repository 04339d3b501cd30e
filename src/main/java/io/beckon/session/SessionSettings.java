package io.beckon.session;

import io.beckon.following.Instance;
import io.beckon.identity.IceServers;
import io.beckon.room.RoomRules;
import java.time.Duration;

/**
 * How this node treats its sessions.
 *
 * @param node a label, for people
 * @param instance this process
 * @param checkpointLag how long frames are kept for those who come back, memory permitting
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
        IceServers iceServers) {}

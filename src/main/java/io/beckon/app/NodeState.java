package io.beckon.app;

import io.beckon.calling.Switchboard;
import io.beckon.following.FollowedPartition;
import io.beckon.following.Follower;
import io.beckon.projection.OwnState;

/** What a node has made of its logs. */
record NodeState(Follower follower, Switchboard switchboard) implements OwnState {

    @Override
    public Rooms rooms(int partition) {
        FollowedPartition.Kept kept = follower.kept(partition);
        return new Rooms(kept.rooms(), kept.position());
    }

    @Override
    public Calls calls() {
        Switchboard.Calls calls = switchboard.calls();
        return new Calls(calls.all(), calls.position());
    }
}

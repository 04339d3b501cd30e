package io.beckon.admin;

import io.beckon.administration.Administration;
import io.beckon.administration.Inspection;
import io.beckon.log.Nodes;

/** What administrators work with: this node, what it knows of the others, and what it can do. */
public record Desk(
        ThisNode self,
        Nodes nodes,
        Inspection inspection,
        Administration administration,
        Others others,
        Onlookers onlookers,
        LookingBack past) {

    /** The name of the node of an instance; its id when it is not known. */
    String nodeOf(String instance) {
        if (instance.equals(self.instance().get())) {
            return self.name();
        }
        Nodes.Node node = nodes.of(instance);
        return node == null ? instance : node.name();
    }
}

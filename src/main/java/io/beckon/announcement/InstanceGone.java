package io.beckon.announcement;

/** A process is lost: the places of its sessions are free. */
public record InstanceGone(String instance) implements Announcement {

    @Override
    public String subject() {
        return instance;
    }
}

package io.beckon.announcement;

/** Something of who is signed in that every node must know at once. What it changes depends on those before it, in one order. */
public sealed interface Announcement permits SignOut, NotBefore, LogIn, LogOut, InstanceGone, Removal {

    /** Whom it concerns, for people who read along. */
    String subject();
}

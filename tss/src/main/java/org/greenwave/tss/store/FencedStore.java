package org.greenwave.tss.store;

import org.greenwave.role.RoleStore;

/** The role database, as it is written from one activation to the release after it. */
public record FencedStore(RoleStore store, long fence) {}

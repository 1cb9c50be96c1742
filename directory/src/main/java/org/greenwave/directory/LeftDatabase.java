package org.greenwave.directory;

/**
 * A database that a role has left by an edit, and that is not sealed yet: a server that is cut off
 * from the Directory could write there still, under a grant from before.
 *
 * @param database where it is
 * @param fence the highest fence that was granted before the role left it
 * @param roleVersion the version of the role before that edit; no two of a role's have the same
 */
public record LeftDatabase(Role.Database database, long fence, long roleVersion) {}

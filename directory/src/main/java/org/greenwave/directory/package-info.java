/**
 * What the Directory records and how it changes: servers, roles, grants, edits.
 *
 * <p>Pure: immutable records, no clock, chance, thread or I/O but as arguments. State changes in
 * one way only: {@link org.greenwave.directory.Directory#apply} on a committed {@link
 * org.greenwave.directory.Change}, on every server alike.
 */
@NullMarked
package org.greenwave.directory;

import org.jspecify.annotations.NullMarked;

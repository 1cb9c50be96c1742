/** What people are told of without asking: who, of what, and what became of it. Pure. */
@NullMarked
package org.greenwave.directory.notice;

import org.jspecify.annotations.NullMarked;

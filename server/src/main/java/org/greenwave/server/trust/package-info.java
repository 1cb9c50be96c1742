/**
 * How servers know each other: the system's two certificate authorities, each server's own keys and
 * certificates, and who is let in by them. All of it stands in files of the folder {@code trust},
 * see {@link org.greenwave.server.trust.TrustFolder}; nothing of it is in the Directory.
 *
 * <p>The <em>system authority</em> vouches for servers on the wire and at their HTTPS doors. The
 * <em>Directory authority</em> vouches only for those who take part in the replicated log: its
 * engine asks no name, so that whatever it trusts must be able to come from Directory servers only.
 */
@NullMarked
package org.greenwave.server.trust;

import org.jspecify.annotations.NullMarked;

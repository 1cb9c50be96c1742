/** How people are told of what happens: by webhook and e-mail, with threads of its own. */
@NullMarked
package org.greenwave.server.notice;

import org.jspecify.annotations.NullMarked;

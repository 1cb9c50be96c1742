/** Who may do what: accounts, access keys, and what their sessions hang on. Pure. */
@NullMarked
package org.greenwave.directory.people;

import org.jspecify.annotations.NullMarked;

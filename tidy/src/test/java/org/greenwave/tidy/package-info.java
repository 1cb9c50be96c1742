/**
 * Tests of the code itself: its format, sizes, names, purity, dependencies, words and documents.
 *
 * <p>Each rule is a function from what it reads to the {@link org.greenwave.tidy.Finding}s in it.
 * Its test holds it against the whole project and against a planted offender, so that no rule can
 * quietly stop looking. There is no list of exceptions: change the code, or change the rule and say
 * why.
 */
@NullMarked
package org.greenwave.tidy;

import org.jspecify.annotations.NullMarked;

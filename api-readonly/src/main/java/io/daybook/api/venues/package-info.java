/** The mart venues: what its resources share, what is asked for and the venues that it names. */
@NullMarked
package io.daybook.api.venues;

import org.jspecify.annotations.NullMarked;

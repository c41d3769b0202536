/** The tenant's venues. */
@NullMarked
package io.daybook.api.venues.list;

import org.jspecify.annotations.NullMarked;

/** Bookings of venues by local day. */
@NullMarked
package io.daybook.api.venues.bookings;

import org.jspecify.annotations.NullMarked;

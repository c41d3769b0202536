/** The sports that the tenant's venues have bookings of. */
@NullMarked
package io.daybook.api.venues.sports;

import org.jspecify.annotations.NullMarked;

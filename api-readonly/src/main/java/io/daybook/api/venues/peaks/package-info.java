/** When venues are booked: by sport and hour. */
@NullMarked
package io.daybook.api.venues.peaks;

import org.jspecify.annotations.NullMarked;

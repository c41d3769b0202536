/** The ten figures of venues at a glance. */
@NullMarked
package io.daybook.api.venues.general;

import org.jspecify.annotations.NullMarked;

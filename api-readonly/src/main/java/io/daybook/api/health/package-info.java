/** The simple status that old dashboards ask for. */
@NullMarked
package io.daybook.api.health;

import org.jspecify.annotations.NullMarked;

/** How figures are written: money, ratios, shares of a whole, instants. */
@NullMarked
package io.daybook.api.figure;

import org.jspecify.annotations.NullMarked;

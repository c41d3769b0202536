/** Revenue of venues by local day. */
@NullMarked
package io.daybook.api.venues.revenue;

import org.jspecify.annotations.NullMarked;

/** What operators and their monitors look at, on a port of its own. */
@NullMarked
package io.daybook.api.management;

import org.jspecify.annotations.NullMarked;

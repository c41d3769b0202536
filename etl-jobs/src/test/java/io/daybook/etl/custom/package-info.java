/** Views of the user's own, from a file to a verified table. */
@NullMarked
package io.daybook.etl.custom;

import org.jspecify.annotations.NullMarked;

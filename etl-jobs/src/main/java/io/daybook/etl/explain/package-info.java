/** Why a stored number is what it is: the rows that one slice is made from. */
@NullMarked
package io.daybook.etl.explain;

import org.jspecify.annotations.NullMarked;

/** The shape of the plans behind the promised speed; no test here measures time. */
@NullMarked
package io.daybook.etl.speed;

import org.jspecify.annotations.NullMarked;

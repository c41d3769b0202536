@NullMarked
package io.daybook.etl.explain;

import org.jspecify.annotations.NullMarked;

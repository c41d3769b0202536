/** Tests of the package of the same name. */
@NullMarked
package io.daybook.etl.status;

import org.jspecify.annotations.NullMarked;

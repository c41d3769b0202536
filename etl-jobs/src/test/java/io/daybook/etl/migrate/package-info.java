/** Tests of the package of the same name. */
@NullMarked
package io.daybook.etl.migrate;

import org.jspecify.annotations.NullMarked;

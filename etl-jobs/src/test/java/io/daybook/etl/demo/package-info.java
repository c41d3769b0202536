/** Tests of the package of the same name. */
@NullMarked
package io.daybook.etl.demo;

import org.jspecify.annotations.NullMarked;

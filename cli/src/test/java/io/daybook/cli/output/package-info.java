/** Tests of the package of the same name. */
@NullMarked
package io.daybook.cli.output;

import org.jspecify.annotations.NullMarked;

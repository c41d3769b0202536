/** Tests of the package of the same name. */
@NullMarked
package io.daybook.cli.process;

import org.jspecify.annotations.NullMarked;

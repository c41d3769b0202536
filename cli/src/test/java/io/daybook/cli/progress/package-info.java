/** Tests of the package of the same name. */
@NullMarked
package io.daybook.cli.progress;

import org.jspecify.annotations.NullMarked;

/** Tests of the package of the same name. */
@NullMarked
package io.daybook.cli.configuration;

import org.jspecify.annotations.NullMarked;

/** Results as tables for people, JSON and CSV for programs. */
@NullMarked
package io.daybook.cli.output;

import org.jspecify.annotations.NullMarked;

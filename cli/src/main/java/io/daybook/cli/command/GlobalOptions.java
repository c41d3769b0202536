package io.daybook.cli.command;

import io.daybook.cli.output.OutputFormat;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** The options of every command. */
public final class GlobalOptions {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration (default: daybook.yaml here, if there is one).")
    @Nullable Path config;

    @Option(
            names = "--sql-dir",
            paramLabel = "DIR",
            description = "Also read views of your own: DIR/MART/view_STEM.sql (default: sql.dir).")
    @Nullable Path sqlDir;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            converter = FormatConverter.class,
            defaultValue = "table",
            description = "What is printed on standard output: table, json or csv.")
    OutputFormat output = OutputFormat.TABLE;

    /** Names the nearest format. */
    static final class FormatConverter implements ITypeConverter<OutputFormat> {
        @Override
        public OutputFormat convert(String name) {
            return OutputFormat.of(name);
        }
    }

    @Option(
            names = {"-q", "--quiet"},
            description = "No progress and no messages, only results, warnings and errors.")
    boolean quiet;

    private boolean verbose;

    /** Read by the logging configuration when the first logger is made. */
    @Option(
            names = {"-v", "--verbose"},
            description = "Tell more, and show the stack trace of an error.")
    void setVerbose(boolean verbose) {
        this.verbose = verbose;
        if (verbose) {
            System.setProperty("daybook.log.level", "INFO");
            System.setProperty("daybook.log.exceptions", "%ex");
        }
    }

    public boolean verbose() {
        return verbose;
    }
}

package io.daybook.cli.output;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Where a command prints: data on standard output, all else on standard error. JSON and CSV are
 * written when the terminal is closed, as one document.
 */
public final class Terminal implements AutoCloseable {

    private final PrintWriter out;
    private final PrintWriter err;
    private final OutputFormat format;
    private final boolean quiet;
    private final List<Object> json = new ArrayList<>();
    private boolean printed;

    public Terminal(PrintWriter out, PrintWriter err, OutputFormat format, boolean quiet) {
        this.out = out;
        this.err = err;
        this.format = format;
        this.quiet = quiet;
    }

    /** Prints the result of one mart. */
    public void result(Result result) {
        switch (format) {
            case JSON -> json(result.value());
            case CSV -> csv(result);
            case TABLE -> table(result);
        }
        out.flush();
    }

    /**
     * Prints one of many results that follow each other for as long as the process runs: a line, a
     * JSON object on a line, or CSV rows under one head.
     */
    public void line(Result result) {
        switch (format) {
            case JSON -> out.println(Json.line(result.value()));
            case CSV -> rows(result);
            case TABLE -> result.before().forEach(line -> out.println(PlainText.of(line)));
        }
        out.flush();
    }

    /** Tells that one of several marts failed; JSON lists it among the others' results. */
    public void failure(String mart, int exitCode, String message) {
        if (format == OutputFormat.JSON) {
            json.add(new Failure(mart, exitCode, message));
        }
        warning(mart + ": " + message);
    }

    /** A mart that has no report. */
    record Failure(String mart, int exitCode, String error) {}

    /** Prints data as it is, in whatever format. */
    public void data(String text) {
        out.println(text);
        out.flush();
    }

    /** Tells what goes on; not when quiet. */
    public void message(String text) {
        if (!quiet) {
            warning(text);
        }
    }

    /** Tells what the operator must know, also when quiet. */
    public void warning(String text) {
        err.println(text);
        err.flush();
    }

    public boolean quiet() {
        return quiet;
    }

    /** Where data goes that is written as it comes. */
    public PrintWriter out() {
        return out;
    }

    /** Where progress is shown. */
    public PrintWriter err() {
        return err;
    }

    @Override
    public void close() {
        if (!json.isEmpty()) {
            out.println(Json.of(json));
        }
        out.flush();
    }

    private void json(Object value) {
        if (value instanceof Collection<?> several) {
            json.addAll(several);
        } else {
            json.add(value);
        }
    }

    private void table(Result result) {
        if (printed) {
            out.println();
        }
        printed = true;
        result.before().forEach(line -> out.println(PlainText.of(line)));
        if (!result.table().isEmpty()) {
            out.println(result.table().ascii());
        }
        result.after().forEach(line -> out.println(PlainText.of(line)));
    }

    private void rows(Result result) {
        String text = result.data().csv(result.mart());
        out.print(printed ? text.substring(text.indexOf('\n') + 1) : text);
        printed = true;
    }

    /** One CSV for all marts: they have the same columns. What is no row goes to the messages. */
    private void csv(Result result) {
        rows(result);
        result.before().forEach(line -> message(PlainText.of(line)));
        result.after().forEach(line -> message(PlainText.of(line)));
    }
}

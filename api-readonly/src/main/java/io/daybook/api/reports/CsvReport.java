package io.daybook.api.reports;

import io.daybook.api.reports.query.Report;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** RFC 4180 under a line of names; null is an empty cell. */
final class CsvReport implements ReportWriter {

    /** What a spreadsheet takes for the beginning of a formula. */
    private static final String FORMULA_STARTS = "=+-@\t\r\n";

    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+(\\.\\d+)?");

    private final CSVPrinter printer;

    CsvReport(Report report, Writer out) throws IOException {
        this.printer = new CSVPrinter(out, CSVFormat.RFC4180);
        printer.printRecord(report.columns());
    }

    @Override
    public void accept(List<@Nullable Object> row) {
        List<String> cells = new ArrayList<>();
        row.forEach(value -> cells.add(cell(value)));
        try {
            printer.printRecord(cells);
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    /** Numbers stay numbers; a text that would be a formula is made one that is not. */
    static String cell(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        String text = value.toString();
        boolean formula =
                value instanceof String
                        && !text.isEmpty()
                        && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0
                        && !NUMBER.matcher(text).matches();
        return formula ? "'" + text : text;
    }

    @Override
    public void end() throws IOException {
        printer.flush();
    }
}

package io.daybook.etl.imports;

import io.daybook.etl.csv.CsvFile;
import io.daybook.etl.csv.UnreadableCsv;
import io.daybook.etl.run.RunFailure;
import io.daybook.schema.catalogue.Contract;
import io.daybook.schema.catalogue.Mart;
import io.daybook.schema.catalogue.UnknownName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An import whose files, map and header have been looked at, before any database is opened.
 *
 * <p>{@code identity} is the same for the same import of the same file: one that was broken off is
 * then continued.
 */
public final class PreparedImport {

    private static final int PROBLEMS_SHOWN = 20;

    private final Mart mart;
    private final Contract.Table table;
    private final ImportRequest request;
    private final Path file;
    private final RejectsFile rejects;
    private final ColumnMap map;
    private final String identity;

    private PreparedImport(
            Mart mart,
            Contract.Table table,
            ImportRequest request,
            Path file,
            RejectsFile rejects,
            ColumnMap map,
            String identity) {
        this.mart = mart;
        this.table = table;
        this.request = request;
        this.file = file;
        this.rejects = rejects;
        this.map = map;
        this.identity = identity;
    }

    /**
     * Checks everything that can be checked without a database.
     *
     * @param table the name of a table of the mart's contract
     * @throws UnknownName naming the nearest table
     * @throws RunFailure with exit code 2 for files and map, 4 for a file that does not fit the
     *     contract
     */
    public static PreparedImport of(Mart mart, String table, ImportRequest request) {
        List<String> tables = mart.contract().tables().stream().map(Contract.Table::name).toList();
        if (!tables.contains(table)) {
            throw new UnknownName("table of " + mart.name(), table, tables);
        }
        Contract.Table chosen = mart.contract().table(table);
        ImportFiles files = new ImportFiles(request.directory(), request.root());
        Path file = files.existing("file", request.file());
        RejectsFile rejects =
                RejectsFile.at(
                        request.rejects()
                                .map(name -> files.writable("--rejects", name))
                                .orElseGet(
                                        () -> files.beside("--rejects", file, rejectsName(file))));
        ColumnMap map =
                request.map()
                        .map(name -> ColumnMapReader.read(files.existing("--map", name), chosen))
                        .orElse(ColumnMap.NONE);
        PreparedImport prepared =
                new PreparedImport(
                        mart, chosen, request, file, rejects, map, identity(file, chosen, map));
        try (CsvFile csv = prepared.open()) {
            prepared.reader(csv);
        }
        return prepared;
    }

    Mart mart() {
        return mart;
    }

    Contract.Table table() {
        return table;
    }

    boolean create() {
        return request.create();
    }

    long maxErrors() {
        return request.maxErrors();
    }

    Path file() {
        return file;
    }

    RejectsFile rejects() {
        return rejects;
    }

    String identity() {
        return identity;
    }

    long bytes() {
        try {
            return Files.size(file);
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    /** Opens the file; its first row is the next. */
    CsvFile open() {
        try {
            return CsvFile.open(file);
        } catch (UnreadableCsv unreadable) {
            throw new RunFailure(
                    4,
                    "Invalid file: %s, line %d: %s. Nothing was changed."
                            .formatted(
                                    file.getFileName(), unreadable.line(), unreadable.getMessage()),
                    unreadable);
        }
    }

    /** The reader of the file's rows; refuses a header that does not fit the table. */
    RowReader reader(CsvFile csv) {
        List<String> problems = new ArrayList<>();
        RowReader reader = RowReader.of(table, csv.header(), map, problems);
        if (problems.isEmpty()) {
            return reader;
        }
        List<String> shown = new ArrayList<>(problems);
        if (problems.size() > PROBLEMS_SHOWN) {
            shown = new ArrayList<>(problems.subList(0, PROBLEMS_SHOWN));
            shown.add("and %d more".formatted(problems.size() - PROBLEMS_SHOWN));
        }
        throw new RunFailure(
                4,
                "The header of %s does not fit the table %s of %s (sql/%s/contract.sql; --map can fit it); nothing was changed:\n  %s"
                        .formatted(
                                file.getFileName(),
                                table.name(),
                                mart.name(),
                                mart.name(),
                                String.join("\n  ", shown)));
    }

    private static String rejectsName(Path file) {
        String name = String.valueOf(file.getFileName());
        return (name.endsWith(".csv") ? name.substring(0, name.length() - 4) : name)
                + ".rejects.csv";
    }

    /** A file that was written since is another file. */
    private static String identity(Path file, Contract.Table table, ColumnMap map) {
        try {
            return "%s, %d bytes, of %s, into %s by %s"
                    .formatted(file, Files.size(file), Files.getLastModifiedTime(file), table, map);
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }
}

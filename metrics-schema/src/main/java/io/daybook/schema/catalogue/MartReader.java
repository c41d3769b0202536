package io.daybook.schema.catalogue;

import io.daybook.schema.catalogue.InvalidCatalogue.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** Reads the files of one mart, each as far as it can, and collects all their problems. */
final class MartReader {

    private static final String CONTRACT = "contract.sql";
    private static final String DEMO = "demo.sql";
    private static final String SUFFIX = ".sql";
    private static final String VIEW = "view_";
    private static final String CHECK = "check_";

    private final String mart;
    private final SortedMap<String, String> files;
    private final Set<String> custom;
    private final Map<String, FileProblems> problems = new LinkedHashMap<>();
    private Optional<Contract> contract = Optional.empty();
    private final List<View> views = new ArrayList<>();
    private final List<Check> checks = new ArrayList<>();

    /**
     * @param custom the names of those files that are the user's own
     */
    MartReader(String mart, SortedMap<String, String> files, Set<String> custom) {
        this.mart = mart;
        this.files = files;
        this.custom = custom;
    }

    /** The mart, complete only when there are no {@link #problems()}. */
    Mart read() {
        readContract();
        files.forEach(this::readFile);
        views.forEach(view -> check(view, in(VIEW, view.stem())));
        checks.forEach(check -> check(check, in(CHECK, check.name())));
        contract.ifPresent(known -> new ContractRules(known, in(CONTRACT)).indexes(soundViews()));
        Contract known = contract.orElseGet(() -> new Contract("", List.of()));
        Mart read =
                new Mart(
                        mart,
                        known,
                        ordered(),
                        checks,
                        Optional.ofNullable(files.get(DEMO)),
                        custom.stream().map(file -> stem(VIEW, file)).collect(Collectors.toSet()));
        read.customViews().forEach(view -> CustomRules.check(read, view, in(VIEW, view.stem())));
        return read;
    }

    List<Problem> problems() {
        return problems.values().stream().flatMap(file -> file.found().stream()).toList();
    }

    /** The stems of all views, also of those that could not be read. */
    List<String> stems() {
        return files.keySet().stream()
                .filter(file -> is(VIEW, file))
                .map(file -> stem(VIEW, file))
                .toList();
    }

    private void readContract() {
        FileProblems found = in(CONTRACT);
        Names.check(mart, found);
        if (!files.containsKey(CONTRACT)) {
            found.add("Missing file (expected the tables that the mart reads)");
            return;
        }
        contract = ContractReader.read(files.get(CONTRACT), found);
        contract.ifPresent(known -> new ContractRules(known, found).tables());
    }

    private void readFile(String file, String content) {
        FileProblems found = in(file);
        if (is(VIEW, file)) {
            ViewReader.read(mart, stem(VIEW, file), content, contract, found).ifPresent(views::add);
        } else if (is(CHECK, file)) {
            CheckReader.read(mart, stem(CHECK, file), content, contract, found)
                    .ifPresent(checks::add);
        } else if (!file.equals(CONTRACT) && !file.equals(DEMO)) {
            found.add("Unknown file (expected contract, demo, view_<stem> or check_<name> .sql)");
        }
    }

    private void check(View view, FileProblems found) {
        ViewRules.check(view, found);
        contract.ifPresent(known -> new InputRules(view.inputs(), known, found).check());
        if (view.overStore()) {
            ViewRules.storedTables(view.inputs(), stems(), found);
            ViewRules.privacy(view, views, found);
        }
    }

    private void check(Check check, FileProblems found) {
        CheckRules.check(check, stems(), views, found);
        contract.ifPresent(known -> new InputRules(check.inputs(), known, found).check());
    }

    /**
     * The indexes of a view whose inputs are wrong would be wrong too. The user's own views may be
     * slower: the contract is not theirs.
     */
    private List<View> soundViews() {
        return views.stream()
                .filter(view -> in(VIEW, view.stem()).none())
                .filter(view -> !custom.contains(VIEW + view.stem() + SUFFIX))
                .toList();
    }

    private List<View> ordered() {
        return StoreOrder.of(
                views,
                view ->
                        in(VIEW, view.stem())
                                .add("Circular inputs: the view reads itself through its inputs"));
    }

    private FileProblems in(String prefix, String stem) {
        return in(prefix + stem + SUFFIX);
    }

    private FileProblems in(String file) {
        return problems.computeIfAbsent(file, name -> new FileProblems(mart + "/" + name));
    }

    private static boolean is(String prefix, String file) {
        return file.startsWith(prefix) && file.endsWith(SUFFIX);
    }

    private static String stem(String prefix, String file) {
        return file.substring(prefix.length(), file.length() - SUFFIX.length());
    }
}

package io.daybook.etl.embedded;

import static java.util.Comparator.reverseOrder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How PostgreSQL's programs are started so that none of them sees uid 0, which they refuse.
 *
 * @param prefix what stands before the program; empty for an ordinary user
 * @param owner whom the files must belong to; null when they may stay ours
 */
record RunAs(List<String> prefix, @Nullable Owner owner) {

    /** A user as the kernel knows it. */
    record Owner(int uid, int gid) {

        boolean isRoot() {
            return uid == 0;
        }
    }

    private static final Duration AT_ONCE = Duration.ofSeconds(30);

    /** Accounts for the server where root has no user namespaces, the most fitting first. */
    private static final List<String> ACCOUNTS = List.of("daybook", "postgres", "nobody");

    RunAs {
        prefix = List.copyOf(prefix);
    }

    /*
     * A new user namespace is the best way for root: inside it we are nobody, to the file system we
     * are still root, so the files keep their owner and a home below /root works. Containers often
     * forbid it; then an unprivileged account runs the server and owns the home. A home that belongs
     * to somebody else (a user who now uses sudo, or that account) stays theirs.
     */
    static RunAs choose(ServerHome home) throws IOException {
        if (!isRoot(home)) {
            return new RunAs(List.of(), null);
        }
        Owner owner = owner(home.path());
        if (!owner.isRoot()) {
            return account(home, owner);
        }
        RunAs namespace = new RunAs(List.of("unshare", "-U"), null);
        if (namespace.canEnter(home.path())) {
            return namespace;
        }
        Owner account =
                ACCOUNTS.stream()
                        .flatMap(name -> account(home, name).stream())
                        .findFirst()
                        .orElseThrow(() -> unavailable(home, "there is no account nobody"));
        return account(home, account);
    }

    /** The whole command for a program and its arguments. */
    List<String> command(List<String> program) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(program);
        return command;
    }

    /**
     * Gives the home and what of it is the server's to the account that runs the server, which must
     * not be running.
     */
    void takeOver(ServerHome home) throws IOException {
        if (owner == null) {
            return;
        }
        give(home.path());
        for (Path top : home.serverFiles()) {
            if (owner.equals(owner(top))) {
                continue;
            }
            try (Stream<Path> files = Files.walk(top)) {
                // the top last: its owner says that all of it was given
                for (Path file : (Iterable<Path>) files.sorted(reverseOrder())::iterator) {
                    give(file);
                }
            }
        }
    }

    private void give(Path file) throws IOException {
        if (owner != null && !Files.isSymbolicLink(file)) {
            Files.setAttribute(file, "unix:gid", owner.gid());
            Files.setAttribute(file, "unix:uid", owner.uid());
        }
    }

    private boolean canEnter(Path directory) {
        List<String> test = command(List.of("test", "-x", directory.toString()));
        return Subprocess.run(test, Path.of("/"), AT_ONCE).succeeded();
    }

    private static RunAs account(ServerHome home, Owner owner) {
        RunAs account =
                new RunAs(
                        List.of(
                                "setpriv",
                                "--reuid=" + owner.uid(),
                                "--regid=" + owner.gid(),
                                "--clear-groups"),
                        owner);
        Path parent = home.path().getParent();
        if (!account.canEnter(parent)) {
            String reason = "setpriv as uid %s cannot enter %s".formatted(owner.uid(), parent);
            throw unavailable(home, reason);
        }
        return account;
    }

    private static EmbeddedServerUnavailable unavailable(ServerHome home, String reason) {
        return new EmbeddedServerUnavailable(
                ("PostgreSQL does not run as root (uid 0), and no other user for it was found: in %s"
                                + " unshare -U gave none, and %s. Nothing was changed. Run Daybook as an"
                                + " ordinary user, or set DAYBOOK_HOME to a directory that others may enter"
                                + " such as /var/lib/daybook, or set DAYBOOK_STORE_URL to use a PostgreSQL"
                                + " of yours.")
                        .formatted(home.path(), reason));
    }

    private static boolean isRoot(ServerHome home) {
        return id(home, "-u").filter(uid -> uid == 0).isPresent();
    }

    private static Optional<Owner> account(ServerHome home, String name) {
        return id(home, "-u", name)
                .flatMap(uid -> id(home, "-g", name).map(gid -> new Owner(uid, gid)))
                .filter(owner -> !owner.isRoot());
    }

    private static Optional<Integer> id(ServerHome home, String... arguments) {
        List<String> command = new ArrayList<>(List.of("id"));
        command.addAll(List.of(arguments));
        Subprocess id = Subprocess.run(command, home.path(), AT_ONCE);
        return id.succeeded() ? Optional.of(Integer.valueOf(id.output())) : Optional.empty();
    }

    private static Owner owner(Path file) throws IOException {
        return new Owner(
                (int) Files.getAttribute(file, "unix:uid"),
                (int) Files.getAttribute(file, "unix:gid"));
    }
}

package io.daybook.cli.command.serve;

import io.daybook.cli.command.DaybookCommand;

/** A TCP port as given on the command line. */
final class Ports {

    private static final int LAST = 65_535;

    private Ports() {}

    static void check(DaybookCommand command, int port) {
        if (port < 0 || port > LAST) {
            throw command.usage("Invalid --port: %d (expected 0 to %d)".formatted(port, LAST));
        }
    }
}

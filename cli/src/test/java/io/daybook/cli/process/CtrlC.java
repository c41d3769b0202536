package io.daybook.cli.process;

/** A signal to a command that a test runs in its own process. */
public final class CtrlC {

    private CtrlC() {}

    /** Returns when the command is over, as the virtual machine's hook does. */
    public static void press(Interruption interruption) {
        interruption.signal();
    }
}

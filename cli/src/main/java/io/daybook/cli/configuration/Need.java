package io.daybook.cli.configuration;

/** What a command connects to. */
public enum Need {
    /** The sources of its marts, to read them. */
    SOURCE,
    /** The sources of its marts, to write demo data and imported rows. */
    IMPORT,
    /** The store, to migrate it. */
    OWNER,
    /** The store, to write it or to read what the reader may not see. */
    WRITER,
    /** The store, to serve it. */
    READER
}

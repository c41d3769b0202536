package io.daybook.schema.proof;

import java.sql.SQLException;

/** Tells the server's refusal of a text from its own trouble. */
final class ServerRefusal {

    /** SQLSTATE classes: syntax and names, data, features, and limits such as name length. */
    private static final String OF_TEXT = "42|22|0A|54";

    private ServerRefusal() {}

    static boolean isOfText(SQLException e) {
        String state = e.getSQLState();
        return state != null && state.length() == 5 && state.substring(0, 2).matches(OF_TEXT);
    }

    /** The server's sentence without severity, hint and position. */
    static String reason(SQLException e) {
        String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return message.substring(message.indexOf(": ") + 1).strip();
    }
}

package io.daybook.api.testing;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * An answer as it came over the wire.
 *
 * @param headers by lower-case name
 */
public record Reply(int status, Map<String, String> headers, String body) {

    static Reply parse(String text) {
        int end = text.indexOf("\r\n\r\n");
        List<String> head = text.substring(0, end).lines().toList();
        Map<String, String> headers = new TreeMap<>();
        for (String line : head.subList(1, head.size())) {
            int colon = line.indexOf(':');
            String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
            headers.merge(name, line.substring(colon + 1).strip(), (a, b) -> a + " & " + b);
        }
        // equal answers a second apart are equal
        headers.remove("date");
        int status = Integer.parseInt(head.get(0).split(" ")[1]);
        String body = text.substring(end + 4);
        boolean chunked = "chunked".equals(headers.remove("transfer-encoding"));
        return new Reply(status, headers, chunked ? joined(body) : body);
    }

    /** The chunks' contents; their lengths are in bytes, so this holds for ASCII bodies only. */
    private static String joined(String body) {
        StringBuilder joined = new StringBuilder();
        int at = 0;
        while (at < body.length()) {
            int line = body.indexOf("\r\n", at);
            int length = Integer.parseInt(body.substring(at, line), 16);
            joined.append(body, line + 2, line + 2 + length);
            at = line + 2 + length + 2;
        }
        return joined.toString();
    }

    public String header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "(absent)");
    }
}

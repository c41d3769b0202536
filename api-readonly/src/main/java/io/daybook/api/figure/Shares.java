package io.daybook.api.figure;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

public final class Shares {

    private Shares() {}

    /**
     * Integer percent that sum to 100, by largest remainder: each count gets its share rounded
     * down, and what is left goes, one each, to those that lost most; ties by name.
     *
     * @param counts none below zero; keeps its order
     * @return empty when the counts are all zero
     */
    public static Map<String, Integer> percent(Map<String, Long> counts) {
        long whole = counts.values().stream().mapToLong(Long::longValue).sum();
        Map<String, Integer> shares = new LinkedHashMap<>();
        if (whole == 0) {
            return shares;
        }
        counts.forEach((name, count) -> shares.put(name, (int) (count * 100 / whole)));
        int left = 100 - shares.values().stream().mapToInt(Integer::intValue).sum();
        List<String> losers =
                counts.keySet().stream()
                        .sorted(
                                Comparator.comparingLong(
                                                (String name) -> -(counts.get(name) * 100 % whole))
                                        .thenComparing(Comparator.naturalOrder()))
                        .toList();
        losers.subList(0, left).forEach(name -> shares.merge(name, 1, Integer::sum));
        return shares;
    }
}

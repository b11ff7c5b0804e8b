package net.strata.lab;

import static net.strata.os.Abi.AF_INET;
import static net.strata.os.Abi.AF_INET6;

import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;

/// A program that runs sessions in the lab, and prints what came of them. Its exit status is 7.
final class LabElsewhere {
    static final int STATUS = 7;

    private LabElsewhere() {}

    public static void main(String[] words) throws IOException, InterruptedException {
        OptionalInt again = OwnNamespaces.enter();
        if (again.isPresent()) System.exit(again.getAsInt());
        try (Lab lab = Lab.open(Impairment.NONE)) {
            for (int family : List.of(AF_INET, AF_INET6)) {
                Recording r = lab.run("echo", Echo.server(family), Echo.client(family, "Hello"));
                System.out.println(lab.place() + (lab.captures() ? " with frames" : " without frames"));
                r.notes().forEach(note -> System.out.println(note.text()));
                for (Side side : Side.values())
                    System.out.println(side + (Segments.of(r).stream()
                            .anyMatch(s -> s.seen().side() == side && s.seen().sent() && s.length() == 5)
                                    ? " was seen to send"
                                    : " was not seen"));
                System.out.println(r.calls().isEmpty() ? "no calls" : "calls");
                if (lab.place() == Origin.Place.NAMESPACES) System.out.println("faults " + Order.faults(r));
            }
        }
        if (words.length > 0) {
            System.out.println("process " + ProcessHandle.current().pid());
            Thread.sleep(60_000);
        }
        System.exit(STATUS);
    }
}

package net.strata.lab;

/// How calls are written in C, Java and Python.
final class Forms {
    String c(Deed deed) {
        return deed.call.name();
    }

    String java(Deed deed) {
        return "";
    }

    String python(Deed deed) {
        return "";
    }
}

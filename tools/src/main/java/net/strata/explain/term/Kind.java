package net.strata.explain.term;

/// What sort of thing a term names.
public enum Kind {
    CONCEPT("concept"), METHOD("method"), CALL("socket call"), OPTION("socket option"), FAMILY("address family"), TYPE(
            "socket type"), ERROR("error"), STATE("TCP state"), FLAG("flag"), MODEL("model"), LAYER("layer"), UNIT(
                    "unit of data"), PROTOCOL("protocol"), DEVICE("device"), PROGRAM("program"), LIBRARY("library");

    private final String words;

    Kind(String words) {
        this.words = words;
    }

    /// As it is shown, and as it is written in an entry: `socket option`.
    public String words() {
        return words;
    }
}

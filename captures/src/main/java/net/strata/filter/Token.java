package net.strata.filter;

/// A piece of a filter's text.
///
/// @param text a word or sign as it is written; what a quoted text stands for, a character for each byte
/// @param from where in the filter it starts
/// @param to where it ends
record Token(Kind kind, String text, int from, int to) {
    enum Kind {
        /// A name, a number, an address.
        WORD,
        /// A text in double quotes.
        STRING,
        /// A character in single quotes.
        CHARACTER,
        /// An operator, a bracket, or a word that is one, such as `and`.
        SIGN,
        /// What stands between the brackets of a slice, or behind `#`.
        RANGES, END
    }

    boolean is(String sign) {
        return kind == Kind.SIGN && text.equals(sign);
    }
}

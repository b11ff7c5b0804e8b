package net.strata.wire;

import org.jspecify.annotations.Nullable;

/// What every field says of itself, whatever its form.
///
/// @param layout the layout it was declared in
/// @param index its place among the layout's fields, of any kind, in the order of declaration
/// @param name full name as Wireshark has it, such as `ip.ttl`
/// @param also a second name that stands for this and other fields, such as `ip.addr`
/// @param label name in words
/// @param says what the field is for, in one clause
/// @param otherwise what goes wrong where it is wrong, in one clause; empty where its kind tells that
/// @param source where it is specified; empty if where its layout is
/// @param names what its numbers mean
/// @param absent what it is in a packet that is built, where nobody gave it a value; null: zero
/// @param depth 1 for a field inside a group, 0 otherwise
/// @param list whether it may stand several times in a row
/// @param varies whether it differs from one run of the same programs to the next
/// @param port whether it is a port, which differs so where the system chose it
public record Meta(Layout layout, int index, String name, @Nullable String also, String label, String says,
        String otherwise, String source, @Nullable Names names, Trait.@Nullable Absent absent, int depth, boolean list,
        boolean varies, boolean port) {}

package net.strata.file;

import java.io.InputStream;

/// Where a reader takes its bytes.
///
/// @param name what to call it in messages
/// @param waits whether reading may wait for a sender: a pipe, a terminal
/// @param packing the compression that was taken off, empty if none
record Input(InputStream stream, String name, boolean waits, String packing) {}

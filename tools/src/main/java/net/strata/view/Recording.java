package net.strata.view;

import java.io.OutputStream;
import net.strata.file.CaptureWriter;

/// A capture file that a pipeline writes.
///
/// @param writer makes the records
/// @param sink takes them, whole ones at each call
public record Recording(CaptureWriter writer, OutputStream sink) {}

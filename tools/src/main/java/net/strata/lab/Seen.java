package net.strata.lab;

/// A frame as it passed the interface of one side. A frame that both sides have seen came through; one that only its sender
/// has seen was lost on the way. On a loopback interface a frame is seen once, as sent, and comes through at that moment.
///
/// @param sent whether it left the side, else it came there
/// @param time in ns since the epoch, as the kernel stamped it: the capture clock
/// @param bytes the frame from its link header on, as far as it was captured
/// @param length how long it was
@SuppressWarnings("ArrayRecordComponent") // nobody changes the bytes, and nobody compares such records
public record Seen(Side side, boolean sent, long time, byte[] bytes, int length) {}

package net.strata.lab;

import java.util.List;

/// A call, understood.
///
/// @param number from 1, in the order of beginnings, over both sides
/// @param made the call, with its times on the call clock
/// @param role which of the server's six steps or the client's four it is, such as `server 3 of 6: listen`; empty if none
/// @param caused numbers of the packets that it had the kernel send
/// @param releasedBy number of the packet that let it return, 0 if it did not wait for one
/// @param state of its connection after it, from TCP_INFO, else derived from the packets; empty if it has none
/// @param says what it did, in a sentence
/// @param c the call as C, `java` and `python` as programs in those would write it; empty where they do that themselves
public record Step(int number, Made made, String role, List<Integer> caused, int releasedBy, String state,
        String says, String c, String java, String python) {}

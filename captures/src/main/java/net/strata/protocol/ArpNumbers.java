package net.strata.protocol;

import net.strata.wire.Names;

/// IANA, "Address Resolution Protocol (ARP) Parameters".
final class ArpNumbers {
    static final Names HARDWARE = new Names("""
            1 Ethernet
            2 Experimental Ethernet
            3 Amateur radio AX.25
            4 ProNET token ring
            5 Chaos
            6 IEEE 802
            7 ARCNET
            8 Hyperchannel
            9 Lanstar
            10 Autonet
            11 LocalTalk
            12 LocalNet
            13 Ultra link
            14 SMDS
            15 Frame relay
            16 ATM
            17 HDLC
            18 Fibre channel
            19 ATM
            20 Serial line
            21 ATM
            22 MIL-STD-188-220
            23 Metricom
            24 IEEE 1394
            25 MAPOS
            26 Twinaxial
            27 EUI-64
            28 HIPARP
            29 IP and ARP over ISO 7816-3
            30 ARPSec
            31 IPsec tunnel
            32 InfiniBand
            33 TIA-102 common air interface
            34 Wiegand
            35 Pure IP
            36 Experiment 1
            37 HFI
            38 Unified bus
            256 Experiment 2
            257 AEthernet""");
    static final Names OPCODE = new Names("""
            1 request
            2 reply
            3 reverse request
            4 reverse reply
            5 dynamic reverse request
            6 dynamic reverse reply
            7 dynamic reverse error
            8 inverse request
            9 inverse reply
            10 ATM ARP refusal
            11 MARS request
            12 MARS multi
            13 MARS server
            14 MARS join
            15 MARS leave
            16 MARS refusal
            17 MARS unserve
            18 MARS server join
            19 MARS server leave
            20 MARS group list request
            21 MARS group list reply
            22 MARS redirect map
            23 MAPOS unarp
            24 Experiment 1
            25 Experiment 2""");

    private ArpNumbers() {}
}

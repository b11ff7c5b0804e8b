"""Usage: vlan_switch.py TRUNK PORT=TAGS ...

Carries frames between access ports and a trunk: TAGS (`8100:10`, or `88a8:100,8100:30:5`: Ethertype, VLAN,
priority) are put on towards the trunk and taken off behind it (IEEE 802.1Q). Needs no VLAN support in the kernel.
"""

import select
import socket
import struct
import sys

SOL_PACKET, PACKET_AUXDATA, VLAN_VALID, VLAN_TPID_VALID, OUTGOING = 263, 8, 0x10, 0x40, 4
ALL_PROTOCOLS = 3


def port(name):
    device = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
    device.setsockopt(SOL_PACKET, PACKET_AUXDATA, 1)
    device.bind((name, ALL_PROTOCOLS))
    return device


def tags(text):
    packed = b""
    for tag in text.split(","):
        ethertype, vlan, *priority = tag.split(":")
        packed += struct.pack("!HH", int(ethertype, 16), int(vlan) | int((priority or ["0"])[0]) << 13)
    return packed


def receive(device):
    """A frame from the wire. The kernel keeps its outer tag apart; here it goes back to its place."""
    frame, notes, _, sender = device.recvmsg(65535, 256)
    if sender[2] == OUTGOING:
        return None
    for level, kind, data in notes:
        if (level, kind) == (SOL_PACKET, PACKET_AUXDATA):
            status, _, _, _, _, control, ethertype = struct.unpack_from("@IIIHHHH", data)
            if status & VLAN_VALID:
                ethertype = ethertype if status & VLAN_TPID_VALID else 0x8100
                return frame[:12] + struct.pack("!HH", ethertype, control) + frame[12:]
    return frame


trunk = port(sys.argv[1])
access = {port(name): tags(text) for name, text in (word.split("=") for word in sys.argv[2:])}
print("ready")
while True:
    for device in select.select([trunk, *access], [], [])[0]:
        frame = receive(device)
        if frame is None:
            continue
        if device is trunk:
            for member, tag in access.items():
                if frame[12 : 12 + len(tag)] == tag:
                    member.send(frame[:12] + frame[12 + len(tag) :])
        else:
            trunk.send(frame[:12] + access[device] + frame[12:])

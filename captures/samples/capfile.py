"""The little of the pcap and pcapng formats that the recording needs."""

import struct
from pathlib import Path

MARK_TYPE = 0x88B5  # IEEE 802, local experimental Ethertype 1
MARK = b"strata: end of recording"

SECTION, INTERFACE, ENHANCED, STATISTICS = 0x0A0D0D0A, 1, 6, 5
SHB_APPLICATION, IF_NAME, IF_RESOLUTION, IF_FILTER = 4, 2, 9, 11
APPLICATION = b"dumpcap"


def frames(path):
    """The bytes of every whole frame of a file that may still be growing."""
    data = Path(path).read_bytes()
    if len(data) < 24:
        return []
    if data[:4] == struct.pack("<I", SECTION):
        return [frame_of(body) for kind, body in blocks(data) if kind == ENHANCED]
    return [data[at + 16 : at + 16 + length] for at, length in records(data)]


def tidy(path):
    """Removes the end mark and what tells about the machine; puts frames of several interfaces in order."""
    data = Path(path).read_bytes()
    if data[:4] == struct.pack("<I", SECTION):
        cleaned = tidy_pcapng(data)
    else:
        kept = [(at, length) for at, length in records(data) if MARK not in data[at : at + 16 + length]]
        cleaned = data[:24] + b"".join(data[at : at + 16 + length] for at, length in kept)
    Path(path).write_bytes(cleaned)


def records(data):
    at = 24
    while at + 16 <= len(data):
        length = struct.unpack_from("<I", data, at + 8)[0]
        if at + 16 + length > len(data):
            return
        yield at, length
        at += 16 + length


def blocks(data):
    at = 0
    while at + 12 <= len(data):
        kind, length = struct.unpack_from("<II", data, at)
        if length < 12 or at + length > len(data):
            return
        yield kind, data[at + 8 : at + length - 4]
        at += length


def frame_of(body):
    length = struct.unpack_from("<I", body, 12)[0]
    return body[20 : 20 + length]


def time_of(body):
    high, low = struct.unpack_from("<II", body, 4)
    return high << 32 | low


def tidy_pcapng(data):
    parts = list(blocks(data))
    head = [block(kind, tidy_body(kind, body)) for kind, body in parts if kind not in (ENHANCED, STATISTICS)]
    packets = sorted((body for kind, body in parts if kind == ENHANCED and MARK not in body), key=time_of)
    return b"".join(head) + b"".join(block(ENHANCED, body) for body in packets)


def tidy_body(kind, body):
    if kind == SECTION:
        comments = [(1, value) for code, value in options(body[16:]) if code == 1]
        unknown_length = struct.pack("<q", -1)
        return body[:8] + unknown_length + pack([*comments, (SHB_APPLICATION, APPLICATION)])
    if kind == INTERFACE:
        kept = (1, IF_NAME, IF_RESOLUTION, IF_FILTER)
        return body[:8] + pack([(code, tidy_filter(code, value)) for code, value in options(body[8:]) if code in kept])
    return body


def tidy_filter(code, value):
    """The capture filter without the clause that lets the end mark through."""
    return value.replace(b" or ether proto 0x88b5", b"") if code == IF_FILTER else value


def options(data):
    at = 0
    while at + 4 <= len(data):
        code, length = struct.unpack_from("<HH", data, at)
        if code == 0:
            return
        yield code, data[at + 4 : at + 4 + length]
        at += 4 + length + -length % 4


def pack(pairs):
    packed = b"".join(struct.pack("<HH", code, len(value)) + value + bytes(-len(value) % 4) for code, value in pairs)
    return packed + bytes(4)


def block(kind, body):
    length = len(body) + 12
    return struct.pack("<II", kind, length) + body + struct.pack("<I", length)

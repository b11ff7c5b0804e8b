"""A client of every server of strata echo, by plain sockets: so many exchanges, each answer checked.

exchanges.py PROGRAM COUNT unix|inet|inet6 stream|datagram ADDRESS [PORT]
"""
import hashlib
import os
import re
import socket
import struct
import sys
import tempfile

program, count, family, kind = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4]
address = tuple([sys.argv[5], int(sys.argv[6])]) if family != "unix" else sys.argv[5]
families = {"unix": socket.AF_UNIX, "inet": socket.AF_INET, "inet6": socket.AF_INET6}
BYTES = bytes(0 if b in b"Echo=>" else b for b in range(256))
TIME = re.compile(rb"[A-Z][a-z]+day, [A-Z][a-z]+ \d{1,2}, \d{4} \d\d:\d\d:\d\d-\S+\r\n")


def connected():
    s = socket.socket(families[family], socket.SOCK_STREAM)
    s.settimeout(60)
    s.connect(address)
    return s


def exactly(s, n):
    data = b""
    while len(data) < n:
        part = s.recv(n - len(data))
        assert part, f"ended after {len(data)} of {n} bytes"
        data += part
    return data


def rest(s):
    data = b""
    while part := s.recv(65536):
        data += part
    return data


def line(s):
    data = b""
    while not data.endswith(b"\n"):
        data += exactly(s, 1)
    return data


def same(got, wanted):
    assert got == wanted, f"{got[:80]!r} is not {wanted[:80]!r}"


def message(i):
    """Of all values but those in the mark of prefix. One in 200 is longer than what servers receive at once: its answer is
    sent in two parts, and the second waits for the acknowledgement of the first, which is delayed (RFC 9293 section 3.7.4)."""
    return bytes((i + k * 7) % 256 for k in range(1500 if i % 200 == 199 else 1 + i * 37 % 1000)).translate(BYTES)


def stream_echo(s, i):
    s.sendall(message(i))
    same(exactly(s, len(message(i))), message(i))


def stream_upper(s, i):
    s.sendall(message(i))
    same(exactly(s, len(message(i))), message(i).upper())


def stream_prefix(s, i):
    s.sendall(message(i))
    answer = b""
    while len(answer.translate(None, b"Echo=>")) < len(message(i)):
        part = s.recv(65536)
        assert part
        answer += part
    assert answer.startswith(b"Echo=>")
    same(answer.replace(b"Echo=>", b""), message(i))


def stream_discard(s, i):
    s.sendall(message(i))


def stream_exec(s, i):
    s.sendall(b"echo hello\n")
    same(exactly(s, struct.unpack("!I", exactly(s, 4))[0]), b"hello\n")


def stream_file(s, i):
    wanted = b"abc" * 3000
    s.sendall(b"abc\n")
    same(line(s), b"OK 9000\n")
    same(exactly(s, 9000), wanted)
    same(line(s), hashlib.sha256(wanted).hexdigest().encode() + b"\n")


def once_welcome(s, i):
    s.sendall(b"1" if i % 2 else b"2")
    same(rest(s), b"welcome to server!" if i % 2 else b"please go out!")


def once_greet(s, i):
    s.sendall(message(i))
    s.shutdown(socket.SHUT_WR)
    same(rest(s), message(i) + b"Hello, client!")


def once_daytime(s, i):
    got = rest(s)
    assert TIME.fullmatch(got), got


def datagrams():
    s = socket.socket(families[family], socket.SOCK_DGRAM)
    s.settimeout(60)
    if family == "unix":
        s.bind(tempfile.mktemp())
    for i in range(count):
        s.sendto(message(i), address)
        if program == "discard":
            continue
        got, sender = s.recvfrom(65536)
        same(sender if family == "unix" else sender[:2], address)
        if program == "daytime":
            assert TIME.fullmatch(got), got
        else:
            same(got, {"echo": message(i), "prefix": b"Echo=>" + message(i), "upper": message(i).upper()}[program])
    if program == "discard":
        s.setblocking(False)
        try:
            raise AssertionError(s.recv(1))
        except BlockingIOError:
            pass
    if family == "unix":
        os.unlink(s.getsockname())


if kind == "datagram":
    datagrams()
elif "once_" + program in globals():
    for i in range(count):
        with connected() as s:
            globals()["once_" + program](s, i)
else:
    with connected() as s:
        for i in range(count):
            globals()["stream_" + program](s, i)
        s.shutdown(socket.SHUT_WR)
        same(rest(s), b"")
print("ok", count)

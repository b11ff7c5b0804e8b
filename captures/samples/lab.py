"""Hosts in network namespaces, the wires between them, programs on them, and captures of what they say."""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import capfile

PROGRAMS = Path(__file__).resolve().parent / "programs"
PATIENCE = 20.0
CHECKED = ("ip", "tcp", "udp", "icmp", "icmpv6", "igmp")


class Trouble(Exception):
    """A sample cannot be recorded; the message is for the person who started the recording."""


def prepare():
    """Gives `ip netns` and the recordings in the making a folder that nobody else sees."""
    subprocess.run(["mount", "-t", "tmpfs", "tmpfs", "/run"], check=True)
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    os.environ["LC_ALL"] = "C"


def mac(number):
    """Locally administered addresses, so that recordings are alike: 02:00:00:00:00:01 and on."""
    return f"02:00:00:00:00:{number:02x}"


def await_that(what, condition):
    """Waits for an event that only shows in a state: a packet in a file, an address in use."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > deadline:
            raise Trouble("waited in vain for " + what)
        time.sleep(0.01)


class Lab:
    """The network of one sample. At its end, its programs are ended and its namespaces removed."""

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(dir="/run"))
        self.hosts = {}
        self.processes = []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for process in reversed(self.processes):
            process.end()
        for name in self.hosts:
            subprocess.run(["ip", "netns", "del", name])
        shutil.rmtree(self.folder)

    def host(self, name, ipv6=False, forward=False):
        host = Host(self, name)
        self.hosts[name] = host
        command("ip", "netns", "add", name)
        # No address without being asked, no limit on error messages, no noise.
        quiet = "net.ipv6.conf.{}.{}={}".format
        settings = [
            quiet(which, key, value)
            for which in ("all", "default")
            for key, value in {
                "disable_ipv6": 0 if ipv6 else 1,
                "dad_transmits": 0,
                "accept_dad": 0,
                "router_solicitations": 0,
                "use_tempaddr": 0,
                "forwarding": 1 if forward else 0,
            }.items()
        ]
        settings += ["net.ipv4.icmp_ratemask=0", "net.ipv6.icmp.ratelimit=0"]
        settings += [f"net.ipv4.ip_forward={1 if forward else 0}"]
        host.sysctl(*settings)
        host.ip("link", "set", "lo", "up")
        return host

    def wire(self, left, right, number, left_name="eth0", right_name="eth0", mtu=1500):
        """An Ethernet cable between two hosts, whose ends have the addresses 02:00:00:00:00:NN and the next."""
        ends = [(left, left_name, mac(number)), (right, right_name, mac(number + 1))]
        first, second = (["name", name, "netns", host.name, "address", address] for host, name, address in ends)
        command("ip", "link", "add", *first, "type", "veth", "peer", *second)
        for host, name, _ in ends:
            # Checksums and segments as they would be on a real wire.
            host.run("ethtool", "-K", name, "tx", "off", "rx", "off", "tso", "off", "gso", "off", "gro", "off")
            host.ip("link", "set", name, "mtu", str(mtu), "up")

    def switch(self, *hosts, ipv6=False):
        """Connects eth0 of all these hosts; addresses count from 02:00:00:00:00:01."""
        switch = self.host("switch")
        switch.ip("link", "add", "bridge", "type", "bridge", "mcast_snooping", "0")
        switch.ip("link", "set", "bridge", "up")
        for number, host in enumerate(hosts, 1):
            port = f"port{number}"
            self.wire(host, switch, number, right_name=port)
            switch.ip("link", "set", port, "address", mac(0xF0 + number), "master", "bridge")

    def pair(self, ipv6=False, arp=True):
        """Two hosts on one wire: client 192.0.2.1, server 192.0.2.2."""
        client, server = self.host("client", ipv6), self.host("server", ipv6)
        self.wire(client, server, 1)
        client.address("192.0.2.1/24", "2001:db8::1/64" if ipv6 else None)
        server.address("192.0.2.2/24", "2001:db8::2/64" if ipv6 else None)
        if not arp:
            client.ip("neigh", "replace", "192.0.2.2", "lladdr", mac(2), "dev", "eth0")
            server.ip("neigh", "replace", "192.0.2.1", "lladdr", mac(1), "dev", "eth0")
        return client, server

    def routed(self, ipv6=False, mtu=1500):
        """A router between two networks: client 192.0.2.1, server 198.51.100.2."""
        client, server = self.host("client", ipv6), self.host("server", ipv6)
        router = self.host("router", ipv6, forward=True)
        self.wire(client, router, 1)
        self.wire(router, server, 3, left_name="eth1", mtu=mtu)
        client.address("192.0.2.1/24", "2001:db8:1::1/64" if ipv6 else None)
        router.address("192.0.2.254/24", "2001:db8:1::ff/64" if ipv6 else None)
        router.address("198.51.100.254/24", "2001:db8:2::ff/64" if ipv6 else None, device="eth1")
        server.address("198.51.100.2/24", "2001:db8:2::2/64" if ipv6 else None)
        client.default_route("192.0.2.254", "2001:db8:1::ff" if ipv6 else None)
        server.default_route("198.51.100.254", "2001:db8:2::ff" if ipv6 else None)
        return client, router, server


class Host:
    """A network namespace."""

    def __init__(self, lab, name):
        self.lab = lab
        self.name = name

    def inside(self, *words):
        return ["nsenter", f"--net=/run/netns/{self.name}", *map(str, words)]

    def ip(self, *words):
        command("ip", "-netns", self.name, *words)

    def sysctl(self, *settings):
        command(*self.inside("sysctl", "-qw", *settings))

    def address(self, ipv4, ipv6=None, device="eth0"):
        if ipv4:
            self.ip("address", "add", ipv4, "dev", device)
        if ipv6:
            self.ip("address", "add", ipv6, "dev", device, "nodad")

    def default_route(self, ipv4, ipv6=None):
        self.ip("route", "add", "default", "via", ipv4)
        if ipv6:
            self.ip("-6", "route", "add", "default", "via", ipv6)

    def run(self, *words, fails=False, env=None):
        """Runs a program to its end; `fails` where it is meant to report a failure."""
        return command(*self.inside(*words), fails=fails, env=env, cwd=self.lab.folder)

    def python(self, program, *words):
        return self.run(sys.executable, PROGRAMS / program, *words)

    def start(self, *words, ready):
        """Starts a program and waits until it has said that it is ready."""
        process = Process(self.inside(*words), self.lab.folder)
        self.lab.processes.append(process)
        process.await_line(ready)
        return process

    def serve(self, program, *words):
        return self.start(sys.executable, "-u", PROGRAMS / program, *words, ready="ready")

    def capture(self, *devices, snap=None, filter=None):
        return Capture(self, devices, "pcapng", snap, filter)

    def capture_pcap(self, device, link_type=None):
        return Capture(self, (device,), "pcap", link_type=link_type)


class Process:
    """A program in the background, and what it says."""

    def __init__(self, words, folder):
        self.words = words
        self.lines = []
        self.news = threading.Condition()
        self.child = subprocess.Popen(
            words, cwd=folder, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self):
        for line in self.child.stdout:
            with self.news:
                self.lines.append(line)
                self.news.notify_all()
        with self.news:
            self.lines.append("(ended)")
            self.news.notify_all()

    def said(self, text):
        return any(text in line for line in self.lines)

    def await_line(self, text):
        with self.news:
            heard = self.news.wait_for(lambda: self.said(text) or self.said("(ended)"), PATIENCE)
        if not self.said(text):
            why = "ended:" if heard else "is silent:"
            last = [line.strip() for line in self.lines if line != "(ended)"][-1:]
            raise Trouble(" ".join([*map(str, self.words[2:]), why, *last]))

    def say(self, text):
        self.child.stdin.write(text)
        self.child.stdin.flush()

    def end(self, number=signal.SIGTERM):
        if self.child.poll() is None:
            self.child.send_signal(number)
            try:
                self.child.wait(5)
            except subprocess.TimeoutExpired:
                self.child.kill()
                self.child.wait()


class Capture:
    """A running dumpcap, writing pcapng or pcap."""

    count = 0

    def __init__(self, host, devices, kind, snap=None, filter=None, link_type=None):
        Capture.count += 1
        self.host = host
        self.devices = devices
        self.path = host.lab.folder / f"capture{Capture.count}.{kind}"
        words = ["dumpcap", "-q", "-w", self.path]
        if kind == "pcap":
            words += ["-P"]
        if snap:
            words += ["-s", snap]
        if filter:
            words += ["-f", f"({filter}) or ether proto {capfile.MARK_TYPE:#x}"]
        for device in devices:
            words += ["-i", device]
            words += ["-y", link_type] if link_type else []
        self.process = host.start(*words, ready="File:")

    def frames(self):
        """The frames in the file so far."""
        return capfile.frames(self.path)

    def await_frames(self, what, pattern, count=1):
        """Waits until this many frames match a pattern of bytes."""
        await_that(what, lambda: self.matching(pattern) >= count)

    def matching(self, pattern):
        """How many frames so far match a pattern of bytes."""
        found = re.compile(pattern, re.DOTALL).search
        return sum(bool(found(frame)) for frame in self.frames())

    def stop(self):
        """Ends the capture once all that was sent is in the file: a last, marked frame tells. It is taken out."""
        marked = [device for device in self.devices if device != "any"] or ["eth0"]
        for device in marked:
            self.host.python("mark.py", device)
        await_that("the end mark", lambda: sum(capfile.MARK in frame for frame in self.frames()) >= len(marked))
        self.process.end(signal.SIGINT)
        capfile.tidy(self.path)
        return self.path


def command(*words, fails=False, env=None, cwd=None):
    """Runs a program to its end and returns what it wrote."""
    words = list(map(str, words))
    done = subprocess.run(
        words, text=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        timeout=PATIENCE, cwd=cwd, env={**os.environ, **(env or {})},
    )
    if (done.returncode != 0) != fails:
        raise Trouble(f"{' '.join(words)}: status {done.returncode}: {done.stdout.strip()}")
    return done.stdout


def finish(path, expected):
    """Asks tshark whether the sample shows what it should. Tidied once more, as editcap adds its own name."""
    capfile.tidy(path)
    if tshark_count(path, "_ws.malformed"):
        raise Trouble("tshark finds a malformed packet")
    bad = " or ".join(f"{protocol}.checksum.status == 0" for protocol in CHECKED)
    if tshark_count(path, bad) and not any("checksum.status" in shown for shown in expected):
        raise Trouble("tshark finds a wrong checksum")
    for shown, least in expected.items():
        count = tshark_count(path, shown)
        if count < least:
            raise Trouble(f"{count} frames with {shown}, at least {least} expected")


def tshark_count(path, shown):
    words = ["tshark", "-2", "-r", str(path), "-Y", shown, "-T", "fields", "-e", "frame.number"]
    words += ["-o", "tcp.check_checksum:TRUE", "-o", "udp.check_checksum:TRUE", "-o", "ip.check_checksum:TRUE"]
    done = subprocess.run(words, text=True, capture_output=True, timeout=PATIENCE)
    if done.returncode != 0:
        raise Trouble(f"tshark: {done.stderr.strip()}")
    return len(done.stdout.splitlines())


def frame_count(path):
    return len(capfile.frames(path))

"""What the benchmarks on the wire share."""

import os
import subprocess
import sys
import time

SWEPT = "10.9.0.0/16"
SETTINGS = ["net.ipv4.ip_forward=1", "net.ipv4.icmp_ratelimit=0", "net.ipv4.icmp_ratemask=0",
            "net.ipv4.conf.all.rp_filter=0", "net.ipv4.conf.default.rp_filter=0"]


class Failure(Exception):
    """Something that the user can mend, in one line."""


def say(text):
    print(text, file=sys.stderr, flush=True)


def shell(*words):
    done = subprocess.run(words, capture_output=True, text=True)
    if done.returncode != 0:
        raise Failure(f"{' '.join(words)}: {done.stderr.strip()}")
    return done.stdout


class Chain:
    """A sender, routers and a last host, each a namespace, in a row; the last one answers for a whole /16."""

    def __init__(self, routers):
        self.names = [f"strata-bench-{os.getpid()}-{i}" for i in range(routers + 2)]
        self.sender = self.names[0]
        self.last = f"10.8.{routers}.2"

    def __enter__(self):
        try:
            self.build()
        except Failure:
            self.__exit__()
            raise
        return self

    def build(self):
        for name in self.names:
            shell("ip", "netns", "add", name)
            shell("ip", "-n", name, "link", "set", "lo", "up")
            shell("ip", "netns", "exec", name, "sysctl", "-qw", *SETTINGS)
        for i in range(len(self.names) - 1):
            near, far = self.names[i], self.names[i + 1]
            shell("ip", "link", "add", "right0", "netns", near, "type", "veth", "peer", "name", "left0", "netns", far)
            shell("ip", "-n", near, "address", "add", f"10.8.{i}.1/24", "dev", "right0")
            shell("ip", "-n", far, "address", "add", f"10.8.{i}.2/24", "dev", "left0")
            shell("ip", "-n", near, "link", "set", "right0", "up")
            shell("ip", "-n", far, "link", "set", "left0", "up")
            shell("ip", "-n", near, "route", "add", "default", "via", f"10.8.{i}.2")
            if i > 1:
                shell("ip", "-n", near, "route", "add", "10.8.0.0/24", "via", f"10.8.{i - 1}.1")
        if len(self.names) > 2:
            shell("ip", "-n", self.names[-1], "route", "add", "default", "via", f"10.8.{len(self.names) - 2}.1")
        shell("ip", "-n", self.names[-1], "route", "add", "local", SWEPT, "dev", "lo")

    def __exit__(self, *_):
        for name in self.names:
            subprocess.run(["ip", "netns", "del", name], check=False)

    def run(self, command, good=(0,)):
        """Returns what a command printed, how long it took and its CPU time, both in seconds."""
        begun = time.monotonic()
        process = subprocess.Popen(["ip", "netns", "exec", self.sender] + command, stdin=subprocess.DEVNULL,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        out, err = process.communicate()
        took = time.monotonic() - begun
        if process.returncode not in good:
            raise Failure(f"{' '.join(command)} ended with {process.returncode}: {err.strip()[:500]}")
        return out, err, took

"""What the benchmarks on the wire share."""

import subprocess
import sys


class Failure(Exception):
    """Something that the user can mend, in one line."""


def say(text):
    print(text, file=sys.stderr, flush=True)


def shell(*words):
    done = subprocess.run(words, capture_output=True, text=True)
    if done.returncode != 0:
        raise Failure(f"{' '.join(words)}: {done.stderr.strip()}")
    return done.stdout

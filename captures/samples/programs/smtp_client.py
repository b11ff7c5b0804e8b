"""Usage: smtp_client.py HOST — sends one message."""

import smtplib
import sys

MESSAGE = """\
From: Ada <ada@example.org>
To: Grace <grace@example.net>
Subject: Layers
Date: Mon, 01 Jan 2024 12:00:00 +0000
Message-ID: <1@client.example.org>

An envelope inside an envelope inside an envelope.
.A line that begins with a dot is sent with two.
"""

with smtplib.SMTP(sys.argv[1], local_hostname="client.example.org", timeout=10) as smtp:
    smtp.sendmail("ada@example.org", ["grace@example.net"], MESSAGE)

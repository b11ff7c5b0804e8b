"""Usage: ftp_client.py HOST — logs in, looks around, fetches a file."""

import ftplib
import sys

with ftplib.FTP(sys.argv[1], timeout=10) as ftp:
    ftp.login("anonymous", "guest@example.org")
    print(ftp.sendcmd("SYST"))
    print(ftp.pwd())
    ftp.retrlines("LIST")
    ftp.retrbinary("RETR layers.txt", print)

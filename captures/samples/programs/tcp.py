"""What the small TCP servers have in common: one client after the other."""

import socket


def serve(port, talk):
    with socket.create_server(("0.0.0.0", port)) as listener:
        print("ready")
        while True:
            connection, _ = listener.accept()
            with connection:
                talk(connection)

"""A small web server at port 80: a page, a form, a chunked answer, and 404 for the rest."""

from http.server import BaseHTTPRequestHandler, HTTPServer

PAGE = b"<!doctype html>\n<title>Layers</title>\n<p>Frame, packet, segment, message.</p>\n"


class Site(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "samples"
    sys_version = ""

    def do_GET(self):
        if self.path == "/":
            self.answer(200, PAGE)
        elif self.path == "/chunks":
            self.send_response(200)
            self.send_header("Content-Type", "text/plain")
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            for chunk in (b"one ", b"two ", b"three\n", b""):
                self.wfile.write(b"%x\r\n%s\r\n" % (len(chunk), chunk))
        else:
            self.answer(404, b"<p>Not here.</p>\n")

    def do_POST(self):
        form = self.rfile.read(int(self.headers["Content-Length"]))
        self.answer(200, b"<p>Thank you for " + form + b"</p>\n")

    def answer(self, status, page):
        self.send_response(status)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)


with HTTPServer(("0.0.0.0", 80), Site) as server:
    print("ready")
    server.serve_forever()

"""A mail server that takes every letter and keeps none, in a process of its own: `python -m bench.mail_server PORT`.

As nearly all servers do, it takes the lines before a letter in one go.
"""

import socketserver
import sys


class Session(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self.say("220 bench ready")
        while line := self.rfile.readline():
            word = line[:4].upper().strip()
            if word == b"DATA":
                self.say("354 go on")
                while (part := self.rfile.readline()) and part != b".\r\n":
                    pass
            elif word == b"QUIT":
                self.say("221 bye")
                return
            self.say("250-PIPELINING\r\n250 8BITMIME" if word == b"EHLO" else "250 ok")

    def say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


if __name__ == "__main__":
    with Server(("127.0.0.1", int(sys.argv[1])), Session) as server:
        print("listening", flush=True)
        server.serve_forever()

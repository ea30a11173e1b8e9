"""A real SMTP server on loopback that keeps what it takes over: python3 smtp_server.py FOLDER PORT.

Each message is a file N.eml in FOLDER, written before the client is told that it is taken over. Where FOLDER has a file
named password, clients sign in with what it holds at the time.
"""
import itertools
import os
import signal
import sys

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

folder, port = sys.argv[1], int(sys.argv[2])
password_file = os.path.join(folder, "password")
numbers = itertools.count()


class Keep:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("nobody"):
            return "550 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        path = os.path.join(folder, f"{os.getpid()}-{next(numbers)}")
        with open(path, "wb") as file:
            file.write(f"Taken-For: {','.join(envelope.rcpt_tos)}\r\n".encode() + envelope.content)
        os.rename(path, path + ".eml")
        return "250 taken over"


def authenticate(server, session, envelope, mechanism, login):
    with open(password_file, encoding="utf-8") as file:
        known = isinstance(login, LoginPassword) and login.password.decode() == file.read()
    # Not handled: the server answers the client itself.
    return AuthResult(success=known, handled=False)


sign_in = os.path.exists(password_file)
Controller(
    Keep(), hostname="127.0.0.1", port=port, authenticator=authenticate if sign_in else None, auth_required=sign_in, auth_require_tls=False
).start()
print("ready", flush=True)
signal.pause()

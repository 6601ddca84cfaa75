# Runs a command on a terminal of its own. Reads JSON: the command, and steps of [text to wait for, keys to send then].
# Prints JSON: everything the command wrote, and its exit status.
import fcntl, json, os, pty, select, signal, struct, sys, termios, time

request = json.load(sys.stdin)
process, terminal = pty.fork()
if process == 0:
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    os.environ.update(request["environment"])
    os.execvp(request["command"][0], request["command"])

end = time.monotonic() + request["seconds"]
received = b""
seen = 0


def receive():
    global received
    ready, _, _ = select.select([terminal], [], [], max(0.0, end - time.monotonic()))
    if not ready:
        os.kill(process, signal.SIGKILL)
        sys.exit(f"nothing came any more; received so far: {received!r}")
    try:
        data = os.read(terminal, 65536)
    except OSError:  # The command has closed its side.
        data = b""
    received += data
    return data


for expected, keys in request["steps"]:
    while (found := received.find(expected.encode(), seen)) < 0:
        if not receive():
            break
    seen = found + len(expected.encode()) if found >= 0 else len(received)
    os.write(terminal, keys.encode())
while receive():
    pass
status = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
json.dump({"received": received.decode("utf-8", "replace"), "status": status}, sys.stdout)

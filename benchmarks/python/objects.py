# Objects: tasks of several classes that hand packets to each other.


class Packet:
    def __init__(self, value):
        self.value = value
        self.hops = 0


class Task:
    def __init__(self, name):
        self.name = name
        self.queue = []
        self.next = None
        self.handled = 0

    def receive(self, packet):
        self.queue.append(packet)

    def work(self):
        waiting, self.queue = self.queue, []
        for packet in waiting:
            self.handled += 1
            packet.hops += 1
            self.handle(packet)


class Adder(Task):
    def handle(self, packet):
        packet.value += self.name
        self.next.receive(packet)


class Mixer(Task):
    def handle(self, packet):
        packet.value = (packet.value * 31 + self.name) % 65521
        self.next.receive(packet)


class Splitter(Task):
    def handle(self, packet):
        target = self.next if packet.value & 1 else self.next.next
        target.receive(packet)


def run():
    tasks = [kind(i) for i, kind in enumerate([Adder, Mixer, Splitter, Adder, Splitter, Mixer, Mixer])]
    for task, following in zip(tasks, tasks[1:] + tasks[:1]):
        task.next = following
    packets = [Packet(i) for i in range(60)]
    for i, packet in enumerate(packets):
        tasks[i % len(tasks)].receive(packet)
    for _ in range(450):
        for task in tasks:
            task.work()
    return sum([p.value * 3 + p.hops for p in packets]) + sum([t.handled * t.name for t in tasks])

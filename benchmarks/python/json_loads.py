# JSON: text to a document.
import json


def run():
    text = "[" + ",".join(['{"id": %d, "name": "n\\u00e4me %d", "values": [%d, -1, 2.5e3], "inner": {"a": null, "b": [true, false]}}' % (i, i, i * i) for i in range(500)]) + "]"
    total = 0
    for _ in range(40):
        for item in json.loads(text):
            total += item["id"] + item["values"][0] + int(item["values"][2]) + len(item["name"]) + len(item["inner"])
    return total

# JSON: a document to text.
import json


def run():
    document = {"items": [{"id": i, "name": "item %d" % i, "tags": ["a", "b\n", "c"], "price": i * 2, "ok": i % 2 == 0, "none": None} for i in range(400)]}
    total = 0
    for i in range(40):
        document["turn"] = i
        text = json.dumps(document)
        total += text.count("item") + text.count("\\n") * 3 + text.count("true")
    return total

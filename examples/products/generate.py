"""Writes products.ndjson: 1,200 invented products in bulk format, the same ones every time.

Usage: python3 generate.py > products.ndjson
Everything in it is made up here; brands and products do not exist.
"""

import json

COUNT = 1200

BRANDS = ["Aldermoor", "Brightwick", "Corvane", "Dunmere", "Elkspire", "Fernhollow", "Galdane", "Hartwell & Moss",
          "Ironbark", "Juniper Lane", "Kestrova", "Lumenfold"]

# category -> (price range, size range in cm, nouns, adjectives, features, tags)
CATEGORIES = {
    "electronics": ((9, 1900), (3, 70),
        ["Laptop", "Laptop Computer", "Laptop Computer", "Laptop Computers", "Desktop Computer", "Tablet Computer", "Tablet", "Monitor", "Keyboard", "Mouse",
         "Headphones", "Speaker", "Webcam", "Phone", "Charger", "Router", "Camera", "Microphone", "Projector"],
        ["Wireless", "Compact", "Silent", "Portable", "Ultra Slim", "Gaming", "Rugged", "Budget"],
        ["with USB-C", "with Backlight", "for Travel", "with Noise Cancelling", "13 inch", "15 inch", "27 inch", "Second Edition"],
        ["usb-c", "bluetooth", "office", "gaming", "travel", "audio", "video", "energy-saving"]),
    "kitchen": ((4, 420), (5, 60),
        ["Kettle", "Coffee Maker", "Frying Pan", "Chef Knife", "Toaster", "Blender", "Cutting Board", "Wine Glass",
         "Mixing Bowl", "Teapot", "Stock Pot", "Spice Rack"],
        ["Stainless", "Cast Iron", "Glass", "Ceramic", "Bamboo", "Nonstick", "Enamel", "Copper"],
        ["with Lid", "Set of Two", "Set of Six", "1.7 l", "28 cm", "for Induction", "Dishwasher Safe", "with Thermometer"],
        ["cooking", "coffee", "tea", "baking", "gift", "dishwasher-safe"]),
    "outdoor": ((6, 780), (5, 220),
        ["Tent", "Sleeping Bag", "Backpack", "Headlamp", "Camp Stove", "Trekking Poles", "Water Bottle", "Hammock",
         "Rain Jacket", "Hiking Boots"],
        ["Lightweight", "Waterproof", "Four Season", "Insulated", "Folding", "Breathable", "Expedition", "Junior"],
        ["for Two", "40 l", "65 l", "Red", "Forest Green", "with Repair Kit", "Sub-Zero", "Quick Pitch"],
        ["camping", "hiking", "climbing", "winter", "family", "light"]),
    "books": ((5, 90), (10, 35),
        ["Cookbook", "Field Guide", "Atlas", "Novel", "Programming Handbook", "Poetry Collection", "Travel Diary",
         "History", "Picture Book", "Crossword Book"],
        ["Illustrated", "Pocket", "Complete", "Annotated", "Little", "Modern", "Forgotten", "Practical"],
        ["of the North", "of Rivers", "for Beginners", "for Night Owls", "in Verse", "Volume One", "Volume Two", "of Small Things"],
        ["paperback", "hardcover", "gift", "children", "reference", "bestseller"]),
    "toys": ((3, 160), (4, 90),
        ["Building Blocks", "Puzzle", "Train Set", "Kite", "Board Game", "Doll House", "Marble Run", "Plush Bear",
         "Science Kit", "Yo-Yo"],
        ["Wooden", "Giant", "Glow in the Dark", "Magnetic", "Musical", "Classic", "Colourful", "Tiny"],
        ["500 Pieces", "1000 Pieces", "for Two Players", "from Age 3", "from Age 8", "with Storage Box", "Deluxe", "Travel Size"],
        ["wood", "family", "learning", "creative", "gift", "outdoor-play"]),
    "garden": ((2, 640), (5, 180),
        ["Watering Can", "Garden Shears", "Lawn Mower", "Bird Feeder", "Flower Pot", "Rake", "Greenhouse", "Solar Lamp",
         "Wheelbarrow", "Garden Hose"],
        ["Galvanised", "Ergonomic", "Terracotta", "Electric", "Foldable", "Antique", "Heavy Duty", "Self-Watering"],
        ["10 l", "25 m", "with Stand", "Set of Three", "for Balconies", "Oak Handle", "Frost Proof", "with Timer"],
        ["plants", "lawn", "balcony", "tools", "solar", "birds"]),
}


class Sequence:
    """A linear congruential generator of our own, so that no version of Python changes the data."""

    def __init__(self, seed):
        self.state = seed

    def below(self, bound):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % bound

    def pick(self, items):
        return items[self.below(len(items))]


def title_of(numbers, nouns, adjectives, features):
    parts = [numbers.pick(nouns)]
    if numbers.below(2) == 0:
        parts.insert(0, numbers.pick(adjectives))
    if numbers.below(3) == 0:
        parts.append(numbers.pick(features))
    return " ".join(parts)


def product(number, numbers):
    category = numbers.pick(list(CATEGORIES))
    (low, high), (small, large), nouns, adjectives, features, tags = CATEGORIES[category]
    size = lambda: small + numbers.below((large - small) * 10) / 10
    # Squaring a uniform number makes cheap products common and dear ones rare, as they are.
    share = (numbers.below(1000) / 1000) ** 2
    document = {
        "title": title_of(numbers, nouns, adjectives, features),
        "brand": numbers.pick(BRANDS),
        "category": category,
        "price": round(low + share * (high - low) - 0.01, 2),
        "rating": round(2.5 + numbers.below(26) / 10, 1),
        "reviews": numbers.below(60) ** 2 // 3,
        "tags": sorted({numbers.pick(tags) for _ in range(1 + numbers.below(3))}),
        "in_stock": numbers.below(5) > 0,
        "stock": numbers.below(250),
        "dimensions": {"width_cm": size(), "height_cm": size(), "weight_g": 20 + numbers.below(9000)},
        "added": f"{2022 + numbers.below(4)}-{1 + numbers.below(12):02}-{1 + numbers.below(28):02}",
    }
    if not document["in_stock"]:
        document["stock"] = 0
    if numbers.below(8) == 0:
        document["discount_percent"] = 5 * (1 + numbers.below(8))
    return {"index": {"_id": str(number)}}, document


def main():
    numbers = Sequence(20260117)
    for number in range(1, COUNT + 1):
        for line in product(number, numbers):
            print(json.dumps(line, separators=(",", ":")))


if __name__ == "__main__":
    main()

def greet(name: str, polite: bool = False) -> str:
    if polite:
        return "Good day, " + name
    return "Hi " + name


print(greet("Ann"), greet("Bob", True), greet(polite=True, name="Eve"))

def clean(s: str) -> str:
    return "".join([c for c in s.lower() if c.isalnum()])


def palindrome(s: str) -> bool:
    t = clean(s)
    return t == t[::-1]


for s in ["A man, a plan, a canal: Panama", "hello", "", "Was it a car or a cat I saw?", "été"]:
    print(palindrome(s), clean(s))

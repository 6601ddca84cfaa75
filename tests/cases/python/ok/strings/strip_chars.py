print("xxhixx".strip("x"), "xyhiyx".strip("xy"), "hi".strip("hi") + "|", "hi".strip(""), "--a-b--".strip("-"), "--a".lstrip("-"), "a--".rstrip("-"))
print("世a世".strip("世"), "abcba".strip("ab"), "mississippi".rstrip("ipz"), "www.x.com".lstrip("w."))

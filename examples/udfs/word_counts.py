# @udf: name=word_counts
# @udf: version=1.0.0
# @udf: author=krait-examples
# @udf: category=field
# @udf: tags=text,words
import re
import unicodedata
from collections import Counter

WORD = re.compile(r"[^\W\d_]+")


def udf_main(title: str, limit: int = 3) -> dict[str, int]:
    """Computes a field: the most frequent words of the title, accents and case aside."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    counts = Counter(WORD.findall(plain))

    # Counter.most_common would import a module when it is called, that is in every call.
    return dict(sorted(counts.items(), key=lambda item: -item[1])[:limit])

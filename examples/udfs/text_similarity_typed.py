# @udf: name=text_similarity_typed
# @udf: version=1.0.0
# @udf: author=krait-examples
# @udf: category=filter
# @udf: tags=text,similarity,levenshtein


def levenshtein(a: str, b: str) -> int:
    previous = list(range(len(b) + 1))
    for i in range(1, len(a) + 1):
        diagonal = previous[0]
        previous[0] = i
        for j in range(1, len(b) + 1):
            above = previous[j]
            cost = 0 if a[i - 1] == b[j - 1] else 1
            previous[j] = min(above + 1, previous[j - 1] + 1, diagonal + cost)
            diagonal = above
    return previous[len(b)]


def udf_main(title: str, query: str, threshold: int = 5) -> bool:
    """Keeps documents whose title is within an edit distance of the query.

    Each argument is bound by its name: the search's parameter first, then the document's field, then the default.
    """
    return levenshtein(title.lower(), query.lower()) <= threshold

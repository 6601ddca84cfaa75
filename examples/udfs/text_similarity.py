# @udf: name=text_similarity
# @udf: version=1.0.0
# @udf: author=krait-examples
# @udf: category=filter
# @udf: tags=text,similarity,levenshtein
"""Keeps documents whose title is within an edit distance of the query.

Asks the host for its values, so it takes no arguments:

    field      title      text of the document; a document without one is left out
    parameter  query      text to compare with
    parameter  threshold  largest distance that still counts as similar; 5 when absent
"""


def levenshtein(a: str, b: str, limit: int) -> int:
    """Edit distance of two texts; stops early with limit + 1 once it must be larger."""
    if len(a) < len(b):
        a, b = b, a
    if len(a) - len(b) > limit:
        return limit + 1

    # One row of the table is enough: previous[j] is the distance of the first i - 1 and j characters.
    previous = list(range(len(b) + 1))
    current = [0] * (len(b) + 1)
    for i in range(1, len(a) + 1):
        current[0] = i
        best = i
        for j in range(1, len(b) + 1):
            cost = 0 if a[i - 1] == b[j - 1] else 1
            distance = min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + cost)
            current[j] = distance
            if distance < best:
                best = distance
        if best > limit:
            return limit + 1
        previous, current = current, previous
    return previous[len(b)]


def udf_main() -> bool:
    """True for documents whose title is similar to the query."""
    if not has_field("title"):
        return False

    title = get_field_string("title").lower()
    query = get_param_string("query").lower()
    threshold = get_param_i64("threshold", 5)

    distance = levenshtein(title, query, threshold)
    if distance <= threshold:
        log(f"'{title}' is {distance} edits from '{query}'")
        return True
    return False

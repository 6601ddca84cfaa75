"""float."""

def float_repr(x: float) -> str:
    return ""

"""The host interface of UDFs: fields of the document, parameters of the query, the log.

The host answers with a status: 0 ok, 1 not found, 2 wrong type, 3 buffer too small.
Names and texts cross the border as UTF-8; results are written where a pointer says.
"""


# Eight bytes for one result, then four for a length.
RESULT = bytearray(16)


def host_name(name: str) -> int:
    p = alloc(utf8_size(name))
    utf8_encode(name, p)
    return p


def host_fail(status: int, what: str, name: str, wanted: str) -> None:
    if status == 1:
        raise KeyError(name)
    if status == 2:
        raise TypeError(what + " " + repr(name) + " is not " + wanted)
    raise RuntimeError("the host answered " + int_str(status) + " for " + what + " " + repr(name))


def host_field_string(name: str) -> str:
    p = host_name(name)
    n = utf8_size(name)
    size = 256
    out = alloc(size)
    store32(data(RESULT) + 8, size)
    status = env_get_field_string(0, p, n, out, data(RESULT) + 8)
    if status == 3:
        size = load32(data(RESULT) + 8)
        out = alloc(size)
        status = env_get_field_string(0, p, n, out, data(RESULT) + 8)
    if status != 0:
        host_fail(status, "field", name, "a string")
    return utf8_decode(out, load32(data(RESULT) + 8))


def host_field_i64(name: str) -> int:
    status = env_get_field_i64(0, host_name(name), utf8_size(name), data(RESULT))
    if status != 0:
        host_fail(status, "field", name, "an int of 64 bits")
    return load64(data(RESULT))


def host_field_f64(name: str) -> float:
    status = env_get_field_f64(0, host_name(name), utf8_size(name), data(RESULT))
    if status != 0:
        host_fail(status, "field", name, "a number")
    return loadf64(data(RESULT))


def host_field_bool(name: str) -> bool:
    status = env_get_field_bool(0, host_name(name), utf8_size(name), data(RESULT))
    if status != 0:
        host_fail(status, "field", name, "a bool")
    return load32(data(RESULT)) != 0


def host_has_field(name: str) -> bool:
    return env_has_field(0, host_name(name), utf8_size(name)) != 0


def host_param_string(name: str) -> str:
    p = host_name(name)
    n = utf8_size(name)
    size = 256
    out = alloc(size)
    store32(data(RESULT) + 8, size)
    status = env_get_param_string(p, n, out, data(RESULT) + 8)
    if status == 3:
        size = load32(data(RESULT) + 8)
        out = alloc(size)
        status = env_get_param_string(p, n, out, data(RESULT) + 8)
    if status != 0:
        host_fail(status, "parameter", name, "a string")
    return utf8_decode(out, load32(data(RESULT) + 8))


def host_param_i64(name: str) -> int:
    status = env_get_param_i64(host_name(name), utf8_size(name), data(RESULT))
    if status != 0:
        host_fail(status, "parameter", name, "an int of 64 bits")
    return load64(data(RESULT))


def host_param_f64(name: str) -> float:
    status = env_get_param_f64(host_name(name), utf8_size(name), data(RESULT))
    if status != 0:
        host_fail(status, "parameter", name, "a number")
    return loadf64(data(RESULT))


def host_param_bool(name: str) -> bool:
    status = env_get_param_bool(host_name(name), utf8_size(name), data(RESULT))
    if status != 0:
        host_fail(status, "parameter", name, "a bool")
    return load32(data(RESULT)) != 0


def host_has_param(name: str) -> bool:
    return env_has_param(host_name(name), utf8_size(name)) != 0


def host_document_id() -> str:
    size = 256
    out = alloc(size)
    store32(data(RESULT) + 8, size)
    status = env_get_document_id(0, out, data(RESULT) + 8)
    if status == 3:
        size = load32(data(RESULT) + 8)
        out = alloc(size)
        status = env_get_document_id(0, out, data(RESULT) + 8)
    if status != 0:
        raise RuntimeError("the host has no document id")
    return utf8_decode(out, load32(data(RESULT) + 8))


def host_score() -> float:
    return env_get_score(0)


def host_log(message: str) -> None:
    env_log(host_name(message), utf8_size(message))

# Nothing but this comment.  # error PY2029: there is nothing to compile: no function with annotated parameters and no statement

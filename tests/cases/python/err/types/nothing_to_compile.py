# Nothing but this comment.  # error

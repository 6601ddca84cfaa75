# tries: a link that leads out
# on: cpython
# ends: FileNotFoundError | PermissionError

import os
os.symlink('../../../../../../../etc/passwd', '/tmp/out')
open('/tmp/out')
